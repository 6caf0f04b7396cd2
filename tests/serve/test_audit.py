"""A draft held against the example pages: what is told of its claims and figures that the record has otherwise."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from onrecord.record.store import Record
from onrecord.serve.answers import Checked
from onrecord.serve.audit import Item, Kind, Standing, audit
from onrecord.serve.check import Checker
from onrecord.types import Page
from tests.retold import CAPTURED, keep, readings

KNOWN = "Northwater water authority knew of crack\n\n"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """A record of the pages that tell of the hearing."""
    with Record.open(str(tmp_path_factory.mktemp("held") / "held.db"), create=True) as made:
        keep(made, readings("reservoir"))
        yield made


def found(record: Record, draft: str) -> list[Item]:
    page = Page("draft.txt", f"{KNOWN}{draft}\n".encode(), CAPTURED)
    return list(audit(record, page, trained=False).items)


@pytest.mark.parametrize(
    ("draft", "kind", "standing", "told"),
    [
        (
            "Chief engineer Marta Okvist said that repairs would cost between 80 million and 95 million euros.",
            Kind.FIGURE,
            Standing.DIFFERS,
            ("between 80 million and 95 million euros", "between 60 million and 75 million euros", "Marta Okvist said"),
        ),
        (
            "Chief engineer Marta Okvist said that repairs would cost between 80 million and 95 million euros.",
            Kind.CLAIM,
            Standing.DIFFERS,
            ("The draft has", "between 60 million and 75 million euros"),
        ),
        (
            "Committee chair Tobias Renneck said: “Thirty thousand people sleep below that wall.”",
            Kind.FIGURE,
            Standing.DIFFERS,
            ("Thirty thousand people", "Nineteen thousand people", "sleep below that wall"),
        ),
        (
            "Repairs would cost between 80 million and 95 million euros and take at least three years.",
            Kind.FIGURE,
            Standing.DIFFERS,
            ("between 80 million and 95 million euros", "for ‘Between 60 million and 75 million euros’"),
        ),
        (
            "Chief engineer Marta Okvist said that repairs would cost between 60 million and 75 million euros.",
            Kind.FIGURE,
            Standing.HELD,
            (),
        ),
        (
            "Chief engineer Marta Okvist said that the zebra garden sold 41,000 tickets in Antwerp.",
            Kind.FIGURE,
            Standing.NOT_HELD,
            ("no page of the record asserts this figure",),
        ),
        (
            "Chief engineer Marta Okvist said that repairs would not cost between 60 million and 75 million euros.",
            Kind.CLAIM,
            Standing.DIFFERS,
            ("would not cost",),
        ),
        (
            "Committee chair Tobias Renneck said that repairs would cost between 60 million and 75 million euros.",
            Kind.CLAIM,
            Standing.DIFFERS,
            ("pages credit this to Marta Okvist",),
        ),
    ],
)
def test_what_is_held_otherwise_is_told_with_both_sides(
    record: Record, draft: str, kind: Kind, standing: Standing, told: tuple[str, ...]
) -> None:
    item = next(each for each in found(record, draft) if each.kind is kind)
    assert item.standing is standing, item
    sentences = " ".join(item.told)
    assert all(words in sentences for words in told), sentences
    assert bool(sentences) is bool(told)


def test_a_figure_that_differs_names_the_page_that_has_the_other(record: Record) -> None:
    draft = "Chief engineer Marta Okvist said that repairs would cost between 80 million and 95 million euros."
    figure = next(each for each in found(record, draft) if each.kind is Kind.FIGURE)
    assert len(figure.holders) == 1
    assert figure.holders[0].startswith("reservoir")
    assert figure.holders[0] in figure.told[1]


def test_a_sentence_is_looked_up_once_for_all_its_figures(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    check = Checker.check

    def counted(self: Checker, text: str, by: str | None = None) -> Checked:
        asked.append(text)
        return check(self, text, by)

    monkeypatch.setattr(Checker, "check", counted)
    sentence = "The garden sold 41,000 tickets, 52,000 books, 63,000 lamps and 74,000 chairs."
    assert [item.standing for item in found(record, sentence)] == [Standing.NOT_HELD] * 4
    assert asked.count(sentence) == 1
