"""What the record holds of its speakers: who stands on which page, in which words, with which role."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from onrecord.link.identity.judgements import AT
from onrecord.link.identity.namesakes import compared
from onrecord.link.identity.spellings import PersonName, is_common, name_key, person_name, tokens
from onrecord.types import Reading, Speaker, SpeakerKind

MOST_NAMES = 6
"""Full names that are kept for comparing of one node, its own and those that pages give as aliases."""


@dataclass(frozen=True, slots=True, order=True)
class Role:
    """What someone is called beside the name, and between which days pages told so (None: the page has no day)."""

    text: str
    earliest: date | None = None
    latest: date | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """One speaker of one page, under the name that the page mostly gives (`onrecord.types.Speaker`).

    ``page`` is any name that is the page's alone; two mentions of one page are two speakers. ``language`` is the
    page's. ``aliases`` are the page's other forms of the name. ``occasions`` name what the page tells of: mentions
    that share one support each other.
    """

    name: str
    kind: SpeakerKind
    page: str
    language: str = ""
    roles: tuple[Role, ...] = ()
    aliases: tuple[str, ...] = ()
    statements: int = 1
    occasions: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The name wherever it stands."""
        return name_key(self.name, self.kind)

    @property
    def page_key(self) -> str:
        """The name as this page has it."""
        return f"{self.key}{AT}{self.page}"

    @property
    def is_local(self) -> bool:
        """Does the name alone tell nobody outside its page ("Smith", "the governor", "officials", "police")?"""
        if not tokens(self.name):
            return True
        if self.kind is SpeakerKind.PERSON:
            return not person_name(self.name, self.language).full
        if self.kind is SpeakerKind.BODY:
            return is_common(self.name, self.language)
        return self.kind is not SpeakerKind.OUTLET


def mentions_of(reading: Reading, occasions: Iterable[str] = ()) -> tuple[Mention, ...]:
    """The speakers of a page in the order of their first statements; a role is told on the days of the page."""
    article = reading.article
    first, last = (article.published.earliest, article.published.latest) if article.published else (None, None)
    said: dict[tuple[str, SpeakerKind], list[Speaker]] = {}
    for statement in reading.statements:
        if statement.speaker is not None:
            said.setdefault((statement.speaker.name, statement.speaker.kind), []).append(statement.speaker)
    return tuple(
        Mention(
            name=name,
            kind=kind,
            page=reading.article.page,
            language=article.language,
            roles=tuple(
                Role(role, first, last, article.language) for role in sorted({s.role for s in speakers if s.role})
            ),
            aliases=tuple(sorted({alias for speaker in speakers for alias in speaker.aliases})),
            statements=len(speakers),
            occasions=tuple(occasions),
        )
        for (name, kind), speakers in said.items()
    )


@dataclass(slots=True)
class Node:
    """Mentions that are one speaker by their very name: what joining starts from.

    ``keys`` are all keys under which people may judge it; ``spellings`` counts statements.
    """

    key: str
    kind: SpeakerKind
    local: bool
    keys: set[str] = field(default_factory=set)
    spellings: Counter[str] = field(default_factory=Counter)
    names: set[PersonName] = field(default_factory=set)
    written: set[tuple[str, str]] = field(default_factory=set)
    """Names with the languages that they stand in."""
    aliases: set[str] = field(default_factory=set)
    pages: set[str] = field(default_factory=set)
    roles: set[Role] = field(default_factory=set)
    occasions: set[str] = field(default_factory=set)


def nodes_of(mentions: Iterable[Mention], judged: Collection[str]) -> list[Node]:
    """The nodes in the order of their keys. A page's name that people judged (its key in ``judged``) stands alone."""
    found: dict[str, Node] = {}
    for mention in mentions:
        local = mention.is_local
        own = mention.page_key if local or mention.page_key in judged else mention.key
        node = found.get(own)
        if node is None:
            node = found[own] = Node(own, mention.kind, local, {own, mention.key})
        _note(node, mention)
    for node in found.values():
        node.names = set(_fullest(node))
    return [found[key] for key in sorted(found)]


def _note(node: Node, mention: Mention) -> None:
    node.spellings[mention.name] += max(mention.statements, 1)
    node.written.add((mention.name, mention.language))
    node.aliases.update(mention.aliases)
    node.pages.add(mention.page)
    node.roles.update(mention.roles)
    node.occasions.update(mention.occasions)
    if node.kind is SpeakerKind.PERSON:
        node.names.add(person_name(mention.name, mention.language))
        if not node.local:
            node.names.update(_full_aliases(mention))


def _full_aliases(mention: Mention) -> Iterator[PersonName]:
    """Aliases that are full names too and could be the same person's."""
    own = person_name(mention.name, mention.language)
    for alias in mention.aliases:
        name = person_name(alias, mention.language)
        if name.full and compared(own, name) is not None:
            yield name


def _fullest(node: Node) -> list[PersonName]:
    return sorted(node.names, key=lambda name: (-len(name.words), name.words, name.language, name.sex))[:MOST_NAMES]
