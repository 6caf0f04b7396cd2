"""Days lent by pages of the same occasion."""

from __future__ import annotations

from datetime import date, datetime

from onrecord.link import datings
from onrecord.link.candidates import alike
from onrecord.link.datings import RETOLD
from onrecord.pipeline import read, settle
from onrecord.types import Dating, Reading, Rejection
from tests.factories import page
from tests.link.test_candidates import EXAMPLES


def reading(name: str, text: str | None = None, captured: datetime | None = None) -> Reading:
    made = page(text or (EXAMPLES / f"{name}.txt").read_text(encoding="utf-8"), name)
    found = read(type(made)(name, made.content, captured) if captured else made)
    assert isinstance(found, Reading)
    return found


def settled(readings: list[Reading]) -> dict[int, Dating]:
    return datings.settled(readings, alike(readings))


def undated() -> Reading:
    found = reading("reservoir-summary")
    assert found.article.published is None
    return found


def test_a_page_without_a_day_is_dated_by_its_occasion() -> None:
    summary, agency = undated(), reading("reservoir-agency")
    dating = settled([summary, agency])[0]
    assert dating.earliest == date(2025, 10, 14)
    assert dating.latest - dating.earliest == RETOLD
    assert "reservoir-agency" in dating.basis.detail
    assert dating.evidence
    for span in dating.evidence:
        assert span.of(summary.article.text).strip()


def test_another_occasion_lends_nothing() -> None:
    assert not settled([undated(), reading("reservoir-earlier"), reading("festival-wire")])


def test_a_firm_day_is_never_changed() -> None:
    assert 1 not in settled([undated(), reading("reservoir-agency"), reading("reservoir-transcript")])


def test_no_page_is_dated_past_its_capture() -> None:
    fetched = datetime.fromisoformat("2025-10-20T12:00+00:00")
    summary = reading("reservoir-summary", captured=fetched)
    assert settled([summary, reading("reservoir-agency")])[0].latest == date(2025, 10, 20)
    before = reading("reservoir-summary", captured=datetime.fromisoformat("2025-10-01T12:00+00:00"))
    assert not settled([before, reading("reservoir-agency")])


def test_a_guessed_year_gives_way_to_the_occasion() -> None:
    text = (EXAMPLES / "reservoir-summary.txt").read_text(encoding="utf-8")
    guessed = reading("guessed", f"14 October\n\n{text}")
    assert guessed.article.published is not None
    assert guessed.article.published.earliest == date(2026, 10, 14)  # the latest year before the capture
    assert settled([guessed, reading("reservoir-agency")])[0].earliest == date(2025, 10, 14)


def test_settling_keeps_order_and_refusals_and_reads_anew() -> None:
    refused = Rejection("gone.txt", "", "missing", "there is no gone.txt")
    out = settle([refused, undated(), reading("reservoir-agency")])
    assert out[0] is refused
    summary = out[1]
    assert isinstance(summary, Reading)
    assert summary.article.published is not None
    assert [s.id for s in summary.statements] == [s.id for s in undated().statements]
