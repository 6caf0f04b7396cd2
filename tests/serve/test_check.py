"""Quotations against a record: every verdict, whom pages credit, what came first, what an editor rejected."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from onrecord.link.verdicts import What
from onrecord.pipeline import identify, read_by_rules
from onrecord.record.store import Record
from onrecord.serve.answers import Checked, Verdict, answer_to_json
from onrecord.serve.check import Checker, check
from onrecord.types import DecisionKind
from tests.factories import page

PAGES = (
    page(
        "Osterby, 3 March 2026\n\n"
        "“The bridge will not be closed before May,” said Ines Kallweit, the mayor of Osterby.\n\n"
        "“We have kept the harbour open through the whole winter,” Kallweit added.\n",
        "early.txt",
    ),
    page(
        "Osterby, 9 March 2026\n\n“The bridge will not be closed,” Ines Kallweit, the mayor, told reporters.\n\n"
        "Oleg Trusov, a keeper at the zoo, said that nobody fed the seals after the last of the storms.\n",
        "late.txt",
    ),
    page(
        "Osterby, 12 March 2026\n\n“The bridge will be closed before May,” said Ines Kallweit.\n\n"
        "Somebody painted on the wall that all the lanterns of Osterby burn for nothing.\n",
        "wrong.txt",
    ),
)
HELD = "The bridge will not be closed before May"


@pytest.fixture
def record(where: str) -> Iterator[Record]:
    with Record.open(where, create=True) as opened:
        for one in PAGES:
            opened.keep(one, read_by_rules(one), "a")
        identify(opened)
        yield opened


CASES = [
    (f"“{HELD}!”", None, Verdict.VERBATIM),
    (HELD, "Ines Kallweit", Verdict.VERBATIM),
    (HELD, "Kallweit", Verdict.VERBATIM),
    (HELD, "Oleg Trusov", Verdict.MISATTRIBUTED),
    ("The bridge … before May", None, Verdict.TRIMMED),
    ("kept the harbour open through the whole winter", None, Verdict.TRIMMED),
    ("The bridge will not be closed before June", None, Verdict.ALTERED),
    (f"{HELD}. We have kept the harbour open through the whole winter.", None, Verdict.VERBATIM),
    (
        "We have kept the harbour open through the whole winter. The bridge will be closed before May",
        None,
        Verdict.SPLICED,
    ),
    ("nobody fed the seals after the last of the storms", "Oleg Trusov", Verdict.PARAPHRASE),
    ("all the lanterns of Osterby burn for nothing", None, Verdict.UNATTRIBUTED),
    ("No seal was given any food once the storms had passed", None, Verdict.PARAPHRASE),
    ("My grandmother once sold nine violins to a travelling dentist", None, Verdict.NOT_HELD),
    ("", None, Verdict.NOT_HELD),
    ("…“”—", None, Verdict.NOT_HELD),
]


@pytest.mark.parametrize(("quotation", "by", "verdict"), CASES)
def test_verdicts(record: Record, quotation: str, by: str | None, verdict: Verdict) -> None:
    answer = check(record, quotation, by)
    assert answer.verdict is verdict
    assert answer.verdict.as_said == (verdict in (Verdict.VERBATIM, Verdict.TRIMMED))
    for each in answer.variants:
        text = record.told([each.place.page])[each.place.page]["article"]["text"]
        assert each.place.words == text[min(each.place.spans).start : max(span.end for span in each.place.spans)]
    assert answer_to_json(answer)["verdict"] == verdict.value


def names(answer: Checked) -> list[tuple[str, str]]:
    return [(each.form.value, each.place.name) for each in answer.variants]


def test_all_variants_are_told_the_best_first_and_the_first_by_its_day(record: Record) -> None:
    answer = check(record, HELD)
    assert names(answer) == [("verbatim", "early.txt"), ("altered", "wrong.txt"), ("altered", "late.txt")]
    assert answer.reference is not None
    assert answer.reference.place.speaker == "Ines Kallweit"
    assert answer.first is not None
    assert (answer.first.place.name, answer.first.place.published) == ("early.txt", ("2026-03-03", "2026-03-03"))
    [missing] = answer.variants[1].differences
    assert (missing.what, missing.quoted, missing.held) == (What.NEGATION, "not", "")
    assert missing.told == "not there: “not” (negation)"


def test_somebody_elses_words_are_told_with_who_said_them(record: Record) -> None:
    answer = check(record, HELD, "Oleg Trusov")
    assert answer.others == ("Ines Kallweit",)
    assert answer.reference is not None
    assert answer.reference.place.named is False


def test_the_places_of_a_splice_are_told_in_the_order_of_the_quotation(record: Record) -> None:
    answer = check(record, CASES[8][0])
    assert [(part.words.split()[0], part.place.name) for part in answer.parts] == [
        ("We", "early.txt"),
        ("The", "wrong.txt"),
    ]


def test_what_an_editor_rejected_credits_nobody(record: Record) -> None:
    quotation = "We have kept the harbour open through the whole winter"
    found = check(record, quotation).reference
    assert found is not None
    assert found.place.statement is not None
    record.decide(DecisionKind.REJECT, found.place.statement, who="Rana", moment=datetime(2026, 11, 2, tzinfo=UTC))
    assert check(record, quotation).verdict is Verdict.UNATTRIBUTED


def test_a_checker_answers_as_the_record_is_now(record: Record) -> None:
    checker = Checker(record)
    quotation = "Every ferry of the fleet will be painted blue by autumn"
    assert checker.check(quotation).verdict is not Verdict.VERBATIM
    late = page(f"“{quotation},” said Ines Kallweit, the mayor of Osterby.\n", "new.txt")
    record.keep(late, read_by_rules(late), "a")
    assert checker.check(quotation).verdict is Verdict.VERBATIM


def test_long_quotations_are_compared_by_their_beginning(record: Record) -> None:
    answer = check(record, f"{HELD}. " * 1_500)
    assert not answer.whole
    assert answer.verdict is not Verdict.VERBATIM


def test_an_empty_record_holds_nothing(where: str) -> None:
    with Record.open(where, create=True) as empty:
        assert check(empty, HELD, "Ines Kallweit").verdict is Verdict.NOT_HELD
