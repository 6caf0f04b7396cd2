"""What people decided about names: the same, or different; and which decisions cannot all hold.

A judgement names its two sides by their keys: a name wherever it stands (``person:john smith``) or as one page has it
(``person:john smith@page``). A judgement on a page's name goes before one on the name at large.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.errors import Contradiction

AT = "@"


@dataclass(frozen=True, slots=True, order=True)
class Judgement:
    """A person's word that two names are one speaker's, or are not; ``when`` is an ISO 8601 day or time."""

    left: str
    right: str
    same: bool
    who: str
    when: str
    why: str = ""

    def __str__(self) -> str:
        verdict = "the same as" if self.same else "different from"
        why = f": {self.why}" if self.why else ""
        return f"{self.left} is {verdict} {self.right} ({self.who}, {self.when}{why})"


_Ties = dict[str, list[tuple[str, Judgement]]]
"""For each name the others that it is judged to be, and by which judgement."""


@dataclass(frozen=True, slots=True, order=True)
class Renaming:
    """A person's word on what the speaker who bears a name (a key) is to be called; the latest one holds."""

    key: str
    name: str
    who: str
    when: str
    why: str = ""


def on_a_page(key: str) -> bool:
    return AT in key


def consistent(judgements: Iterable[Judgement]) -> None:
    """Can all of them hold? Ask with the new one among them before it is kept.

    Raises:
        Contradiction: two names are judged different and, through a chain of others, the same; the message lists the
            chain.
    """
    told = sorted(set(judgements))
    ties = _ties(told)
    numbers = {key: number for number, part in enumerate(_parts(ties)) for key in part}
    for judgement in told:
        left, right = judgement.left, judgement.right
        apart = left != right and (left not in numbers or numbers[left] != numbers.get(right))
        if not judgement.same and not apart:
            chain = [str(tie) for tie in _chain(ties, left, right)]
            raise Contradiction(
                f"{judgement}; but "
                + (", and ".join(chain) if chain else "a name is the same as itself")
                + ". Take one of these judgements back first."
            )


def judged_the_same(judgements: Iterable[Judgement]) -> list[list[str]]:
    """Names that are one by judgement, directly or through others: each part sorted, the parts by their first names."""
    return _parts(_ties(judgements))


def _ties(judgements: Iterable[Judgement]) -> _Ties:
    ties: defaultdict[str, list[tuple[str, Judgement]]] = defaultdict(list)
    for judgement in judgements:
        if judgement.same:
            ties[judgement.left].append((judgement.right, judgement))
            ties[judgement.right].append((judgement.left, judgement))
    return dict(ties)


def _parts(ties: _Ties) -> list[list[str]]:
    seen: set[str] = set()
    parts: list[list[str]] = []
    for start in sorted(ties):
        if start in seen:
            continue
        seen.add(start)
        part = [start]
        for key in part:
            fresh = {other for other, _ in ties[key]} - seen
            seen |= fresh
            part.extend(sorted(fresh))
        parts.append(sorted(part))
    return parts


def _chain(ties: _Ties, left: str, right: str) -> Sequence[Judgement]:
    """The fewest judgements that make the two names the same."""
    came: dict[str, tuple[str, Judgement]] = {}
    waiting = deque([left])
    while waiting and right not in came:
        at = waiting.popleft()
        for other, tie in ties.get(at, ()):
            if other not in came and other != left:
                came[other] = (at, tie)
                waiting.append(other)
    out: list[Judgement] = []
    while right != left and right in came:
        right, tie = came[right]
        out.append(tie)
    return out[::-1]
