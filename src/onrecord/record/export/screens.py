"""The pages of an evidence bundle as HTML: text that we render. Nothing that was captured runs, nothing is loaded."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from importlib.resources import files
from itertools import pairwise

from onrecord.record.export.rows import row
from onrecord.record.export.selection import Found, Selection, Sheet
from onrecord.record.export.writing import shown, utc


def index_before(selection: Selection) -> str:
    """The first screen down to its table of statements."""
    query = _safe(selection.query or "(everything)")
    return (
        _head("Evidence", script=True) + f"<h1>Evidence</h1>\n<p>{selection.total:,} statements on {selection.pages:,} "
        f"pages. Query: <bdi><code>{query}</code></bdi>. Made {utc(selection.moment)} by onrecord.</p>\n"
        '<h2>Check it</h2>\n<div class="drop">\n<p>Unpack the archive, open this page from there, name its folder. '
        "Nothing leaves your machine: this page computes the SHA-256 of each file and compares it with its list.</p>\n"
        '<p><label>The folder <input type="file" id="folder" webkitdirectory multiple></label></p>\n'
        '<p><label>Or some files, which may be dropped here too <input type="file" id="some" multiple></label></p>\n'
        '<div id="told" role="status"></div>\n</div>\n<p>Without a browser: <code>sha256sum -c SHA256SUMS</code></p>\n'
        "<h2>Statements</h2>\n<table>\n<thead><tr><th>who</th><th>how</th><th>words</th><th>when</th><th>page</th></tr>"
        "</thead>\n<tbody>\n"
    )


def index_row(found: Found) -> str:
    """A statement in the table of the first screen; its words lead to their place."""
    cells = row(found)
    page = " · ".join(str(cells[name]) for name in ("outlet", "title", "page") if cells[name])
    link = f'<a href="pages/{_safe(found.sheet.id)}.html#s-{_safe(found.statement.id)}">{_safe(found.words)}</a>'
    verdict = f" ({found.verdict})" if found.verdict else ""
    texts = (cells["speaker"] or "(unknown)", f"{cells['manner']}{verdict}", None, cells["said"] or "", page)
    written = (f"<td><bdi>{link if text is None else _safe(str(text))}</bdi></td>" for text in texts)
    return f"<tr>{''.join(written)}</tr>\n"


def index_after(selection: Selection, digests: Mapping[str, str]) -> str:
    """The rest of the first screen: the digests of all files that were written, and what compares them."""
    held = json.dumps({"whole": selection.whole, "files": list(digests.items())}, separators=(",", ":"))
    data = held.replace("<", "\\u003c")
    script = _part("bundle.js")
    return (
        f'</tbody>\n</table>\n<script type="application/json" id="held">{data}</script>\n'
        f"<script>{script}</script>\n</body>\n</html>\n"
    )


def page_screen(sheet: Sheet, found: tuple[Found, ...]) -> str:
    """A page: what is told of it, and its text with the statements in it."""
    article = sheet.article
    facts = {
        "page": sheet.page["name"],
        "address": article["address"],
        "outlet": article["outlet"],
        "published": " to ".join(str(day) for day in dict.fromkeys(sheet.published) if day),
        "captured": sheet.page["captured"],
        "snapshot": f"snapshots/{sheet.page['sha256']}.bin",
    }
    told = "".join(
        f"<tr><th>{name}</th><td><bdi>{_safe(fact)}</bdi></td></tr>\n" for name, fact in facts.items() if fact
    )
    title = article["title"] or sheet.page["name"]
    return (
        f'{_head(title)}<p><a href="../index.html">All statements</a></p>\n<h1><bdi>{_safe(title)}</bdi></h1>\n'
        f"<table>\n{told}</table>\n<h2>Text</h2>\n"
        f'<div class="text" dir="auto" lang="{_safe(article["language"])}">{"".join(_marked(sheet, found))}</div>\n'
        "</body>\n</html>\n"
    )


def _marked(sheet: Sheet, found: tuple[Found, ...]) -> Iterator[str]:
    """The text in stretches, each with what it is; where a statement begins there is an anchor."""
    asked = {each.statement.id for each in found}
    anchors: defaultdict[int, list[str]] = defaultdict(list)
    begins: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for statement in sheet.told["statements"]:
        is_found = statement["id"] in asked
        if statement["verdict"] == "rejected" and not is_found:
            continue
        anchors[statement["content"][0][0]].append(statement["id"])
        for start, end in statement["content"]:
            _cover(begins, "found" if is_found else "said", start, end)
    for block in sheet.article["blocks"]:
        if block["kind"] == "residue":
            _cover(begins, "residue", *block["span"])
    open_now: Counter[str] = Counter()
    for start, end in pairwise(sorted({0, len(sheet.text), *begins})):
        open_now.update(begins.get(start, {}))
        yield from (f'<a id="s-{_safe(id_)}"></a>' for id_ in anchors.get(start, ()))
        kinds = " ".join(kind for kind in ("residue", "said", "found") if open_now[kind] > 0)
        text = _safe(sheet.text[start:end])
        yield f'<span class="{kinds}">{text}</span>' if kinds else text


def _cover(begins: defaultdict[int, Counter[str]], kind: str, start: int, end: int) -> None:
    begins[start][kind] += 1
    begins[end][kind] -= 1


def _head(title: str, *, script: bool = False) -> str:
    """The beginning of a screen, with a policy under which nothing but our own style and script counts."""
    style = _part("bundle.css")
    policy = f"default-src 'none'; base-uri 'none'; form-action 'none'; style-src '{_hash(style)}'"
    if script:
        policy += f"; script-src '{_hash(_part('bundle.js'))}'"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_safe(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
    )


@cache
def _part(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """What a content security policy names an inline script or style by."""
    return "sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _safe(text: str) -> str:
    """Text that can stand anywhere in HTML, in quoted attributes too."""
    return escape(shown(text))
