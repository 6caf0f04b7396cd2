"""What pages make of one utterance: a table of retellings, and laws that hold for all of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from onrecord.link.drift import SURE, discrepancies
from onrecord.link.forms import formed
from onrecord.link.tellings import tellings
from onrecord.link.utterances import grouped
from onrecord.types import Form
from tests.link.drift.occasions import Told, read, told

EXAMPLES = Path(__file__).parents[3] / "examples"
MAYOR = "Mayor Ilka Brandt"
COULD = "If the state pays its share, we could reopen the ferry pier in autumn. I am not promising a date."
COST = "Repairs will cost about 30 million euros, and some of the moorings are unsafe."
ENGINEER = "The engineer told me that it would be done by May."
EXACT = "This year 1,284 ferries have sailed."
RECORD = f"Transcript\n\n{MAYOR}: {COULD} {COST} {ENGINEER} {EXACT}\n"


def retold(reference: str, marked: str, form: Form) -> Told:
    """A page beside the record; its words of the utterance stand between angles."""
    before, words, after = re.split("[<>]", marked)
    pages = {"record.txt": RECORD, "page.txt": before + words + after}
    return told(pages, ("record.txt", reference), [("page.txt", words, form)])


CASES = [
    # the reference, a page, the form of its words, what departs
    (COST, f"{MAYOR} said <repairs will cost 30 million euros>.", Form.INDIRECT, "figure"),
    (COST, f"{MAYOR} said <repairs would cost more than 30 million euros>.", Form.INDIRECT, "figure"),
    (COST, f"{MAYOR} said <repairs would cost 13 million euros>.", Form.INDIRECT, "figure"),
    (COST, f"{MAYOR} said <repairs would cost around 30 million euros>.", Form.INDIRECT, None),
    (EXACT, f"{MAYOR} said <that about 1,284 ferries had sailed>.", Form.INDIRECT, None),
    (EXACT, f"{MAYOR} said <that about 1,300 ferries had sailed>.", Form.INDIRECT, "figure"),
    (EXACT, f"{MAYOR} said <that 1,824 ferries had sailed>.", Form.INDIRECT, "figure"),
    (COST, "Ilka Brandt sagte, <die Reparatur werde rund 30 Millionen Euro kosten>.", Form.TRANSLATED, None),
    (COST, "Ilka Brandt sagte, <die Reparatur koste mehr als 30 Millionen Euro>.", Form.TRANSLATED, "figure"),
    (COST, f"{MAYOR} said <the moorings are unsafe>.", Form.INDIRECT, "strength"),
    (COST, f"{MAYOR} said <several moorings are unsafe>.", Form.INDIRECT, None),
    (COST, f"{MAYOR} said <repairs may perhaps cost about 30 million euros>.", Form.INDIRECT, "strength"),
    (COULD, f"{MAYOR} said <the ferry pier will reopen in autumn>.", Form.INDIRECT, "strength"),
    (COULD, f"{MAYOR} said <the ferry pier could reopen in autumn if the state pays>.", Form.INDIRECT, None),
    (COULD, f"{MAYOR} promised <to reopen the ferry pier in autumn if the state pays>.", Form.INDIRECT, "strength"),
    (COULD, f'<"We could reopen the ferry pier in autumn,"> {MAYOR} said.', Form.TRIMMED, "truncation"),
    (COULD, f'<"If the state pays its share, we could reopen the ferry pier in autumn,"> {MAYOR} said.', Form.TRIMMED,
     "truncation"),
    (COULD, f'{MAYOR} said: <"{COULD.replace("not promising", "promising")}">', Form.ALTERED, "meaning"),
    (COULD, f'{MAYOR} said: <"{COULD.replace("could", "will")}">', Form.ALTERED, "strength"),
    (COST, f'{MAYOR} said: <"{COST.replace("30", "50")}">', Form.ALTERED, "figure"),
    (COST, f'{MAYOR} said: <"{COST.replace("unsafe", "rotten")}">', Form.ALTERED, None),
    (ENGINEER, f'{MAYOR} said: <"{ENGINEER.replace("The engineer", "One engineer")}">', Form.ALTERED, None),
    (ENGINEER, f"{MAYOR} said <the engineer had guaranteed that it would be done by May>.", Form.INDIRECT, "strength"),
    (ENGINEER, f"{MAYOR} accused <the engineer of missing May>.", Form.INDIRECT, "meaning"),
    (ENGINEER, f"{MAYOR} said <the engineer never told her that it would be done by May>.", Form.INDIRECT, "meaning"),
    (ENGINEER, f"{MAYOR} said <the engineer had told her it would be done by May>.", Form.INDIRECT, None),
]  # fmt: skip


@pytest.mark.parametrize(("reference", "marked", "form", "what"), CASES)
def test_a_retelling_departs_in_what_was_changed(reference: str, marked: str, form: Form, what: str | None) -> None:
    assert retold(reference, marked, form).kinds() == ({what: {"page.txt"}} if what else {})


def test_words_that_another_is_credited_with_are_told_by_name() -> None:
    pages = {
        "record.txt": RECORD,
        "other.txt": 'Port captain Olaf Reimers spoke for the harbour. "The harbour is ready," Olaf Reimers said.',
        "page.txt": f'"{ENGINEER}" Olaf Reimers said.',
    }
    made = told(pages, ("record.txt", ENGINEER), [("page.txt", f'"{ENGINEER}"', Form.MISATTRIBUTED)])
    (found,) = made.found()
    assert found.what == "speaker"
    assert "Olaf Reimers" in found.told


def test_a_day_that_is_not_the_occasions_is_told() -> None:
    pages = {
        "record.txt": RECORD + "\nThe meeting was held on Thursday, 12 March 2026.",
        "wire.txt": "Mayor Ilka Brandt spoke on Thursday.",
        "page.txt": "Mayor Ilka Brandt said on Wednesday that repairs would cost about 30 million euros.",
    }
    words = "that repairs would cost about 30 million euros"
    made = told(pages, ("record.txt", COST), [("page.txt", words, Form.INDIRECT)])
    assert made.kinds() == {"date": {"page.txt"}}
    assert "2026-03-12" in made.found()[0].told


def test_a_splice_and_what_no_page_has_are_told_as_meaning() -> None:
    pages = {"record.txt": RECORD, "page.txt": 'Mayor Ilka Brandt said: "Some of the moorings are unsafe by May."'}
    splice = told(
        pages, ("record.txt", COST), [("page.txt", '"Some of the moorings are unsafe by May."', Form.SPLICED)]
    )
    assert splice.kinds() == {"meaning": {"page.txt"}}
    pages = {"record.txt": RECORD, "page.txt": 'Mayor Ilka Brandt said: "Nobody will ever sail from here again."'}
    alone = told(pages, None, [("page.txt", '"Nobody will ever sail from here again."', Form.UNSUPPORTED)])
    assert alone.kinds() == {"meaning": {"page.txt"}}
    assert alone.found()[0].reference is None


def test_words_that_another_page_has_are_never_called_unsupported() -> None:
    pages = {"record.txt": RECORD, "page.txt": f'Mayor Ilka Brandt said: "{ENGINEER}"'}
    made = told(pages, None, [("page.txt", f'"{ENGINEER}"', Form.UNSUPPORTED)])
    assert made.found() == []
    made = told(pages, None, [("page.txt", "done by May", Form.UNSUPPORTED)])
    assert made.found() == []


def test_departures_of_one_kind_are_one_discrepancy_with_the_words_of_both_sides() -> None:
    pages = {
        "record.txt": RECORD,
        "a.txt": "Mayor Ilka Brandt said repairs will cost 30 million euros.",
        "b.txt": "Mayor Ilka Brandt said repairs would cost 13 million euros.",
    }
    lines = [
        ("a.txt", "repairs will cost 30 million euros", Form.INDIRECT),
        ("b.txt", "repairs would cost 13 million euros", Form.INDIRECT),
    ]
    made = told(pages, ("record.txt", COST), lines)
    (found,) = made.found()
    by_page = {each.page: each for each in made.tellings}
    assert sorted(by_page[each.page].words(each) for each in found.departures) == [
        "13 million euros",
        "30 million euros",
    ]
    assert found.reference is not None
    assert by_page[found.reference.page].words(found.reference) == "about 30 million euros"
    assert found.basis.score >= SURE
    assert discrepancies(made.tellings[::-1], [made.utterance]) == [found]


def test_pages_that_copy_the_words_depart_in_nothing() -> None:
    assert retold(COULD, f'{MAYOR} said: <"{COULD}">\n', Form.VERBATIM).kinds() == {}


def test_a_first_person_will_is_a_promise() -> None:
    pages = {
        "record.txt": f"{MAYOR}: We will publish every reading.",
        "page.txt": f"{MAYOR} promised to publish every reading.",
    }
    lines = [("page.txt", "to publish every reading", Form.INDIRECT)]
    assert told(pages, ("record.txt", "We will publish every reading."), lines).kinds() == {}


def test_whatever_is_found_on_the_examples_points_into_its_pages() -> None:
    paths = sorted(EXAMPLES.glob("reservoir-*.txt"))
    pages = tellings([read(path.name, path.read_text(encoding="utf-8")) for path in paths], "reservoir")
    utterances = formed(grouped(pages), pages, "reservoir")
    found = discrepancies(pages, utterances)
    assert {"figure", "strength", "truncation"} <= {each.what.value for each in found}
    lengths = {each.page: len(each.text) for each in pages}
    holders = {each.id: {instance.passage.page for instance in each.instances} for each in utterances}
    assert len({(each.utterance, each.what) for each in found}) == len(found)
    for each in found:
        assert each.told.endswith(".")
        assert each.departures
        for place in each.departures:
            assert place.page in holders[each.utterance]
            assert all(span.end <= lengths[place.page] for span in place.spans)
    assert discrepancies(pages[::-1], utterances[::-1]) == found


def test_an_utterance_whose_pages_are_not_at_hand_is_passed_over() -> None:
    made = retold(COST, f"{MAYOR} said <repairs will cost 13 million euros>.", Form.INDIRECT)
    assert discrepancies([], [made.utterance]) == []
