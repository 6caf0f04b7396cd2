"""What HTML's elements do to the text around them (WHATWG HTML, 13.1 and 13.2.6)."""

from __future__ import annotations

# fmt: off
VOID = frozenset((
    "area", "base", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "frame",
))
"""They hold nothing and have no end tag."""

RAW = frozenset((
    "script", "style", "textarea", "title", "iframe", "noembed", "noframes", "xmp", "svg", "template", "object",
))
"""What stands in them is no text of the page: it is skipped up to their end tag."""

INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img", "br", "input",
))
"""They do not interrupt a line of text."""

MARKED = frozenset(("meta", "link", "time", "base", "html", "title", "script"))
"""Their tags are kept: they speak of the page."""

ENDS_PARAGRAPH = frozenset((
    "address", "article", "aside", "blockquote", "center", "details", "dialog", "dir", "div", "dl", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "main",
    "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "ul",
))
"""Their start tags close an open paragraph."""

ENDS_SIBLING = {
    "li": (frozenset(("li",)), frozenset(("ul", "ol", "menu"))),
    "dt": (frozenset(("dt", "dd")), frozenset(("dl",))),
    "dd": (frozenset(("dt", "dd")), frozenset(("dl",))),
    "tr": (frozenset(("tr",)), frozenset(("table", "thead", "tbody", "tfoot"))),
    "td": (frozenset(("td", "th")), frozenset(("tr", "table"))),
    "th": (frozenset(("td", "th")), frozenset(("tr", "table"))),
    "option": (frozenset(("option",)), frozenset(("select",))),
}
"""Their start tags close these open elements, unless one of those comes first."""
# fmt: on

PARAGRAPH_BORDER = frozenset(("td", "th", "button", "div", "section", "article"))
"""An open paragraph outside of these is not closed from inside."""

SHELL = frozenset(("html", "body"))
"""They open once; their end tags end nothing."""
