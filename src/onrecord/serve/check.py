"""Is this quotation in any page that the record holds: as said, changed, put together, somebody else's, or not at all?

The pages that share its rare words are read word by word, whatever they credit to whom; only where no page has the
words is the meaning asked. Nothing is said of true or false: an answer tells what stands where.

Limits: the `quotations.MOST_WORDS` first words of a quotation count, and the `candidates.MOST_PAGES` likeliest pages
are looked into. Words that a page credits to nobody, or reports without quoting, are told as such.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from onrecord.link import quotations, verdicts
from onrecord.link.align import Pair
from onrecord.link.quotations import Quotation, weight
from onrecord.link.verdicts import PART, SPLICED
from onrecord.record.lineage.reading import lent
from onrecord.record.pages import told as told_of
from onrecord.record.searching.similar import Similar, Told
from onrecord.record.store import Record
from onrecord.serve.answers import Checked, Near, Part, Retold, Variant, Verdict
from onrecord.serve.candidates import candidates
from onrecord.serve.credits import Forms, forms_on
from onrecord.serve.lineages import told, touching_at
from onrecord.serve.looking import Looked, likely, place_of_hit
from onrecord.types import Form

NEAR = 0.6
"""The least nearness of meaning at which other words are told as a paraphrase."""
MOST_NEAR = 5
WAITED_FOR = 2_000
"""Statements whose meaning a service reads while a question waits; more of them are left to `relate`."""
_MOST_PARTS, _LEAST_WEIGHT = 8, 2.0
_LAST_DAY = "9999"
_ORDER = {form: place for place, form in enumerate((Form.VERBATIM, Form.TRIMMED, Form.ALTERED, Form.SPLICED))}


def check(record: Record, quotation: str, by: str | None = None) -> Checked:
    """What the record has of a quotation; ``by`` is who is said to have said it. One question to a new `Checker`."""
    return Checker(record).check(quotation, by)


class Checker:
    """Checks quotations against one record; what meanings it holds in memory serves all of them. Shared by threads."""

    def __init__(self, record: Record, told: Told | None = None, most_unread: int | None = None) -> None:
        """``told`` hears how many statements have been read for their meaning, where some have to be.

        Where that is more than ``most_unread`` statements, none is read while a question waits: see `Checked.unread`.
        """
        self._record = record
        self._similar = Similar(record, most_unread)
        self._told = told

    @property
    def similar(self) -> Similar:
        """What finds by meaning here, for others to ask too: its vectors are in memory once."""
        return self._similar

    def check(self, text: str, by: str | None = None) -> Checked:
        """What the record has of a quotation; ``by`` is who is said to have said it."""
        asked = quotations.quotation(text)
        nothing = Checked(text, by, Verdict.NOT_HELD, whole=asked.whole)
        if not asked.keys:
            return nothing
        with self._record.engine.connect() as connection:
            texts = likely(connection, candidates(connection, " ".join(asked.keys)), asked)
            ids = list(texts)
            forms = forms_on(connection, ids) if by else {}
            read = told_of(connection, ids)
            for id_, day in lent(connection, ids).items():
                read[id_]["article"]["published"] = day
        looked = (Looked.into(id_, read[id_], asked, whole) for id_, whole in texts.items() if id_ in read)
        pages = [page for page in looked if page]
        found = [variant for page in pages if (variant := page.variant(asked, by, forms))]
        answer = _answered(nothing, found, _put_together(asked, pages, by, forms))
        if answer.verdict is Verdict.NOT_HELD:
            return self._by_meaning(answer)
        return replace(answer, retold=self._retold(answer)) if answer.reference else answer

    def _retold(self, answer: Checked) -> Retold | None:
        """What lineage knows of the words that the best reference has."""
        place = answer.reference.place if answer.reference else None
        if place is None:
            return None
        with self._record.engine.connect() as connection:
            found = told(connection, touching_at(connection, {place.page: place.spans})[:1])
        for each in found:
            names = {telling.sheet.id: telling.sheet.name for telling in each.tellings}
            return Retold(
                utterance=each.id,
                speaker=each.speaker,
                occasion=each.occasion.name or each.occasion.kind,
                pages=len(names),
                origins=tuple(names.get(page, page) for page in each.origins),
                counted=each.counted,
                differs=tuple(difference.told for difference in each.differences),
            )
        return None

    def _by_meaning(self, nothing: Checked) -> Checked:
        """Statements that say the like, where no page has the words."""
        near = self._similar.find(nothing.quotation, limit=MOST_NEAR, least=NEAR, told=self._told)
        nothing = replace(nothing, unread=self._similar.unread)
        if not near:
            return nothing
        with self._record.engine.connect() as connection:
            forms = forms_on(connection, [each.hit.page for each in near]) if nothing.by else {}
        places = tuple(Near(place_of_hit(each.hit, nothing.by, forms), each.nearness) for each in near)
        return replace(nothing, verdict=Verdict.PARAPHRASE, near=places)


def _answered(nothing: Checked, found: Sequence[Variant], parts: Sequence[Part]) -> Checked:
    """The verdict on what pages have of a quotation, the best form first."""
    variants = tuple(sorted(found, key=_rank))
    answer = replace(nothing, variants=variants, first=_first(variants))
    same = [each for each in variants if each.form in (Form.VERBATIM, Form.TRIMMED)]
    if same:
        return _credited(answer, same)
    if parts:
        return replace(answer, verdict=Verdict.SPLICED, parts=tuple(parts), reference=next(iter(variants), None))
    return _credited(answer, variants) if variants else answer


def _credited(answer: Checked, variants: Sequence[Variant]) -> Checked:
    """The verdict on pages that all have the words in one way, by whom they credit with them."""
    held = [each for each in variants if each.place.statement]
    if not held:
        return replace(answer, verdict=Verdict.UNATTRIBUTED, reference=variants[0])
    mine = [each for each in held if each.place.named] if answer.by else held
    others = tuple(dict.fromkeys(each.place.speaker for each in held if each.place.named is False))
    answer = replace(answer, others=tuple(filter(None, others)))
    if not mine:
        verdict = Verdict.MISATTRIBUTED if others else Verdict.UNATTRIBUTED
        return replace(answer, verdict=verdict, reference=held[0])
    quoted = [each for each in mine if each.place.quoted]
    if not quoted:
        return replace(answer, verdict=Verdict.PARAPHRASE, reference=mine[0])
    # A transcript shows the sentence whole, where a report may have cut it.
    reference = next((each for each in quoted if each.is_transcript), quoted[0])
    return replace(answer, verdict=Verdict(reference.form.value), reference=reference)


def _rank(variant: Variant) -> tuple[int, float, str, str]:
    """The best form first, then the page that is dated earliest."""
    day = variant.place.published
    return _ORDER[variant.form], -round(variant.share, 2), day[0] if day else _LAST_DAY, variant.place.page


def _first(variants: Sequence[Variant]) -> Variant | None:
    """The page that is dated earliest; one whose day is known only roughly comes by its last."""
    dated = [(each.place.published[1], each.place.page, each) for each in variants if each.place.published]
    return min(dated, key=lambda entry: entry[:2])[2] if dated else None


def _put_together(asked: Quotation, pages: Sequence[Looked], by: str | None, forms: Forms) -> list[Part]:
    """The places that hold a quotation together, where no one place does; none where they do not."""
    heavy = [weight(key) for key in asked.keys]
    open_words = set(range(len(asked.keys)))
    taken: list[tuple[list[int], Part]] = []
    while len(taken) < _MOST_PARTS:
        best = max(
            (
                (sum(heavy[i] for i in own) - _breaks(piece), -at, own, page, piece)
                for at, page in enumerate(pages)
                for piece in verdicts.places(asked, page.words, page.laid)
                if len(own := [i for i, _ in piece if i in open_words]) >= PART
            ),
            key=lambda entry: entry[:2],
            default=None,
        )
        if best is None or best[0] < _LEAST_WEIGHT:
            break
        _, _, own, page, piece = best
        open_words -= set(range(own[0], own[-1] + 1))
        spans = tuple(page.words.spans[j] for i, j in piece if i in own)
        words = asked.wording.stretch(own[0], own[-1] + 1)
        taken.append((own, Part(words.of(asked.wording.text) if words else "", page.place(spans, by, forms))))
    held = sum(heavy[i] for own, _ in taken for i in own)
    if len(taken) < 2 or held < SPLICED * sum(heavy):
        return []
    return [part for _, part in sorted(taken, key=lambda entry: entry[0][0])]


def _breaks(piece: Sequence[Pair]) -> float:
    """What a piece is worth less than one that stands there word by word."""
    return sum(there != (here[0] + 1, here[1] + 1) for here, there in pairwise(piece)) / 2
