"""How one passage renders an utterance, against its best wording, and why."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.link.align import Wording, wording
from onrecord.link.forms.fitting import Fit, Fitted, fitted
from onrecord.link.forms.quantities import contradicted
from onrecord.link.forms.sights import Said, Sight
from onrecord.types import Basis, Form, Passage

_SURE, _LIKELY = 0.9, 0.7
_ALIKE = 0.5
_UNMARKED = 6
"""Words of a whole sentence that nobody writes by chance."""
Judged = tuple[Form, Basis]


@dataclass(frozen=True, slots=True)
class Held:
    """What an utterance is held against: its best wording, the page where that stands, and who said it."""

    sight: Sight
    passage: Passage
    speaker: str | None
    words: Wording
    page: Wording


def held(sight: Sight, passage: Passage, speaker: str | None, texts: dict[str, Wording]) -> Held:
    """The best wording; ``texts`` keeps the words of whole pages, by their ids."""
    if sight.page not in texts:
        texts[sight.page] = wording(sight.text)
    return Held(sight, passage, speaker, wording(sight.text, passage.spans), texts[sight.page])


def form_of(item: Said, best: Held, credited: str | None = None) -> Judged:
    """The form of a passage, and why it has it; ``credited`` is who is credited with it wrongly."""
    if item.sight.page == best.sight.page and _meets(item.passage, best.passage):
        return _best(item)
    if credited:
        return Form.MISATTRIBUTED, Basis("another speaker", f"credited to {credited}", _LIKELY)
    for judge in (_unquoted, _foreign):
        if found := judge(item, best):
            return found
    return _worded(item, best)


def _best(item: Said) -> Judged:
    """The form of the best wording itself: no page has it better, which does not make it the speaker's own words."""
    if not item.quoted:
        return Form.INDIRECT, Basis("not quoted", "no page has the words themselves", _SURE)
    if item.sight.translated:
        return Form.TRANSLATED, Basis("translated", "a machine translated the page; no page has the original", _SURE)
    if item.mixed:
        return Form.TRIMMED, Basis("quoted in part", "no page has more of it", _SURE)
    return Form.VERBATIM, Basis("best wording", "nearest to what was said", 1.0)


def fits(item: Said, best: Held) -> list[Fitted]:
    """The quoted stretches of a passage against the best wording; those of one quotation are one."""
    if item.sight.language != best.sight.language or not item.quoted:
        return []
    stretches = [span.of(item.sight.text) for span in item.quoted]
    texts = stretches if item.mixed else [" ".join(stretches)]
    return [fitted(text, best.words, best.sight.language, best.page) for text in texts]


def is_like(item: Said, best: Held) -> bool:
    """Are most of the quoted words those of the best wording? Of words in another language it is taken as given."""
    found = fits(item, best)
    return not found or max(each.share for each in found) >= _ALIKE


def _meets(one: Passage, other: Passage) -> bool:
    return any(span.meets(each) for span in one.spans for each in other.spans)


def _unquoted(item: Said, best: Held) -> Judged | None:
    if item.quoted and not item.mixed:
        return None
    if item.statement is None and (unmarked := _unmarked(item, best)):
        return unmarked
    figure = contradicted(item.sight, item.passage, best.sight, best.passage)
    if figure:
        return Form.ALTERED, Basis("another figure", f"“{figure}”", _LIKELY)
    return None if item.quoted else (Form.INDIRECT, Basis("not quoted", "told in other words", _SURE))


def _unmarked(item: Said, best: Held) -> Judged | None:
    """Whole sentences of the best wording that the page gives without any mark."""
    if item.quoted or item.sight.language != best.sight.language or item.sight.translated:
        return None
    text = " ".join(span.of(item.sight.text) for span in item.passage.spans)
    found = fitted(text, best.words, best.sight.language)
    if found.fit is Fit.WHOLE and len(found.places) >= _UNMARKED:
        return Form.VERBATIM, Basis("same words", "whole sentences, without marks", _LIKELY)
    return None


def _foreign(item: Said, best: Held) -> Judged | None:
    here, there = item.sight.language, best.sight.language
    if here != there:
        return Form.TRANSLATED, Basis("another language", f"{there} → {here}", _SURE)
    if item.sight.translated:
        return Form.BACK_TRANSLATED, Basis("translated back", "a machine translated the page", _SURE)
    return None


def _worded(item: Said, best: Held) -> Judged:
    """Quoted words of the same language: the same, cut, or changed."""
    found = fits(item, best)
    worst = max(found, key=lambda each: each.fit)
    if worst.fit is Fit.CHANGED:
        return Form.ALTERED, Basis("words changed", worst.told, max(0.1, min(worst.share, _LIKELY)))
    if item.mixed:
        return Form.TRIMMED, Basis("quoted in part", worst.told, _SURE)
    if worst.fit is Fit.CUT:
        return Form.TRIMMED, Basis("cut", worst.told, _SURE)
    return Form.VERBATIM, Basis("same words", "whole sentences", _SURE)
