"""Speech that dashes mark, and quotations that a "he said" inside the marks breaks up.

"– Text – powiedziała X. – Text", "—Texto —dijo X—. Texto"; "« Texte, a-t-elle dit, et texte »", "«Testo – ha detto X –
testo»". Both become quotations without marks of their own, so that all that reads quotations reads them. One pass over
the dashes and commas of a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.extract.cues import Frame, Lexicon, lexicon
from onrecord.extract.grammar import Grammar, grammar
from onrecord.extract.quotes import Quote
from onrecord.types import Span

_WORD = re.compile(r"[\s]*-?(\w+(?:['’]\w+)?)['’]?")
_LONGEST_TAG = 110
"""Characters of a "he said" inside the marks."""
_LEADING = 3
"""Words that may stand before the verb of a tag: "a-t-elle dit", "— он сказал"."""


def speech_in(text: str, span: Span, quotes: tuple[Quote, ...], language: str, *, dashed: bool) -> tuple[Quote, ...]:
    """The quotations of a paragraph, those that dashes mark included; ``dashed``: a dash stands before its text."""
    lex = lexicon(language)
    if not lex.dashes:
        return quotes
    g = grammar(language)
    whole = [part for quote in quotes for part in _parts(text, quote, lex, g)]
    spoken = list(_dashed(text, span, quotes, lex, g, dashed=dashed))
    return tuple(sorted((*whole, *spoken), key=lambda quote: quote.span)) if spoken else tuple(whole)


def _dashed(
    text: str, span: Span, quotes: tuple[Quote, ...], lex: Lexicon, g: Grammar, *, dashed: bool
) -> Iterator[Quote]:
    """Stretches between a dash that opens speech and the dash before its tag, and what goes on behind the tag."""
    opened: int | None = span.start if dashed else None
    proven, tag = False, -1
    blocks = iter(quotes)
    block = next(blocks, None)
    for match in re.finditer(r"[—–-]", text[span.start : span.end]):
        at = span.start + match.start()
        while block is not None and block.span.end <= at:
            opened = None if opened is None or block.span.start <= opened else opened
            block = next(blocks, None)
        inside = block is not None and block.span.start <= at
        if inside or match.group() not in lex.dashes or not _is_dash(text, at, span):
            continue
        behind = _skip_blank(text, at + 1, span.end)
        if opened is not None and _is_tag(text, behind, span.end, lex, g):
            yield from _plain(text, opened, at)
            opened, tag = None, behind
        elif tag >= 0:
            broken = re.search(r"[.?!…]\s+\S", text[tag:at].rstrip()) is not None
            resumes = not broken or _opens(text, span, at)
            behind = _skip_blank(text, behind + 1, span.end) if text[behind : behind + 1] in (".", ",") else behind
            opened, proven, tag = (behind, not broken, -1) if resumes else (None, False, -1)
        elif _opens(text, span, at) and (opened is None or not proven):
            opened, proven = behind, False
    if opened is not None and proven:
        yield from _plain(text, opened, span.end)


def _is_dash(text: str, at: int, span: Span) -> bool:
    """Not the hyphen of a word, the dash of a range: a blank or the edge on one side, for hyphens on both."""
    before = at == span.start or text[at - 1].isspace()
    after = at + 1 >= span.end or text[at + 1].isspace() or text[at + 1] in ".,;:"
    return (before and after) if text[at] == "-" else (before or after)


def _opens(text: str, span: Span, at: int) -> bool:
    while at > span.start and text[at - 1].isspace():
        at -= 1
    return at == span.start or text[at - 1] in ".?!…:»”"


def _skip_blank(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at


def _plain(text: str, start: int, end: int) -> Iterator[Quote]:
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",—–-"):
        end -= 1
    if end > start:
        yield Quote(Span(start, end), Span(start, end), closed=True)


def _is_tag(text: str, at: int, end: int, lex: Lexicon, g: Grammar) -> bool:
    """A verb of saying begins here, at most a few small words before it."""
    for _ in range(_LEADING + 1):
        match = _WORD.match(text, at, end)
        if match is None:
            return False
        low = match.group(1).lower().replace("’", "'")
        form = low.rpartition("'")[2]
        if any(lex.frames.get(w, Frame.NONE) & Frame.SAY for w in (low, form)):
            return True
        small = (low, form, low.partition("'")[0] + "'")
        if not any(_leads(w, g) for w in small):
            return False
        at = match.end()
    return False


def _leads(low: str, g: Grammar) -> bool:
    return (
        low in g.auxiliaries
        or low in g.adverbs
        or low in g.proclitics
        or low in g.subject_pronouns
        or low in g.as_words
    ) or low == "t"


def _parts(text: str, quote: Quote, lex: Lexicon, g: Grammar) -> Iterator[Quote]:
    """One quotation, or its parts around the tags inside it."""
    start, inner = quote.span.start, quote.inner.start
    for match in re.finditer(r"[—–-]|,", text[quote.inner.start : quote.inner.end]):
        at = quote.inner.start + match.start()
        if at < inner or not _breaks(text, at, quote, lex, g):
            continue
        behind = _skip_blank(text, at + 1, quote.inner.end)
        stop = _tag_end(text, behind, quote.inner.end)
        if stop is None:
            continue
        yield from _broken(text, start, inner, at)
        start = inner = _skip_blank(text, stop, quote.inner.end)
    if start < quote.span.end and inner < quote.inner.end:
        yield (
            quote
            if start == quote.span.start
            else Quote(Span(start, quote.span.end), Span(start, quote.inner.end), quote.closed)
        )


def _broken(text: str, start: int, inner: int, end: int) -> Iterator[Quote]:
    while end > inner and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    if end > inner:
        yield Quote(Span(start, end), Span(inner, end), closed=True)


def _breaks(text: str, at: int, quote: Quote, lex: Lexicon, g: Grammar) -> bool:
    """A dash before a tag; a comma only where the verb and its pronoun change places ("a-t-il dit")."""
    if text[at] != ",":
        return text[at] in lex.dashes and _is_dash(text, at, quote.inner) and _tagged(text, at, quote, lex, g)
    if lex.order != "inverting" or not _tagged(text, at, quote, lex, g):
        return False
    head = re.compile(r"\s*(?:\w+['’])?\w+(?P<turned>-(?:t-)?\w+)?\s*(?P<next>\w+)?").match(
        text, at + 1, quote.inner.end
    )
    if head is None:
        return False
    turned = (head["turned"] or "").lower().rpartition("-")[2] in g.subject_pronouns
    after = head["next"] or ""
    return turned or after[:1].isupper() or after.lower() in g.definite


def _tagged(text: str, at: int, quote: Quote, lex: Lexicon, g: Grammar) -> bool:
    return _is_tag(text, _skip_blank(text, at + 1, quote.inner.end), quote.inner.end, lex, g)


def _tag_end(text: str, at: int, end: int) -> int | None:
    """Where a tag inside the marks is over: behind its dash, comma or point."""
    for match in re.finditer(
        r"\s[—–-](?=[\s,.])|[—–](?=[\s,.])|,(?=\s)|[.?!…](?=\s)", text[at : min(end, at + _LONGEST_TAG)]
    ):
        if match.group()[0] == "." and text[at + match.start() - 2 : at + match.start() - 1].isspace():
            continue  # an initial or "M."
        stop = at + match.end()
        rest = re.compile(r"[\s,.]*[—–-]?[,.]?").match(text, stop, end)
        return rest.end() if rest else stop
    return None
