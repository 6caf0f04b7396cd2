"""Which names are compared with which: those that share a block, so that the work grows with the names.

A block is the bones of two words of a name (in any order), of a given name's other forms with a surname, or a word with
one letter left out (Garbe's symmetric deletes, 2012). A block of more than `CROWD` names is sorted, and each name is
compared with the next `WINDOW` (the sorted neighbourhood of Hernández and Stolfo, 1995): there some pairs are not met.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations, product

from onrecord.link.identity.matching import name_groups
from onrecord.link.identity.mentions import Node
from onrecord.link.identity.namesakes import Face, faces
from onrecord.link.identity.sounds import readings
from onrecord.link.identity.spellings import PersonName, body_words, fold
from onrecord.types import SpeakerKind

CROWD = 32
WINDOW = 8
_SHORTEST_SLIP = 4

Block = tuple[str, ...]


def pairs(nodes: Sequence[Node]) -> list[tuple[int, int]]:
    """Numbers of nodes that share a block, the smaller first, in order."""
    blocks: defaultdict[Block, list[int]] = defaultdict(list)
    for number, node in enumerate(nodes):
        for block in _blocks(node):
            blocks[block].append(number)
    found: set[tuple[int, int]] = set()
    for members in blocks.values():
        if len(members) <= CROWD:
            found.update(combinations(members, 2))
        else:
            found.update((a, b) for k, a in enumerate(members) for b in members[k + 1 : k + 1 + WINDOW])
    found.update(_initials(nodes))
    return sorted(found)


@lru_cache(maxsize=65536)
def bones(word: str, language: str) -> frozenset[str]:
    """The consonants in every reading; a word without sounds stands for itself."""
    return frozenset(reading.bones for reading in readings(word, language)) or frozenset((word,))


def _blocks(node: Node) -> set[Block]:
    if node.kind is SpeakerKind.PERSON:
        return {block for name in node.names if name.full for block in _of_person(name)}
    if node.local:
        return set()
    return {block for name, language in node.written for block in _of_body(name, language)}


def _of_body(name: str, language: str) -> Iterator[Block]:
    kept = body_words(name, language)
    yield "body", *sorted(kept)
    yield "heard", *(min(bones(word, language)) for word in kept)


def _of_person(name: PersonName) -> Iterator[Block]:
    for face in faces(name):
        yield from _heard(face)
    first, last = fold(name.words[0]), fold(name.words[-1])
    for row in ("cognates", "nicknames"):
        for number in name_groups(name.words[0], name.language, row):
            for bone in bones(name.words[-1], name.language):
                yield row, str(number), bone
    for form in _shortened(last):
        yield "surname", first, form
    for form in _shortened(first):
        yield "given", last, form


def _heard(face: Face) -> Iterator[Block]:
    """The bones of each two words, and of all others with the first one."""
    language = face.name.language
    spoken = [bones(word, language) for word in face.name.words if len(word) > 1]
    for one, other in combinations(spoken, 2):
        for a, b in product(one, other):
            yield "two", *sorted((a, b))


def _shortened(word: str) -> Iterable[str]:
    if len(word) < _SHORTEST_SLIP:
        return ()
    return {word, *(word[:k] + word[k + 1 :] for k in range(1, len(word)))}


def _initials(nodes: Sequence[Node]) -> Iterator[tuple[int, int]]:
    """Names with an initial for a given name, with the fuller ones that it may stand for, unless these are a crowd."""
    bearers: defaultdict[Block, list[int]] = defaultdict(list)
    short: list[tuple[Block, int]] = []
    for number, node in enumerate(nodes):
        if node.kind is not SpeakerKind.PERSON:
            continue
        blocks = {block for name in node.names if name.full for block in _started(name)}
        for block in sorted(blocks):
            bearers[block].append(number)
            if any(name.full and len(name.words[0]) == 1 for name in node.names):
                short.append((block, number))
    for block, number in short:
        if len(bearers[block]) <= CROWD:
            yield from ((min(number, other), max(number, other)) for other in bearers[block] if other != number)


def _started(name: PersonName) -> Iterator[Block]:
    heard = {(r.vowels[0] or r.bones)[:1] for r in readings(name.words[0], name.language)} or {name.words[0][:1]}
    for sound in {*heard, fold(name.words[0])[:1]}:
        for word in name.words[1:]:
            for bone in bones(word, name.language):
                yield "initial", sound, bone
