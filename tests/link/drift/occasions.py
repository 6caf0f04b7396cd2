"""Small occasions that the tests of drift begin with: pages as texts, one utterance, and how each page has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from onrecord.link.drift import discrepancies
from onrecord.link.tellings import Telling, tellings
from onrecord.pipeline import read_by_rules
from onrecord.types import (
    Basis,
    Discrepancy,
    Form,
    Given,
    Instance,
    Page,
    Passage,
    Reading,
    Sender,
    Span,
    Statement,
    Utterance,
)

DAY = date(2026, 3, 12)
CAPTURED = datetime(2026, 11, 1, tzinfo=UTC)
MADE = Basis("given by the test")

Line = tuple[str, str, Form]
"""The name of a page, words that stand there, their form."""


@dataclass(frozen=True, slots=True)
class Told:
    """An occasion with its one utterance."""

    tellings: list[Telling]
    utterance: Utterance

    def found(self) -> list[Discrepancy]:
        return discrepancies(self.tellings, [self.utterance])

    def kinds(self) -> dict[str, set[str]]:
        """Which pages depart in what, by name."""
        names = {each.page: each.reading.page.name for each in self.tellings}
        return {each.what.value: {names[passage.page] for passage in each.departures} for each in self.found()}


def read(name: str, text: str, day: date = DAY) -> Reading:
    """One page as the rules read it, published on a day."""
    given = Given(published=day, sender=Sender.COLUMN)
    outcome = read_by_rules(Page(name, text.encode(), CAPTURED, given=given))
    assert isinstance(outcome, Reading), outcome
    return outcome


def told(pages: Mapping[str, str], reference: tuple[str, str] | None, lines: Sequence[Line]) -> Told:
    """Pages, the words of the reference, and what the others have; words are looked up in their page."""
    here = tellings([read(name, text) for name, text in pages.items()], "the test")
    by_name = {each.reading.page.name: each for each in here}
    best = passage(by_name[reference[0]], reference[1]) if reference else None
    instances = [Instance(passage(by_name[name], words), form, MADE) for name, words, form in lines]
    if best is not None:
        instances.append(Instance(best, Form.VERBATIM, MADE))
    speaker = _speaker(by_name, best)
    ordered = tuple(sorted(instances, key=lambda each: each.passage))
    return Told(here, Utterance("u", "the test", speaker, best, ordered))


def passage(telling: Telling, words: str) -> Passage:
    """Where words stand; parts that are joined by " … " stand apart."""
    spans, at = [], 0
    for part in words.split(" … "):
        at = telling.text.index(part, at)
        spans.append(Span(at, at + len(part)))
    holding = [each for each in telling.reading.statements if _meets(each, spans)]
    return Passage(telling.page, tuple(spans), holding[0].id if holding else None)


def _meets(statement: Statement, spans: Sequence[Span]) -> bool:
    return any(content.meets(span) for content in statement.content for span in spans)


def _speaker(pages: Mapping[str, Telling], best: Passage | None) -> str | None:
    for telling in pages.values():
        for statement in telling.reading.statements:
            if best is not None and statement.id == best.statement:
                return telling.who(statement)
    return None
