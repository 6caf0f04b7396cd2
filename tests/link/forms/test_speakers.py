"""Who said an utterance, and who is credited with it wrongly."""

from __future__ import annotations

from onrecord.link.forms import formed
from onrecord.link.forms.rendered import Held, held
from onrecord.link.forms.sights import Said, said, sights_of
from onrecord.link.forms.speakers import speaker_of, wrongly_credited
from onrecord.link.origins.access import makings
from onrecord.link.tellings import Telling, tellings
from onrecord.link.utterances import Grouped
from onrecord.pipeline import read_by_rules
from onrecord.types import Form, Passage, Reading
from tests.factories import page
from tests.link import retold

RECORD = """Transcript: meeting of the Orchard Society

Lena Holm: The pears will be late this year. I have never seen so many wasps.

Martin Faye: We shall need a second ladder. The first one has been to court.

Lena Holm: The ladder stays.
"""
PAPER = """Pears late

"The pears will be late this year," Martin Faye said.

Faye said that he had never seen so many wasps.
"""
SUMMARY = """Orchard news

The Orchard Society said the pears would be late this year. Martin Faye said the pears would be late.
"""
SECOND_HAND = """Pears late

"The pears will be late this year," Lena Holm said, according to Radio Orchard.
"""


def read(*texts: str) -> list[Telling]:
    found = [read_by_rules(page(text, f"{number}.txt")) for number, text in enumerate(texts)]
    told = tellings([each for each in found if isinstance(each, Reading)], "orchard")
    return sorted(told, key=lambda each: each.reading.page.name)


def items(told: list[Telling], *fragments: str) -> list[Said]:
    sights = sights_of(told, makings(told))
    return [
        said(sights[each.page], retold.passage(each, fragment)) for each, fragment in zip(told, fragments, strict=True)
    ]


def against(items: list[Said], speaker: str | None) -> Held:
    return held(items[0].sight, items[0].passage, speaker, {})


def test_other_words_are_not_credited_wrongly() -> None:
    told = read(RECORD, PAPER.replace("The pears will be late this year", "Nobody should eat a plum in winter"))
    found = items(told, "The pears will be late this year.", '"Nobody should eat a plum in winter,"')
    assert wrongly_credited(found, against(found, speaker_of(found[:1], None))) == {}


def test_the_record_outvotes_a_page() -> None:
    told = read(RECORD, PAPER)
    found = items(told, "The pears will be late this year.", '"The pears will be late this year,"')
    assert found[0].speaker != found[1].speaker
    assert speaker_of(found, None) == speaker_of(found[::-1], None) == found[0].speaker


def test_quoted_words_of_another_are_wrongly_credited() -> None:
    told = read(RECORD, PAPER)
    found = items(told, "The pears will be late this year.", '"The pears will be late this year,"')
    assert wrongly_credited(found, against(found, speaker_of(found, None))) == {1: "Martin Faye"}


def test_who_tells_it_in_other_words_is_not_credited_with_it() -> None:
    told = read(RECORD, SUMMARY)
    found = items(told, "The pears will be late this year.", "the pears would be late.")
    assert wrongly_credited(found, against(found, speaker_of(found, None))) == {}


def test_nobody_is_wrongly_credited_where_the_speaker_is_unknown() -> None:
    told = read(RECORD, PAPER)
    found = items(told, "The pears will be late this year.", '"The pears will be late this year,"')
    assert wrongly_credited(found, against(found, None)) == {}
    assert speaker_of([], "somebody") == "somebody"


def test_a_report_inside_a_report_is_judged_by_itself() -> None:
    told = read(RECORD, SECOND_HAND)
    (outer,) = [each for each in told[1].reading.statements if not each.inside]
    whole = Passage(told[1].page, outer.content, outer.id)
    first = retold.passage(told[0], "The pears will be late this year.")
    groups = [Grouped("pears", None, tuple(sorted([first, whole])))]
    (utterance,) = formed(groups, told, "orchard")
    forms = {each.passage.page: each.form for each in utterance.instances}
    assert forms[told[1].page] is Form.VERBATIM
