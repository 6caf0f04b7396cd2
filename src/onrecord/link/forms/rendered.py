"""How one passage renders an utterance, against its best wording, and why."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.link.align import keys_of, pieces, wording
from onrecord.link.forms.quantities import contradicted
from onrecord.link.forms.sights import Said, Sight, around
from onrecord.link.quotations import quotation
from onrecord.link.verdicts import Rendering, What, rendering
from onrecord.types import Basis, Form, Passage, SpeakerKind

_SURE, _LIKELY = 0.9, 0.7


@dataclass(frozen=True, slots=True)
class Held:
    """What an utterance is held against: its best wording, on its page, and who said it."""

    sight: Sight
    passage: Passage
    speaker: str | None
    kind: SpeakerKind | None


def form_of(item: Said, held: Held) -> tuple[Form, Basis]:
    """The form of a passage, and why it has it."""
    if item.sight.page == held.sight.page and any(
        span.meets(each) for span in item.passage.spans for each in held.passage.spans
    ):
        return Form.VERBATIM, Basis("reference", "the best wording that there is", 1.0)
    for judge in (_spliced, _misattributed, _unquoted, _foreign):
        if found := judge(item, held):
            return found
    return _worded(item, held)


def _spliced(item: Said, held: Held) -> tuple[Form, Basis] | None:
    """One pair of marks around words that the best wording has in places apart."""
    if item.sight.language != held.sight.language or item.sight.translated:
        return None
    for stretch in around(item.sight, item.passage):
        asked = quotation(stretch.of(item.sight.text))
        page = wording(held.sight.text)
        found = rendering(asked, page, pieces(asked.keys, page.keys), held.sight.language)
        if found and found.form is Form.SPLICED:
            return Form.SPLICED, Basis("places apart", "one quotation of words that were said apart", _LIKELY)
    return None


def _misattributed(item: Said, held: Held) -> tuple[Form, Basis] | None:
    statement = item.statement
    if statement is None or statement.speaker is None or item.speaker is None or held.speaker is None:
        return None
    if item.speaker == held.speaker:
        return None
    if statement.speaker.kind is not SpeakerKind.PERSON and not (item.quoted and not item.mixed):
        return None  # a body speaks through its people
    return Form.MISATTRIBUTED, Basis("another speaker", f"credited to {statement.speaker.name}", _LIKELY)


def _unquoted(item: Said, held: Held) -> tuple[Form, Basis] | None:
    if item.quoted and not item.mixed:
        return None
    figure = contradicted(item.sight, item.passage, held.sight, held.passage)
    if figure:
        return Form.ALTERED, Basis("another figure", f"“{figure}”", _LIKELY)
    return None if item.quoted else (Form.INDIRECT, Basis("not quoted", "told in other words", _SURE))


def _foreign(item: Said, held: Held) -> tuple[Form, Basis] | None:
    if item.sight.language != held.sight.language:
        return Form.TRANSLATED, Basis("another language", f"{held.sight.language} → {item.sight.language}", _SURE)
    if item.sight.translated:
        return Form.BACK_TRANSLATED, Basis("translated back", "a machine translated the page", _SURE)
    return None


def _worded(item: Said, held: Held) -> tuple[Form, Basis]:
    """Quoted words of the same language: the same, cut, or changed."""
    found = laid(item.sight, item.passage if not item.mixed else _only(item), held.sight, held.passage)
    if found is None:
        return Form.ALTERED, Basis("other words", "none of the quoted words stand there", 0.5)
    changed = [each for each in found.changes if each.what is not What.WORD or each.quoted]
    if changed and found.share < 1.0:
        words = "; ".join(each.quoted.of(item.sight.text) if each.quoted else "…" for each in changed[:3])
        return Form.ALTERED, Basis("words changed", words, found.share)
    if item.mixed or found.form is not Form.VERBATIM:
        return Form.TRIMMED, Basis("cut", "the sentence begins earlier or goes on", found.share)
    return Form.VERBATIM, Basis("same words", "", found.share)


def _only(item: Said) -> Passage:
    return Passage(item.passage.page, item.quoted, item.passage.statement)


def laid(sight: Sight, passage: Passage, other: Sight, reference: Passage) -> Rendering | None:
    """The words of a passage against the best wording, on the page where that stands."""
    asked = quotation(" ".join(span.of(sight.text) for span in passage.spans))
    page = wording(other.text, reference.spans)
    return rendering(asked, page, pieces(asked.keys, page.keys), other.language)


def same_words(item: Said, held: Held) -> bool:
    return keys_of(item.sight.text, item.passage.spans) == keys_of(held.sight.text, held.passage.spans)
