"""What is told of lineage: traces, drawings, drafts, timelines."""

from __future__ import annotations

import itertools
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.errors import RecordError, Unreadable
from onrecord.record.store import Record
from onrecord.serve.audit import Kind, Standing, audit, audited_to_json
from onrecord.serve.charts.drawing import fitting
from onrecord.serve.charts.lineage import lineage_svg
from onrecord.serve.check import check
from onrecord.serve.proofs import marked_up
from onrecord.serve.timeline import timeline, timeline_to_json
from onrecord.serve.trace import trace
from tests.factories import page
from tests.retold import SAID, keep, related

DRAFT = """A dam in Velmark

“We measured it, we wrote it down and we told everybody,” Ingrid Solvane said.

“The dam is safe today,” Ingrid Solvane said.

“Nineteen thousand people sleep below that wall,” Marta Okvist said.

“I have never liked water,” Jonas Adair said <script>alert(1)</script>.

Ingrid Solvane said that repairs would cost 4,321 million euros.
"""


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with related(tmp_path_factory.mktemp("lineages") / "record.db") as opened:
        yield opened


def test_words_are_traced_to_their_origins(record: Record) -> None:
    found = trace(record, SAID)[0]
    names = {Path(each.sheet.name).stem for each in found.tellings}
    assert {"reservoir-transcript", "reservoir-agency", "reservoir-portal"} <= names
    assert found.speaker == "Ingrid Solvane"
    assert found.counted == f"{len(names)} pages, {len(found.origins)} origins"
    assert len(found.origins) < len(names)
    for each in found.tellings:
        assert each.words == each.sheet.words(each.spans)
        assert each.origin == (each.sheet.id in found.origins)


def test_statements_and_utterances_are_traced_by_their_ids(record: Record) -> None:
    found = trace(record, SAID)[0]
    statement = next(each.statement for each in found.tellings if each.statement)
    assert found.id in {each.id for each in trace(record, statement)}
    assert [each.id for each in trace(record, found.id)] == [found.id]


def test_the_tree_holds_every_telling_once(record: Record) -> None:
    found = trace(record, SAID)[0]
    branches = found.branches()
    assert sorted(id(each) for _, each in branches) == sorted(id(each) for each in found.tellings)
    depths = [depth for depth, _ in branches]
    assert depths[0] == 0
    assert all(after <= before + 1 for before, after in itertools.pairwise(depths))
    assert any(depth for depth in depths)


def test_words_that_no_page_has_cannot_be_traced(record: Record) -> None:
    with pytest.raises(RecordError, match="no page"):
        trace(record, "The zeppelin landed on the violin factory")


def test_a_statement_that_nobody_retells_has_no_lineage(record: Record) -> None:
    assert trace(record, "A swimming pool sees one every week.") == []


def test_the_drawing_is_well_formed_and_tells_itself(record: Record) -> None:
    found = trace(record, SAID)[0]
    root = ET.fromstring(lineage_svg(found))
    space = "{http://www.w3.org/2000/svg}"
    assert SAID in root.find(f"{space}title").text  # type: ignore[union-attr,operator]
    assert found.counted in root.find(f"{space}desc").text  # type: ignore[union-attr,operator]
    ids = {each.get("id") for each in root if each.get("id")}
    assert set(str(root.get("aria-labelledby")).split()) == ids
    assert len(root.findall(f"{space}g")) == len(found.tellings)
    assert not {each.tag for each in root.iter()} & {f"{space}script", f"{space}style", f"{space}a"}


def test_markup_in_words_is_drawn_as_words(tmp_path: Path) -> None:
    said = "Mo Vale said: “I will build <script>alert(1)</script> & a bridge of 4,500 tonnes in Osterby this year.”"
    texts = [
        f"Bridge in Osterby\n\n{said}\n\nMo Vale, mayor of Osterby, spoke on 3 March 2026.\n\nMore from page {number}."
        for number in range(2)
    ]
    with Record.open(str(tmp_path / "record.db"), create=True) as own:
        from onrecord.pipeline import read_by_rules, relate
        from onrecord.types import Reading

        read = [read_by_rules(page(text, f"p{number}.txt")) for number, text in enumerate(texts)]
        keep(own, [each for each in read if isinstance(each, Reading)])
        relate(own)
        found = trace(own, "I will build <script>alert(1)</script> & a bridge")
        assert found
        drawn = lineage_svg(found[0])
    assert "<script" not in drawn
    ET.fromstring(drawn)


@pytest.mark.parametrize(
    ("words", "width", "shown"), [("short", 100, "short"), ("a" * 50, 60, None), ("字" * 50, 60, None)]
)
def test_text_is_cut_to_what_fits(words: str, width: float, shown: str | None) -> None:
    cut = fitting(words, width)
    assert cut == shown if shown else (cut.endswith("…") and len(cut) < len(words))


def test_check_tells_what_lineage_knows(record: Record) -> None:
    retold = check(record, SAID).retold
    assert retold is not None
    assert retold.counted.endswith("origins")
    assert any("transcript" in name for name in retold.origins)
    assert retold.pages >= len(retold.origins)
    assert check(record, "A swimming pool sees one every week.").retold is None


def test_a_draft_is_held_against_the_record(record: Record) -> None:
    audited = audit(record, page(DRAFT, "draft.txt"), trained=False)
    found = {item.words.strip(","): item for item in audited.items if item.kind is not Kind.FIGURE}
    altered = found["We measured it, we wrote it down and we told everybody"]
    assert altered.standing is Standing.DIFFERS
    assert any("everybody" in each and "nobody" in each for each in altered.told)
    assert found["The dam is safe today"].standing is Standing.AS_SAID
    wrong = found["Nineteen thousand people sleep below that wall"]
    assert wrong.standing is Standing.DIFFERS
    assert any("Renneck" in each for each in wrong.told)
    assert found["I have never liked water"].standing is Standing.NOT_HELD
    figures = {item.words: item.standing for item in audited.items if item.kind is Kind.FIGURE}
    assert Standing.NOT_HELD in figures.values()
    assert Standing.HELD in figures.values()
    assert not audited.fine
    told = audited_to_json(audited)
    for item in told["items"]:
        assert all(0 <= start < end <= len(audited.draft.article.text) for start, end in item["spans"])


def test_a_claim_that_says_otherwise_differs(record: Record) -> None:
    draft = "A dam\n\nIngrid Solvane said that water bills will rise before 2027.\n"
    [claim] = [each for each in audit(record, page(draft), trained=False).items if each.kind is Kind.CLAIM]
    assert claim.standing is Standing.DIFFERS
    assert claim.told


def test_the_marked_up_draft_is_safe_and_whole(record: Record) -> None:
    audited = audit(record, page(DRAFT, "draft.txt"), trained=False)
    html = marked_up(audited)
    assert "<script" not in html
    assert "default-src 'none'" in html
    body = html.split('<div class="text" dir="auto">')[1].split("</div>")[0]
    plain = re.sub(r"<sup>.*?</sup>|<[^>]+>", "", body)
    assert plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == audited.draft.article.text
    numbers = re.findall(r'id="item-(\d+)"', html)
    assert numbers == [str(number) for number in range(1, len(audited.items) + 1)]
    assert set(re.findall(r'href="#item-(\d+)"', body)) == set(numbers)


def test_a_draft_that_says_nothing_is_fine(record: Record) -> None:
    audited = audit(record, page("The sun rose over the hills. The sheep were grey."), trained=False)
    assert audited.fine
    assert "nothing to be checked" in marked_up(audited)


def test_a_draft_without_text_is_refused(record: Record) -> None:
    with pytest.raises(Unreadable, match="cannot be read"):
        audit(record, page(" ", "draft.txt"))


def test_a_timeline_is_in_order_with_repeats_folded(record: Record) -> None:
    told = timeline(record, "solvane")
    assert told.name == "Ingrid Solvane"
    days = [each.said[1] for each in told.entries if each.said]
    assert days == sorted(days)
    ids = [id_ for each in told.entries for id_ in (each.statement, *each.repeats)]
    assert len(ids) == len(set(ids))
    measured = next(each for each in told.entries if SAID in each.words)
    assert measured.pages > 1
    assert timeline_to_json(told)["speaker"]["name"] == "Ingrid Solvane"


def test_a_timeline_is_walked_backwards_without_loss(record: Record) -> None:
    whole = timeline(record, "solvane")
    seen: list[str] = []
    before = None
    while True:
        part = timeline(record, "solvane", most=2, before=before)
        seen += [id_ for entry in part.entries for id_ in (entry.statement, *entry.repeats)]
        before = part.earlier
        if before is None:
            break
    assert sorted(seen) == sorted(id_ for entry in whole.entries for id_ in (entry.statement, *entry.repeats))
    assert len(seen) > 4


def test_a_timeline_about_something_holds_that_alone(record: Record) -> None:
    about = timeline(record, "solvane", "swimming pool")
    assert any("swimming pool" in each.words for each in about.entries)
    assert len(about.entries) < len(timeline(record, "solvane").entries)


@pytest.mark.parametrize("name", ["nobody of that name", ""])
def test_a_timeline_needs_one_speaker(record: Record, name: str) -> None:
    with pytest.raises(RecordError):
        timeline(record, name)


def test_where_a_speaker_says_otherwise_it_is_pointed_out(tmp_path: Path) -> None:
    from onrecord.pipeline import identify, read_by_rules
    from onrecord.types import Reading

    texts = [
        "Bridge\n\n“The new bridge will cost 40 million euros,” Mo Vale, the mayor of Osterby, said on 3 March 2026.\n",
        "Bridge\n\n“The new bridge will cost 65 million euros,” Mo Vale, the mayor of Osterby, said on 9 May 2026.\n",
    ]
    with Record.open(str(tmp_path / "record.db"), create=True) as own:
        read = [read_by_rules(page(text, f"p{number}.txt")) for number, text in enumerate(texts)]
        keep(own, [each for each in read if isinstance(each, Reading)])
        identify(own)
        told = timeline(own, "Mo Vale")
    [change] = told.changes
    assert change.shift == "figure"
    assert "40 million" in change.there
    assert "65 million" in change.here
