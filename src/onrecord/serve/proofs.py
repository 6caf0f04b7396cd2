"""A draft as it was audited, marked up: one HTML file, everything escaped, without a script and without a request."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise

from onrecord.record.export.writing import shown
from onrecord.serve.audit import Audited, Item

_STYLE = """
:root { color-scheme: light dark; }
body { font: 1.05rem/1.6 Georgia, 'Noto Serif', serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; }
mark { background: none; color: inherit; border-bottom: .18em solid; padding-bottom: .05em; }
mark.fine { border-color: #1b7f4b; }
mark.look { border-color: #b3261e; border-bottom-style: double; }
sup a { font: 600 .75rem system-ui, sans-serif; text-decoration: none; padding-left: .15em; }
ol { font: .95rem/1.5 system-ui, 'Noto Sans', sans-serif; padding-left: 1.6rem; }
li { margin-bottom: .8rem; }
.look strong { color: #b3261e; }
@media (prefers-color-scheme: dark) { .look strong { color: #ff8a80; } mark.look { border-color: #ff8a80; } }
"""


def marked_up(audited: Audited) -> str:
    """The draft with every item underlined and numbered, and below it what the record has of each."""
    article = audited.draft.article
    title = _safe(article.title or audited.draft.page.name)
    look = sum(not item.fine for item in audited.items)
    told = f"{len(audited.items)} checked, {look} to be looked at" if audited.items else "nothing to be checked"
    rows = "\n".join(_row(number, item) for number, item in enumerate(audited.items, 1))
    return (
        f'<!doctype html>\n<html lang="{_safe(article.language)}">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{title}: audit</title><style>{_STYLE}</style></head>\n"
        f'<body>\n<h1 dir="auto">{title}</h1>\n<p>{told}</p>\n'
        f'<div class="text" dir="auto">{"".join(_text(article.text, audited.items))}</div>\n'
        f'<ol lang="en">\n{rows}\n</ol>\n</body>\n</html>\n'
    )


def _text(text: str, items: Sequence[Item]) -> Iterator[str]:
    """The text with its items underlined, and the number of each behind it; an overlap is under what needs a look."""
    owner: dict[int, int] = {}
    for number, item in sorted(enumerate(items, 1), key=lambda entry: (entry[1].fine, -entry[0])):
        for at in (at for span in item.spans for at in range(span.start, span.end)):
            owner.setdefault(at, number)
    behind: defaultdict[int, list[int]] = defaultdict(list)
    for number, item in enumerate(items, 1):
        behind[max(span.end for span in item.spans)].append(number)
    cuts = {0, len(text), *behind, *(at for at in range(1, len(text)) if owner.get(at) != owner.get(at - 1))}
    for start, end in pairwise(sorted(cuts)):
        held = owner.get(start)
        words = _safe(text[start:end])
        yield _marked(words, items[held - 1]) if held else words
        yield from (f'<sup><a href="#item-{n}" id="at-{n}">{n}</a></sup>' for n in behind[end])


def _marked(words: str, item: Item) -> str:
    look = "fine" if item.fine else "look"
    return f'<mark class="{look}" title="{_safe(item.kind + ": " + item.standing)}">{words}</mark>'


def _row(number: int, item: Item) -> str:
    look = "fine" if item.fine else "look"
    by = f" ({_safe(item.by)})" if item.by else ""
    verdict = f": {_safe(item.checked.verdict.value)}" if item.checked and not item.fine else ""
    told = "".join(f"<br>{_safe(each)}" for each in item.told)
    told += f"<br>{_safe(', '.join(item.holders))}" if item.holders else ""
    return (
        f'<li id="item-{number}" class="{look}"><strong>{_safe(item.standing.value)}{verdict}</strong> '
        f'<a href="#at-{number}">{_safe(item.kind.value)}</a>{by}: <q dir="auto">{_safe(item.words)}</q>{told}</li>'
    )


def _safe(text: str) -> str:
    """Text in which nothing acts: markup escaped, controls and what reorders text shown by their numbers."""
    return escape(shown(text), quote=True)
