"""Marked-up pages to blocks: all visible text, each passage judged, each with its place in the markup.

The judge (``judge``) says how likely a passage belongs to the article; the title is taken where the page shows what
it calls itself; what is left out is labelled with the reason that the classifier of lines or the element's name gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.clean.containers import Containers
from onrecord.clean.language import UNKNOWN, language_of
from onrecord.clean.phrases import Phrases, phrases_of
from onrecord.clean.sights import Sight, sights_of
from onrecord.clean.told import Told, headline_of, told_by
from onrecord.clean.tree import Tree, parse
from onrecord.clean.visible import passages_of
from onrecord.errors import Unreadable
from onrecord.types import Basis, Block, BlockKind
from onrecord.words import load

JUDGE = "blocks@2"
"""The model that judges; its card stands beside it."""

MOST_MARKUP = 8_000_000
"""Characters of the longest page that is parsed."""

MOST_PASSAGES = 20_000
"""Passages of the longest page that is judged; real pages have a few hundred."""

THRESHOLD = 0.6
"""The score from which a passage belongs to the article."""

_LAST_HOPE = 0.3
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_HEADING_WORDS = 16
_STUB_WORDS = 250
_BEHIND = 4
_CAPTION_WORDS = 40
_PICTURED = frozenset(("figcaption", "figure"))
_LEAST_SURE = 0.5


@dataclass(frozen=True, slots=True)
class Body:
    """The text of a marked-up page with its blocks; ``partial`` says that the page shows the beginning alone."""

    text: str
    blocks: tuple[Block, ...]
    language: str
    title: str | None
    partial: bool


def body_of(tree: Tree) -> Body:
    """The text and blocks of a page.

    Raises:
        Unreadable: ``empty`` where no text is visible, ``huge`` where there is more than is judged.
    """
    text, passages = passages_of(tree)
    if not passages:
        raise Unreadable("empty", "the page shows no text")
    if len(passages) > MOST_PASSAGES:
        raise Unreadable("huge", f"{len(passages):,} passages; at most {MOST_PASSAGES:,} are judged")
    told = told_by(tree)
    sights, containers = sights_of(tree, passages)
    language = _language(sights, text)
    phrases = phrases_of(language)
    scores = _scores(sights, containers, told, phrases)
    blocks, title = labelled(sights, scores, told, phrases)
    headline = " ".join(sights[title].passage.text.split()) if title is not None else headline_of(told)
    return Body(text, blocks, language, headline, _is_partial(sights, blocks, told, language))


def labelled(
    sights: Sequence[Sight], scores: Sequence[float], told: Told, phrases: Phrases
) -> tuple[tuple[Block, ...], int | None]:
    """A block for each passage, and which of them is the title."""
    title = _title(sights, scores, told)
    least = THRESHOLD if max(scores) >= THRESHOLD else _LAST_HOPE
    blocks = tuple(
        _block(sight, score, phrases, least) if index != title else _titled(sight)
        for index, (sight, score) in enumerate(zip(sights, scores, strict=True))
    )
    return blocks, title


def markup_tree(markup: str) -> Tree:
    """The tree of a page's markup, behind a guard of its size.

    Raises:
        Unreadable: ``huge``.
    """
    if len(markup) > MOST_MARKUP:
        raise Unreadable("huge", f"{len(markup):,} characters of markup; at most {MOST_MARKUP:,} are parsed")
    return parse(markup)


def _language(sights: Sequence[Sight], text: str) -> str:
    """The language of the running text; that of everything visible where there is none."""
    own = language_of(" ".join(sight.passage.text for sight in sights if sight.own)[:6000])
    return own if own != UNKNOWN else language_of(text)


def _scores(sights: Sequence[Sight], containers: Containers, told: Told, phrases: Phrases) -> list[float]:
    """How likely each passage belongs to the article; nothing where no look was needed."""
    from onrecord.clean.features import features_of  # numpy costs 0.1 s, and only marked-up pages need it
    from onrecord.clean.judge import judged

    looked, rows = features_of(sights, containers, told, phrases)
    scores = [0.0] * len(sights)
    for index, score in zip(looked.tolist(), judged(sights, looked, rows), strict=True):
        scores[index] = score
    return scores


def _title(sights: Sequence[Sight], scores: Sequence[float], told: Told) -> int | None:
    """The passage that shows what the page calls itself; else its first main heading before the article."""
    matching = [index for index, sight in enumerate(sights) if sight.letters in told.titles and sight.words > 1]
    heads = [index for index in matching if sights[index].passage.node.tag in ("h1", "h2", "h3")]
    first = next((index for index, score in enumerate(scores) if score >= THRESHOLD), len(sights))
    shown = [index for index in heads or matching if sights[index].linked < 0.5 or heads]
    before = [index for index in shown if index <= first + 1]
    if before or shown:
        return (before or shown)[-1 if before and not heads else 0]
    above = range(min(first + 1, len(sights)))
    for tag in ("h1", "h2"):
        major = [index for index in above if sights[index].passage.node.tag == tag and sights[index].words > 2]
        if major:
            return major[-1]
    return None


def _titled(sight: Sight) -> Block:
    return Block(BlockKind.TITLE, sight.passage.span, sight.passage.place, Basis("title", sight.passage.node.tag, 0.9))


def _block(sight: Sight, score: float, phrases: Phrases, least: float) -> Block:
    """What a passage is, with its reason."""
    kept = score >= least and not _is_no_text(sight, phrases)
    kind, basis = _kept(sight, score) if kept else _left_out(sight, score, phrases)
    return Block(kind, sight.passage.span, sight.passage.place, basis)


def _kept(sight: Sight, score: float) -> tuple[BlockKind, Basis]:
    tag, text = sight.passage.node.tag, sight.passage.text
    bold = sight.passage.strong > 0.9 * len(text) and text[-1] not in '.!?:,;"”»'
    heading = sight.words <= _HEADING_WORDS and (tag in _HEADINGS or bold)
    return (BlockKind.HEADING if heading else BlockKind.PARAGRAPH), Basis(JUDGE, tag, score)


def _is_no_text(sight: Sight, phrases: Phrases) -> bool:
    """A caption or a bare shape (counter, separator, trail), however well it hangs."""
    if sight.passage.node.tag in _PICTURED or sight.findings(phrases).shape:
        return True
    return sight.words <= _CAPTION_WORDS and sight.credit(phrases) is not None


def _left_out(sight: Sight, score: float, phrases: Phrases) -> tuple[BlockKind, Basis]:
    sure = max(_LEAST_SURE, 1 - score)
    tag = sight.passage.node.tag
    credit = sight.credit(phrases)
    if credit or (tag in _PICTURED and sight.linked < 0.5):
        return BlockKind.CAPTION, Basis("caption", credit.detail if credit else tag, sure)
    if sight.place.region:
        return BlockKind.RESIDUE, Basis(sight.place.region, "the element's name", sure)
    found = sight.findings(phrases)
    seen = found.edge or found.shape
    if seen:
        return BlockKind.RESIDUE, Basis(seen.rule, seen.detail, sure)
    if found.related:
        return BlockKind.RESIDUE, Basis("related", "", sure)
    if sight.linked > 0.5:
        return BlockKind.RESIDUE, Basis("links", "", sure)
    return BlockKind.RESIDUE, Basis("beside the article", "", sure)


def _is_partial(sights: Sequence[Sight], blocks: Sequence[Block], told: Told, language: str) -> bool:
    """A stub: little is shown, and the page says that it is not free, asks right behind it for more, or breaks off.

    Limit: a page that is closed without a word, and ends in a whole sentence, passes for a short one.
    """
    kept = [index for index, block in enumerate(blocks) if block.kind is BlockKind.PARAGRAPH]
    if not kept or sum(sights[index].words for index in kept) > _STUB_WORDS:
        return False
    last = kept[-1]
    broken = sights[last].passage.text.rstrip('"”»')[-3:].endswith(("…", "..."))
    asked = any(block.basis.rule == "newsletter" for block in blocks)
    behind = sights[last : last + 1 + _BEHIND]
    phrases = [f" {phrase} " for code in {language, "en"} for phrase in load(code, "stubs").get("continues", ())]
    closed = told.closed or any(phrase in sight.line.joined for sight in behind for phrase in phrases)
    return closed or (broken and asked)
