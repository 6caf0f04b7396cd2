"""Could two names be one person's? What speaks for it, and how much more it needs.

A verdict is a rule, a detail and a score in the manner of nomenklatura. The scores order what is joined first; they are
no probabilities. Two different given names, two generations and two middle names give no verdict at all.

Between languages and scripts one name is spelt anew, so an equal sound is enough. Within one language a name mostly
keeps its spelling: there only endings that romanisations differ over ("Zelensky", "Zelenskyy") are enough, and other
differences need support from elsewhere (the same office, the same occasion).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from onrecord import words
from onrecord.link.identity.matching import Match, matched
from onrecord.link.identity.sounds import is_cyrillic, is_transliterated, readings
from onrecord.link.identity.spellings import PersonName, fold, given_names, rotated

_SHORTEST_STEM = 3
_MOST_FORMS = 6
_CASE_FORM = "case form"
_FEW_BONES = 4


_RULES = {
    Match.EXACT: ("same name", 1.0),
    Match.MARKS: ("marks spelt out", 0.97),
    Match.ENDING: ("ending spelt otherwise", 0.96),
    Match.SOUND: ("sounds the same", 0.92),
    Match.COGNATE: ("given name in another language", 0.9),
    Match.INITIAL: ("initials", 0.86),
    Match.SCRIPT: ("respelt in another script", 0.84),
    Match.NICKNAME: ("short form of a given name", 0.82),
    Match.SLIP: ("slip of spelling", 0.8),
}
_PART, _ORDER, _CASE = 0.04, 0.03, 0.05


@dataclass(frozen=True, slots=True)
class Verdict:
    """``weak``: one of the names says less than the other, so that it may be somebody else's as well.

    ``unsure``: something besides the names must speak for it.
    """

    rule: str
    detail: str
    score: float
    weak: bool = False
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Face:
    """One way to take a name's words: as they stand, in another order, or out of an oblique case."""

    name: PersonName
    rule: str = ""
    cost: float = 0.0
    unsure: bool = False


@lru_cache(maxsize=65536)
def faces(name: PersonName) -> tuple[Face, ...]:
    """The name as it stands first."""
    return (Face(name), *_orders(name), *_subject_forms(name))


@lru_cache(maxsize=65536)
def compared(a: PersonName, b: PersonName) -> Verdict | None:
    """The best verdict over the ways to take either name; None where they cannot be one person's.

    Both must have a given name. The order of the two changes nothing.
    """
    if not (a.full and b.full) or (a.generation != b.generation):
        return None
    own, other = faces(a), faces(b)
    found = [_faced(own[0], face) for face in other] + [_faced(face, other[0]) for face in own[1:]]
    sure = [verdict for verdict in found if verdict is not None]
    return max(sure, key=lambda v: (not v.unsure, v.score, v.rule, v.detail), default=None)


def given_clash(a: PersonName, b: PersonName) -> bool:
    """Do the given names, or else the generations, tell two people apart?"""
    if a.generation != b.generation:
        return True
    if not (a.full and b.full) or compared(a, b) is not None:
        return False
    return not any(
        matched(x, a.language, y, b.language, given=True) is not None for x in _given_forms(a) for y in _given_forms(b)
    )


def _given_forms(name: PersonName) -> list[str]:
    """The given name as it stands and as a subject may have it."""
    return list(dict.fromkeys(face.name.words[0] for face in faces(name) if face.rule in ("", _CASE_FORM)))


def _faced(a: Face, b: Face) -> Verdict | None:
    aligned = _aligned(a.name, b.name)
    skipped = aligned is None or _far_apart(a.name, b.name)
    if aligned is None:
        aligned = _without_given(a.name, b.name)
    if aligned is None or (skipped and (a.rule or b.rule)):
        return None
    if aligned.count(Match.SLIP) > 1 or (Match.SLIP in aligned and max(aligned[:1]) in (Match.NICKNAME, Match.INITIAL)):
        return None
    worst = max(aligned)
    rule, score = _RULES[worst]
    left_over = len(a.name.words) != len(b.name.words)
    if left_over:
        rule, score = ("part of the name" if worst <= Match.ENDING else f"part of the name, {rule}"), score - _PART
    turn = a.rule or b.rule
    return Verdict(
        rule=turn if turn and worst <= Match.ENDING and not left_over else f"{turn}, {rule}" if turn else rule,
        detail=" / ".join(sorted((a.name.spelt, b.name.spelt))),
        score=round(score - a.cost - b.cost, 2),
        weak=left_over or bool({Match.INITIAL, Match.NICKNAME} & set(aligned)),
        unsure=skipped or a.unsure or b.unsure or _needs_support(aligned, a.name, b.name),
    )


def _needs_support(aligned: Sequence[Match], a: PersonName, b: PersonName) -> bool:
    if Match.SLIP in aligned:
        return True
    if Match.SCRIPT in aligned:
        return min(sum(_bones(word, name.language) for word in name.words) for name in (a, b)) < _FEW_BONES
    cyrillic = (is_cyrillic(a.spelt), is_cyrillic(b.spelt))
    if not {Match.SOUND, Match.COGNATE} & set(aligned) or cyrillic[0] != cyrillic[1]:
        return False
    if a.language == b.language or all(cyrillic):
        return a.language == b.language
    # "Nowak" and "Novak" are two names in Latin letters; a name from Cyrillic letters shows it.
    return aligned[0] <= Match.MARKS and not all(is_transliterated(n.words[-1], n.language) for n in (a, b))


def _bones(word: str, language: str) -> int:
    return max((len(reading.bones) for reading in readings(word, language)), default=0)


def _aligned(a: PersonName, b: PersonName) -> list[Match] | None:
    """Given name to given name, the rest in order; the longer name may have words besides."""
    first = matched(a.words[0], a.language, b.words[0], b.language, given=True)
    if first is None:
        return None
    rest = _in_order(a.words[1:], a.language, b.words[1:], b.language)
    return None if rest is None else [first, *rest]


def _without_given(a: PersonName, b: PersonName) -> list[Match] | None:
    """ "Lula da Silva" in "Luiz Inácio Lula da Silva": two words and more behind the given name, exactly."""
    short, long = sorted((a, b), key=lambda name: len(name.words))
    if len(short.words) == len(long.words):
        return None
    found = _in_order(short.words, short.language, long.words[1:], long.language)
    return found if found is not None and max(found) <= Match.ENDING else None


def _far_apart(a: PersonName, b: PersonName) -> bool:
    """Do two words and more stand between those of the shorter name? Behind them they are common in Spanish names."""
    short, long = sorted((a, b), key=lambda name: len(name.words))
    count = len(short.words)
    begun = _in_order(short.words[1:], short.language, long.words[1:count], long.language)
    return len(long.words) - count > 1 and begun is None


def _in_order(a: tuple[str, ...], in_a: str, b: tuple[str, ...], in_b: str) -> list[Match] | None:
    short, long, in_short, in_long = (a, b, in_a, in_b) if len(a) <= len(b) else (b, a, in_b, in_a)
    out: list[Match] = []
    for word in long:
        if len(out) < len(short):
            match = matched(short[len(out)], in_short, word, in_long, given=False)
            # Among more words than its own a name is told exactly: a slip could mean any of them.
            if match is not None and (match is not Match.SLIP or len(a) == len(b)):
                out.append(match)
    return out if out and len(out) == len(short) else None


def _orders(name: PersonName) -> Iterator[Face]:
    """Surname first, where the first word is no given name that is known to stand in front."""
    count = len(name.words)
    if not name.full or count > 3 or any(len(word) == 1 for word in name.words):
        return
    if fold(name.words[0]) in given_names(name.language):
        return
    for by in dict.fromkeys((1, count - 1)):
        yield Face(rotated(name, by), "other order", _ORDER)


def is_case_form(a: PersonName, b: PersonName) -> bool:
    """Is the first name the second one in an oblique case?"""
    return any(face.rule == _CASE_FORM and _faced(face, Face(b)) is not None for face in faces(a)[1:])


@lru_cache(maxsize=65536)
def subject_words(name: PersonName) -> tuple[str, ...]:
    """What a surname that stands alone may be as a subject."""
    return tuple(word for word, _ in _surname_forms(name))


def _subject_forms(name: PersonName) -> Iterator[Face]:
    """What the name may be as a subject, where it may stand in an oblique case ("Володимира Зеленського")."""
    if not name.full or not _has_cases(name):
        return
    given = _replaced(name.words[0], _cases(name)["given"])
    last, middle = name.words[-1], name.words[1:-1]
    made = [(g, s) for g in given for s in _surname_forms(name)][:_MOST_FORMS]
    made += [(g, (last, "")) for g in given[: _MOST_FORMS - 1]]
    for (first, taken), (surname, gone) in made:
        # "Олександра Петрова" is a woman as well as the genitive of a man.
        either = {taken, gone} <= {"а", "я", "a", ""}
        yield Face(replace(name, words=(first, *middle, surname)), _CASE_FORM, _CASE, either)


def _surname_forms(name: PersonName) -> list[tuple[str, str]]:
    if not _has_cases(name):
        return []
    table, last = _cases(name), name.words[-1]
    more = words.facts("naming")["surname_cases"].get(name.language, ())
    return _replaced(last, table.get("surname", {}).items()) or _replaced(last, (*table["given"], *more))


def _has_cases(name: PersonName) -> bool:
    """The language's names change their endings, and this one is written in its letters."""
    return bool(_cases(name)) and is_cyrillic(name.spelt) == (name.language != "pl")


def _cases(name: PersonName) -> Mapping[str, Any]:
    table: Mapping[str, Any] = words.load(name.language, "people").get("cases", {})
    return table


def _replaced(word: str, endings: Iterable[Sequence[str]]) -> list[tuple[str, str]]:
    """The forms with another ending, and the ending that was taken off."""
    out: dict[str, str] = {}
    for old, new in endings:
        if word.endswith(old) and len(word) - len(old) >= _SHORTEST_STEM:
            out.setdefault(word[: -len(old)] + new, old)
    return list(out.items())
