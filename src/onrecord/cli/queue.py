"""The queue of a review on a terminal: one statement at a time, one key an answer, each on disk before the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.text import Text

from onrecord.cli.deciding import SHOWN, now
from onrecord.cli.tables import chain, days, safe, visible
from onrecord.record.review import Item, item, moved
from onrecord.record.searching.terms import terms
from onrecord.types import Decision, DecisionKind, Span, SpeakerKind

if TYPE_CHECKING:
    from onrecord.record.store import Record

KEYS = {
    "j": "next, nothing decided",
    "k": "previous",
    "a": "accept: right as it is told",
    "r": "reject: nobody said this here",
    "s": "correct the speaker",
    "e": "correct where the words begin and end",
    "u": "undo the last decision of this session",
    "?": "these keys",
    "q": "quit; what was decided is kept",
}
ENDS = {
    "h": "begin one word earlier",
    "l": "begin one word later",
    "H": "end one word earlier",
    "L": "end one word later",
    "enter": "keep these ends",
    "q": "leave them as they were",
}
_STEPS = {"h": {"start": -1}, "l": {"start": 1}, "H": {"end": -1}, "L": {"end": 1}}
_ARROWS = {"\x1b[A": "k", "\x1b[B": "j", "\x1bOA": "k", "\x1bOB": "j"}
_ENTER = ("\r", "\n")
_LEAVE = ("q", "\x1b", "\x04")


@dataclass(frozen=True, slots=True)
class Terminal:
    """What a queue shows on and asks: replaced in tests."""

    console: Console
    key: Callable[[], str]
    line: Callable[[str], str]


class Queue:
    """Walks through statements by their numbers; ``who`` decides."""

    def __init__(self, record: Record, numbers: Sequence[int], who: str, why: str, terminal: Terminal) -> None:
        self._record = record
        self._numbers = numbers
        self._who, self._why = who, why
        self._terminal = terminal
        self._at = 0
        self._made: list[tuple[int, Decision]] = []

    def run(self) -> int:
        """Until the end or ``q``; how many decisions stand."""
        shown = -1
        while self._at < len(self._numbers):
            found = item(self._record, self._numbers[self._at])
            if found is None:
                self._at += 1  # dropped since by another reader
                continue
            if shown != self._at:
                self._show(found)
                shown = self._at
            pressed = self._pressed()
            if pressed in _LEAVE:
                break
            if self._answer(pressed, found):
                shown = -1
        return len(self._made)

    def _answer(self, pressed: str, found: Item) -> bool:
        """Does what a key says; is there something else to show now?"""
        match pressed:
            case "j":
                self._at += 1
            case "k":
                self._at = max(self._at - 1, 0)
            case "a":
                self._decide(found, DecisionKind.ACCEPT, "accepted")
            case "r":
                self._decide(found, DecisionKind.REJECT, "rejected")
            case "s":
                return self._correct_speaker(found)
            case "e":
                return self._correct_ends(found)
            case "u":
                return self._undo()
            case _:
                self._tell(" · ".join(f"{key} {what}" for key, what in KEYS.items()))
                return False
        return True

    def _decide(self, found: Item, kind: DecisionKind, said: str, corrected: dict[str, Any] | None = None) -> None:
        made = self._say(kind, found.hit.statement.id, corrected)
        self._made.append((self._at, made))
        self._tell(f"{said} ({made.hash[:SHOWN]})")
        self._at += 1

    def _say(self, kind: DecisionKind, target: str, corrected: dict[str, Any] | None = None) -> Decision:
        """On disk when this returns."""
        return self._record.decide(kind, target, who=self._who, moment=now(), why=self._why, corrected=corrected)

    def _undo(self) -> bool:
        if not self._made:
            self._tell("nothing was decided in this session; `onrecord review --undo HASH` takes back what was before")
            return False
        self._at, last = self._made.pop()
        self._say(DecisionKind.UNDO, last.hash)
        self._tell(f"taken back: {last.kind.value} ({last.hash[:SHOWN]})")
        return True

    def _correct_speaker(self, found: Item) -> bool:
        for number, each in enumerate(found.speakers, 1):
            self._tell(f"{number}  {each['name']} ({each['kind']})")
        said = self._terminal.line(
            "who said it: a number, a name, - for nobody that is told, nothing to leave it"
        ).strip()
        if not said:
            return False
        if said == "-":
            self._decide(found, DecisionKind.CORRECT, "nobody is credited", {"speaker": None})
            return True
        who = self._meant(said, found)
        if who is None:
            return False
        self._decide(found, DecisionKind.CORRECT, f"credited to {who['name']}", {"speaker": who})
        return True

    def _meant(self, said: str, found: Item) -> dict[str, Any] | None:
        """A speaker of the page by number or name, or a new one of the kind that is asked for."""
        if said.isascii() and said.isdecimal():
            if 0 < int(said) <= len(found.speakers):
                return found.speakers[int(said) - 1]
            self._tell(f"{said} is none of them")
            return None
        for each in found.speakers:
            if terms(each["name"]) == terms(said):
                return each
        kinds = ", ".join(SpeakerKind)
        kind = self._terminal.line(f"{said} is a new name here; its kind ({kinds}; nothing for person)").strip().lower()
        if kind and kind not in set(SpeakerKind):
            self._tell(f"{kind} is no kind of speaker: it is one of {kinds}")
            return None
        return {"name": said, "kind": kind or SpeakerKind.PERSON.value, "role": None, "aliases": []}

    def _correct_ends(self, found: Item) -> bool:
        self._tell(" · ".join(f"{key} {what}" for key, what in ENDS.items()))
        content = found.hit.statement.content
        while (pressed := self._terminal.key()) not in _ENTER:
            if pressed in _LEAVE:
                self._tell("left as it was")
                return False
            content = moved(found.hit.text, content, found.paragraph, **_STEPS.get(pressed, {}))
            statement = replace(found.hit.statement, content=content)
            self._terminal.console.print(paragraph(replace(found, hit=replace(found.hit, statement=statement))))
        if content == found.hit.statement.content:
            self._tell("left as it was")
            return False
        corrected = {"content": [[span.start, span.end] for span in content]}
        self._decide(found, DecisionKind.CORRECT, "words corrected", corrected)
        return True

    def _pressed(self) -> str:
        pressed = self._terminal.key()
        return _ARROWS.get(pressed, pressed)

    def _show(self, found: Item) -> None:
        out = self._terminal.console
        out.print()
        out.rule(f"{self._at + 1:,} of {len(self._numbers):,}")
        out.print(described(found))
        self._tell("a accept · r reject · s speaker · e ends · u undo · j next · k previous · ? help · q quit")

    def _tell(self, said: str) -> None:
        self._terminal.console.print(Text(safe(said), style="dim"))


def described(found: Item) -> Text:
    """A statement for an editor: who, how, how sure and why, in its paragraph, with the way back to the page."""
    statement = found.hit.statement
    who = statement.speaker
    named = f"{who.name} ({', '.join(filter(None, (who.kind.value, who.role)))})" if who else "(unknown)"
    out = Text(safe(named), style="bold")
    verdict = found.hit.verdict or "undecided"
    facts = [statement.manner.value, f"score {statement.basis.score:.2f}", verdict, chain(statement)]
    out.append("\n" + safe(" · ".join(filter(None, facts))))
    out.append("\n" + safe(f"because: {statement.basis.rule}; {statement.basis.detail}"), style="dim")
    out.append("\n\n").append_text(paragraph(found)).append("\n\n")
    where = [found.hit.name, found.hit.title, found.hit.outlet, days(statement.said), statement.id]
    return out.append(safe(" · ".join(filter(None, where))), style="dim")


def paragraph(found: Item) -> Text:
    """The paragraph: the words of the statement between » and « and in bold, its source underlined, its cue italic."""
    statement, text = found.hit.statement, found.hit.text
    styles = ((statement.content, "bold"), (statement.source, "underline"), (statement.cue, "italic"))
    at = {span.start for span in statement.content}, {span.end for span in statement.content}
    ends = {end for spans, _ in styles for span in spans for end in (span.start, span.end)}
    first, last = found.paragraph.start, found.paragraph.end
    cuts = sorted({first, last} | {end for end in ends if first <= end <= last})
    out = Text()
    for start, end in pairwise(cuts):
        style = " ".join(name for spans, name in styles if any(span.covers(Span(start, end)) for span in spans))
        out.append("»" if start in at[0] else "", style="bold")
        out.append(visible(text[start:end]), style=style)
        out.append("«" if end in at[1] else "", style="bold")
    return out
