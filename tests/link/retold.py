"""A small occasion of our own that pages retell in every way, and helpers that group its words by hand."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from onrecord.link.tellings import Telling, tellings
from onrecord.link.utterances import Grouped
from onrecord.pipeline import read_by_rules
from onrecord.types import Form, Passage, Reading, Span, Utterance
from tests.factories import page

_OCCASION = tomllib.loads((Path(__file__).parent / "ferry.toml").read_text("utf-8"))
PAGES: dict[str, str] = _OCCASION["pages"]
FRAGMENTS: dict[str, list[tuple[str, str]]] = {
    name: [(page, words) for page, words in rows] for name, rows in _OCCASION["utterances"].items()
}


@cache
def told() -> tuple[Telling, ...]:
    """The pages of the occasion, read by rules."""
    read = [read_by_rules(page(text, f"{name}.txt")) for name, text in PAGES.items()]
    return tuple(tellings([each for each in read if isinstance(each, Reading)], "ferry"))


def named(*names: str) -> list[Telling]:
    """Some of the pages, by their names; all of them where none is named."""
    return [each for each in told() if not names or name_of(each) in names]


def name_of(telling: Telling) -> str:
    return telling.reading.page.name.removesuffix(".txt")


def names(pages: Sequence[Telling] = ()) -> dict[str, str]:
    """The names of pages by their ids."""
    return {each.page: name_of(each) for each in pages or told()}


def groups(pages: Sequence[Telling] = ()) -> list[Grouped]:
    """The utterances of the pages, as a careful reader groups them."""
    here = {name_of(each): each for each in pages or told()}
    out = []
    for name, rows in FRAGMENTS.items():
        found = [passage(here[page], fragment) for page, fragment in rows if page in here]
        if found:
            out.append(Grouped(name, _speaker(here, found), tuple(sorted(found))))
    return out


def passage(telling: Telling, fragment: str) -> Passage:
    start = telling.text.index(fragment)
    span = Span(start, start + len(fragment))
    holding = [each for each in telling.reading.statements if any(part.meets(span) for part in each.content)]
    best = min(holding, key=lambda each: abs(each.content[0].start - start), default=None)
    return Passage(telling.page, (span,), best.id if best else None)


def _speaker(here: dict[str, Telling], found: Sequence[Passage]) -> str | None:
    pages = {each.page: each for each in here.values()}
    for each in found:
        for statement in pages[each.page].reading.statements:
            if statement.id == each.statement and (who := pages[each.page].who(statement)):
                return who
    return None


def forms(utterances: Sequence[Utterance], pages: Sequence[Telling] = ()) -> dict[tuple[str, str], list[Form]]:
    """The forms of an utterance on a page, by their names, in the order of the page."""
    known = names(pages)
    out: dict[tuple[str, str], list[Form]] = {}
    for utterance in utterances:
        for instance in utterance.instances:
            out.setdefault((utterance.id, known[instance.passage.page]), []).append(instance.form)
    return out
