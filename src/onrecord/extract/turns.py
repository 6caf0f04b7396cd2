"""Speech without marks: turns of transcripts and interviews, block quotations that lost their marks, headlines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord import words
from onrecord.extract.cues import Frame, lexicon
from onrecord.extract.grammar import grammar
from onrecord.extract.names import names_in
from onrecord.extract.people import Cast
from onrecord.extract.reports import Report, is_speech
from onrecord.extract.tokens import Paragraph
from onrecord.types import Span

_LABEL = re.compile(
    r"(?P<label>[^\W\d_][^\n:()\"“”]{0,48}?)(?:\s?\((?P<note>[^()\n:]{1,80})\))?\s?(?P<colon>:)\s+(?=\S)"
)
MIN_TURNS = 3
MAX_LABEL_WORDS = 5
MOST_PARAGRAPHS = 6
"""More paragraphs to a label than this are prose with a few colons."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One paragraph of a transcript: ``name`` is who speaks, ``label`` begins the turn and is None where it goes on."""

    content: Span
    name: Span
    colon: Span | None
    unnamed: bool

    @property
    def report(self) -> Report:
        source = self.name if self.colon and not self.unnamed else None
        cue = (self.colon,) if self.colon else ()
        rule = "turn" if self.colon else "turn goes on"
        return Report((self.content,), cue, source, self.name, rule, 0.95, spoken=True)


def transcript(paragraphs: Sequence[Paragraph], language: str) -> dict[int, Turn]:
    """The turns of a page by the number of their paragraph; empty where the page is no transcript.

    A transcript has at least three labelled paragraphs, a label that comes back or asks, and no long prose between.
    """
    matches = {i: m for i, p in enumerate(paragraphs) if (m := _label_of(p, language)) is not None}
    labels = [m["label"].strip() for m in matches.values()]
    asking = _questions(language)
    returning = len(set(labels)) < len(labels) or any(label.lower() in asking for label in labels)
    if len(matches) < MIN_TURNS or not returning:
        return {}
    first = min(matches)
    spoken = [i for i in range(first, len(paragraphs)) if not _is_note(paragraphs[i])]
    if MOST_PARAGRAPHS * len(matches) < len(spoken):
        return {}
    out: dict[int, Turn] = {}
    turn: Turn | None = None
    for i in spoken:
        p = paragraphs[i]
        if i in matches:
            turn = _turn(p, matches[i], asking)
        elif turn is not None:
            turn = Turn(p.span, turn.name, None, turn.unnamed)
        if turn is not None:
            out[i] = turn
    return out


def _label_of(p: Paragraph, language: str) -> re.Match[str] | None:
    match = _LABEL.match(p.text, p.span.start, min(p.span.end, p.span.start + 140))
    if match is None or len(match["label"].split()) > MAX_LABEL_WORDS or not match["label"][0].isupper():
        return None
    last = match["label"].split()[-1]
    said = last[0].islower() and lexicon(language).frames.get(last, Frame.NONE) & Frame.SAY
    return None if said else match  # "Ines Kallweit said: “…”" is a sentence


def _turn(p: Paragraph, match: re.Match[str], asking: frozenset[str]) -> Turn:
    label = match["label"].strip()
    name = Span(match.start("label"), match.start("label") + len(label))
    unnamed = label.lower() in asking
    if unnamed and match["note"]:
        note = match["note"].split(",")[0].strip()
        name = Span(match.start("note"), match.start("note") + len(note))
        unnamed = False
    return Turn(Span(match.end(), p.span.end), name, Span(*match.span("colon")), unnamed)


def _questions(language: str) -> frozenset[str]:
    return frozenset(str(words.load(language, "reporting").get("questioners", "")).split())


def _is_note(p: Paragraph) -> bool:
    """A stage direction in brackets."""
    return bool(p.word) and p.word[0] in "([" and p.word[-1] in ")]"


def lost_marks(p: Paragraph, language: str, credited: Report | None, after_credit: bool) -> Report | None:
    """A paragraph that is a block quotation whose marks were lost: first or second person, no marks, no source.

    ``credited`` is the last report with a source; ``after_credit`` says that the paragraph before ended by saying who
    said what follows.
    """
    if credited is None or any(is_speech(p, quote) for quote in p.quotes) or len(p.word) < 5:
        return None
    g = grammar(language)
    personal = any(w in g.first_person or w in g.second_person for w in p.low)
    if not personal and not after_credit:
        return None
    if p.word[-1] not in (".", "!", "?", "…", ")", '"', "”"):
        return None
    return Report((p.span,), (), None, credited.credited, "marks lost", 0.75 if personal else 0.55, spoken=True)


def headline(p: Paragraph, cast: Cast, credited: set[str]) -> Report | None:
    """ "Rutte: We need a stronger NATO": a name before a colon, and what follows is what was said."""
    colon = next((k for k in range(1, min(len(p.word), 8)) if p.word[k] == ":" and p.quote[k] < 0), None)
    if colon is None or len(p.word) - colon < 3 or p.quote[0] >= 0:
        return None
    label = p.stretch(_speaking_part(p, colon, credited), colon)
    content = p.stretch(colon + 1, len(p.word))
    if label is None or content is None:
        return None
    quoted = p.quote[colon + 1] >= 0
    known = any(cast.find(name.words) is not None for name in names_in(p, cast.language) if name.start < label.end)
    named = label.of(p.text).strip().lower() in credited
    human = any(w in cast.words.persons or w in cast.words.groups for w in p.low[:colon])
    if not (known or named or (quoted and human)):
        return None
    cue = p.stretch(colon, colon + 1)
    return Report((content,), (cue,) if cue else (), label, label, "headline", 0.7, spoken=True)


def _speaking_part(p: Paragraph, colon: int, credited: set[str]) -> int:
    """ "Port Selwyn, Kjeldgaard furioso: …": where the last part begins that names someone credited below."""
    commas = [k for k in range(colon) if p.word[k] == ","]
    for comma in reversed(commas):
        if any(
            p.word[k][0].isupper() and p.low[k] in name.split() for name in credited for k in range(comma + 1, colon)
        ):
            return comma + 1
    return 0


def quoted_headline(p: Paragraph, spoken: Sequence[Report], text: str) -> Report | None:
    """A headline that opens with marks and names nobody: it is credited with the words' own speaker in the page."""
    if not p.quotes or p.quote[0] != 0:
        return None
    quote = p.quotes[0]
    wanted = " ".join(quote.inner.of(text).lower().rstrip(".,!?").split())
    if len(wanted.split()) < 2:
        return None
    for report in spoken:
        said = " ".join(" ".join(span.of(text) for span in report.content).lower().replace("’", "'").split())
        if wanted.replace("’", "'") in said:
            after = p.index(quote.span.end)
            cue = p.stretch(after, after + 1) if after < len(p.word) and p.word[after] == ":" else None
            return Report((quote.span,), (cue,) if cue else (), None, report.credited, "headline quotation", 0.7)
    return None
