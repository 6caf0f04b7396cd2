"""The addresses of everything in the app; a template writes none by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote, urlencode

TWIN = ".json"
"""What stands behind the address of a screen whose answer is asked for as JSON."""
_WEB = re.compile(r"https?://", re.IGNORECASE)


def page(id_: str, *, at: int | None = None, statement: str | None = None, beside: str | None = None) -> str:
    """A page, opened at a character, or at the words of a statement; ``beside`` it what was captured."""
    asked = {"at": at, "statement": statement, "beside": beside}
    return f"/pages/{quote(id_, '')}{_query(asked)}" + (f"#s-{quote(statement, '')}" if statement else "")


def captured(id_: str, *, start: int | None = None, end: int | None = None, form: str | None = None) -> str:
    """What was captured of a page, for a frame; at some words of its text."""
    there = "#words" if start is not None else ""
    return f"/pages/{quote(id_, '')}/captured{_query({'start': start, 'end': end, 'as': form})}{there}"


def statement(id_: str) -> str:
    return f"/statements/{quote(id_, '')}"


def search(query: str = "", **facets: str | int | None) -> str:
    """A search; facets with values are named beside the words."""
    return f"/search{_query({'q': query or None, **facets})}"


def said_by(name: str) -> str:
    """All that somebody said."""
    return search(speaker=name)


def export(query: str, form: str) -> str:
    return f"/export{_query({'q': query, 'as': form})}"


def importing(job: str = "") -> str:
    return f"/import/{quote(job, '')}" if job else "/import"


def review(query: str = "", **place: str | int | None) -> str:
    """The review of what a query asks for, at a statement."""
    return f"/review{_query({'q': query or None, **place})}"


def speaker(id_: str) -> str:
    return f"/speakers/{quote(id_, '')}"


def speakers(query: str = "", start: int = 0) -> str:
    """Everybody whose name holds the words."""
    return f"/speakers{_query({'q': query or None, 'start': start or None})}"


def timeline(id_: str, about: str = "", *, before: str | None = None) -> str:
    """What a speaker said over time, of a topic; what came before a statement."""
    return f"{speaker(id_)}/timeline{_query({'about': about or None, 'before': before})}"


def occasions(query: str = "", start: int = 0) -> str:
    return f"/occasions{_query({'q': query or None, 'start': start or None})}"


def record(of: str, query: str = "") -> str:
    """Pages of the record: all, those that were read, or those that gave nothing."""
    return f"/record{_query({'of': of, 'q': query or None})}"


def occasion(id_: str) -> str:
    return f"/occasions/{quote(id_, '')}"


def utterance(id_: str, *, word: int | None = None) -> str:
    """An utterance; at one of its words."""
    return f"/utterances/{quote(id_, '')}{_query({'word': word})}"


def figures(words: str = "", **asked: str | int | None) -> str:
    """Figures near some words."""
    return f"/figures{_query({'q': words or None, **asked})}"


def check(quotation: str, by: str | None = None) -> str:
    return f"/check{_query({'q': quotation, 'by': by})}"


def twin(address: str) -> str:
    """The same as JSON."""
    path, mark, asked = address.partition("?")
    return f"{path}{TWIN}{mark}{asked}"


def going_on(address: str, after: str) -> str:
    """Where a list goes on, as JSON."""
    return twin(f"{address}{'&' if '?' in address else '?'}{urlencode({'after': after})}")


def web(address: str | None) -> str | None:
    """An address that a page claims for itself, where it can be followed without harm; else None."""
    return address if address and _WEB.match(address) else None


def quoted(value: str) -> str:
    """A value as the query grammar takes it."""
    return '"' + value.replace('"', " ").replace("“", " ").replace("”", " ").replace("„", " ") + '"'


def _query(asked: Mapping[str, object]) -> str:
    told = {name: value for name, value in asked.items() if value is not None}
    return f"?{urlencode(told)}" if told else ""
