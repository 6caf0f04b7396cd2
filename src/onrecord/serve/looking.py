"""One page looked into for a quotation: how it has the words, where, and whom it credits with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from onrecord.extract.quotes import quotes_in
from onrecord.link.align import Pair, Wording, keys_of, pieces, wording
from onrecord.link.quotations import Quotation, share_of
from onrecord.link.verdicts import ALTERED, PART, Rendering, rendering, tells
from onrecord.record.codec import Json, statement_to_json
from onrecord.record.pages import excerpts
from onrecord.record.searching.hits import Hit
from onrecord.serve.answers import Difference, Place, Variant
from onrecord.serve.credits import Forms, is_named
from onrecord.types import Form, Span, Spans

LEAST_SHARE = 0.2
"""Of a quotation's words that a page must hold anywhere to be looked into."""


@dataclass(frozen=True, slots=True)
class Laid:
    """The words of a text, and what of a quotation lies beside them."""

    keys: tuple[str, ...]
    pieces: Sequence[list[Pair]]

    @classmethod
    def beside(cls, keys: tuple[str, ...], asked: Quotation) -> Laid | None:
        """None where the text can hold neither the quotation nor a part of it."""
        if share_of(asked.keys, set(keys)) < LEAST_SHARE:
            return None
        laid = pieces(asked.keys, keys)
        return cls(keys, laid) if tells(asked, laid) else None


def likely(connection: Connection, pages: Sequence[str], asked: Quotation) -> dict[str, Laid]:
    """Those of the pages (their ids) whose text can hold the quotation, residue and all: only those are read whole."""
    texts = excerpts(connection, dict.fromkeys(pages, ()))
    found = ((id_, Laid.beside(keys_of(texts[id_]["article"]["text"]), asked)) for id_ in pages if id_ in texts)
    return {id_: laid for id_, laid in found if laid is not None}


@dataclass(frozen=True, slots=True)
class Looked:
    """A page, its words, and what was laid side by side with those of the quotation."""

    id: str
    told: Json
    statements: Sequence[Json]
    words: Wording
    laid: Sequence[list[Pair]]

    @classmethod
    def into(cls, page: str, told: Json, asked: Quotation, whole: Laid) -> Looked | None:
        """What a page has; None where it shares too little. Its residue is left out; ``whole`` is its text with that.

        The words that it credits to somebody are looked through first, all others only where those do not hold the
        quotation: it may stand in the headline too.
        """
        text = told["article"]["text"]
        body = sorted(Span(*block["span"]) for block in told["article"]["blocks"] if block["kind"] != "residue")
        keys = keys_of(text, body)
        laid = whole if keys == whole.keys else Laid.beside(keys, asked)
        if laid is None:
            return None
        statements = [each for each in told["statements"] if each["verdict"] != "rejected"]
        content = _merged(Span(*span) for each in statements for span in each["content"])
        credited = keys_of(text, content) if content else ()
        if share_of(asked.keys, set(credited)) >= 1:
            again = pieces(asked.keys, credited)
            if len(again) == 1 and len(again[0]) == len(asked.keys):
                return cls(page, told, statements, wording(text, content), again)
        return cls(page, told, statements, wording(text, body), laid.pieces)

    def variant(self, asked: Quotation, by: str | None, forms: Forms) -> Variant | None:
        """How the page has the quotation; None where what it has is another one."""
        within = tuple(Span(*span) for each in self.statements for span in each["content"])
        found = rendering(asked, self.words, self.laid, self.told["article"]["language"], within)
        if found is None or not _is_same(asked, found):
            return None
        place = self.place(found.spans, by, forms)
        differences = tuple(
            Difference(
                each.what,
                each.quoted.of(asked.wording.text) if each.quoted else "",
                each.held.of(self.words.text) if each.held else "",
            )
            for each in found.changes
        )
        return Variant(place, found.form, found.share, differences, found)

    def place(self, spans: Spans, by: str | None, forms: Forms) -> Place:
        """Where some words stand, and whom the page credits with most of them."""
        article, page = self.told["article"], self.told["page"]
        statement = self._holder(spans)
        speaker = statement["speaker"] if statement else None
        return Place(
            page=self.id,
            name=page["name"],
            address=article["address"],
            title=article["title"],
            outlet=article["outlet"],
            published=_days(article["published"]),
            statement=statement["id"] if statement else None,
            rule=statement["basis"]["rule"] if statement else None,
            speaker=speaker["name"] if speaker else None,
            kind=speaker["kind"] if speaker else None,
            manner=statement["manner"] if statement else None,
            said=_days(statement["said"]) if statement else None,
            spans=spans,
            words=article["text"][min(spans).start : max(span.end for span in spans)],
            quoted=statement is not None and (statement["manner"] == "direct" or self._is_quoted(spans)),
            named=is_named(by, self.id, speaker, forms) if by else None,
        )

    def _holder(self, spans: Spans) -> Json | None:
        """The statement that holds most of the words, and more than half; the innermost of several."""
        best, most = None, (_length(spans) / 2, 0.0)
        for each in self.statements:
            content = [Span(*span) for span in each["content"]]
            held = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in content for b in spans)
            if (held, -_length(content)) > most and held > _length(spans) / 2:
                best, most = each, (held, -_length(content))
        return best

    def _is_quoted(self, spans: Spans) -> bool:
        """Do most of the words stand in quotation marks?"""
        inside = 0
        for block in self.told["article"]["blocks"]:
            start, end = block["span"]
            mine = [span for span in spans if start <= span.start < end]
            if mine:
                quotes = [quote.span for quote in quotes_in(self.words.text, start, end)]
                inside += sum(_length([span]) for span in mine if any(quote.covers(span) for quote in quotes))
        return inside > _length(spans) / 2


def place_of_hit(hit: Hit, by: str | None, forms: Forms) -> Place:
    """Where a statement stands that was found by its meaning."""
    told = statement_to_json(hit.statement)
    return Place(
        page=hit.page,
        name=hit.name,
        address=hit.address,
        title=hit.title,
        outlet=hit.outlet,
        published=None,
        statement=hit.statement.id,
        rule=hit.statement.basis.rule,
        speaker=told["speaker"]["name"] if told["speaker"] else None,
        kind=told["speaker"]["kind"] if told["speaker"] else None,
        manner=told["manner"],
        said=_days(told["said"]),
        spans=hit.statement.content,
        words=hit.words,
        quoted=told["manner"] == "direct",
        named=is_named(by, hit.page, told["speaker"], forms) if by else None,
    )


def _is_same(asked: Quotation, found: Rendering) -> bool:
    """Is what a page has this quotation, changed at most? Of few words none may differ."""
    if found.form in (Form.VERBATIM, Form.TRIMMED):
        return True
    return len(asked.keys) >= PART and found.share >= ALTERED


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Stretches in their order, those that overlap made one."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start < out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out


def _length(spans: Sequence[Span]) -> int:
    return sum(span.end - span.start for span in spans)


def _days(dating: Json | None) -> tuple[str, str] | None:
    return (dating["earliest"], dating["latest"]) if dating else None
