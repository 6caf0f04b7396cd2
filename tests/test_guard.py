"""Pages that hang, swell, crash or raise cost themselves only; the others keep their order and their answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from onrecord.guard import Budget, WorkerError, guarded
from onrecord.types import Page, Rejection
from tests import acts
from tests.acts import behave, burn, name_of

THEN = datetime(2026, 1, 1, tzinfo=UTC)
SMALL = Budget(seconds=0.4, megabytes=200)


def page(content: str) -> Page:
    return Page(name=content, content=content.encode(), captured=THEN)


def outcomes(*contents: str, workers: int = 1, budget: Budget = SMALL) -> list[str]:
    found = guarded(behave, map(page, contents), budget, workers)
    return [item.reason if isinstance(item, Rejection) else item for item in found]


BAD = {
    "hang": "budget",
    "hang in C": "budget",
    "swell": "budget",
    "swell at once": "budget",
    "crash": "failed",
    "killed": "failed",
    "leave": "failed",
    "vanish": "failed",
    "raise": "failed",
    "want in C": "budget",
}


def test_bad_pages_are_set_aside_in_their_place_and_the_run_goes_on() -> None:
    mixed = [content for bad in BAD for content in (bad, f"after {bad}")]
    expected = [told for bad, reason in BAD.items() for told in (reason, f"read after {bad}")]
    assert outcomes(*mixed, workers=3) == expected
    assert outcomes("hang", "a", "crash", "b") == ["budget", "read a", "failed", "read b"]


def test_a_rejection_says_which_page_and_why() -> None:
    (found,) = guarded(behave, [page("raise")], SMALL)
    assert isinstance(found, Rejection)
    assert (found.name, found.sha256) == ("raise", page("raise").sha256)
    assert "KeyError" in found.detail
    assert "acts.py" in found.detail


def test_what_capture_refused_keeps_its_place() -> None:
    refused = Rejection("b", "", "missing", "there is no b")
    assert list(guarded(behave, [page("a"), refused, page("c")], SMALL, 2)) == ["read a", refused, "read c"]


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_the_order_is_kept_with_any_number_of_workers(workers: int) -> None:
    contents = [f"{number}" for number in range(60)]
    contents[7] = "raise"
    contents[20] = "large"
    contents[21] = "nothing"
    expected = [f"read {content}" for content in contents]
    expected[7], expected[20], expected[21] = "failed", "x" * 3_000_000, ""
    assert outcomes(*contents, workers=workers) == expected


def test_nothing_in_gives_nothing_out() -> None:
    assert outcomes() == []


def test_a_large_page_does_not_count_against_its_own_memory() -> None:
    large = Page(name="large page", content=bytes(60_000_000), captured=THEN)
    assert list(guarded(name_of, [large], Budget(megabytes=32))) == ["large page"]


def test_a_budget_is_for_each_page_not_for_all() -> None:
    assert outcomes(*["busy"] * 6, budget=Budget(seconds=0.3)) == ["read busy"] * 6


def test_pages_that_stay_below_the_budget_never_add_up() -> None:
    assert list(guarded(burn, map(page, "abcd"), Budget(seconds=0.5))) == list("abcd")


def test_a_page_that_waits_for_ever_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.guard.IDLE_GRACE", 0.5)
    monkeypatch.setattr("onrecord.guard.IDLE_FACTOR", 1)
    assert outcomes("wait", "next") == ["budget", "read next"]


def test_stopping_early_leaves_no_worker_and_reads_no_further_than_the_line() -> None:
    asked: list[int] = []

    def endless() -> Iterator[Page]:
        for number in range(1_000_000):
            asked.append(number)
            yield page(str(number))

    found = guarded(behave, endless(), SMALL, 2)
    assert next(found) == "read 0"
    found.close()  # type: ignore[attr-defined]
    assert len(asked) < 20


def test_a_function_that_no_worker_can_find_is_not_blamed_on_the_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(name_of, "__qualname__", "lost")
    monkeypatch.setattr(acts, "lost", name_of, raising=False)  # here, but not in a fresh Python
    with pytest.raises(WorkerError):
        list(guarded(name_of, [page("a")], SMALL))
