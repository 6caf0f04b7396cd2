"""Every type that crosses a folder, said once: frozen, whole at birth, exact to the character.

Offsets count code points of one article's ``text`` (Python's ``str``), half open. Ids are digests of content,
so that the same bytes read by the same version give the same ids, in any order and on any machine.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from heapq import heappop, heappush

from onrecord.errors import InvalidSpan


def digest(*parts: str | bytes) -> str:
    """Sixteen hexadecimal digits that name the parts in their order; a different split gives a different name."""
    hasher = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        hasher.update(len(raw).to_bytes(8, "big"))
        hasher.update(raw)
    return hasher.hexdigest()[:16]


def page_id(sha256: str, address: str | None) -> str:
    """What a page is named by: its bytes, and the address that gave them where one is known."""
    return digest(sha256, address or "")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points [start, end) of one article's text; never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise InvalidSpan(self.start, self.end)

    def of(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Basis:
    """Why a finding was made: the rule (or ``model@version``, or the editor), what it saw, how sure it is (0 to 1)."""

    rule: str
    detail: str = ""
    score: float = 1.0


class Sender(StrEnum):
    """Who says something about a page beside it, the most trusted first; the value is the rule of the basis."""

    COLUMN = "column"
    ENTRY = "feed entry"
    HEADER = "HTTP header"


@dataclass(frozen=True, slots=True)
class Given:
    """What came beside a page: in its row of a table, its entry of a feed, its HTTP header. Claims, not findings.

    ``charset`` is the encoding that the sender declared; ``truncated`` says that an archive cut the page short.
    ``sender`` is who claims all this; a header, unless told otherwise, is believed least.
    """

    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    updated: date | None = None
    language: str | None = None
    charset: str | None = None
    truncated: bool = False
    sender: Sender = Sender.HEADER


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it was received, byte for byte.

    ``captured`` bounds every date that is inferred: nothing on the page can have been published later.
    """

    name: str
    content: bytes
    captured: datetime
    media_type: str = "text/plain"
    address: str | None = None
    given: Given | None = None

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def id(self) -> str:
        """The same bytes from the same address are the same page, whatever the file is called."""
        return page_id(self.sha256, self.address)


class BlockKind(StrEnum):
    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    RESIDUE = "residue"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A stretch of the article's text and the stretch of the decoded page that shows it, both in code points.

    Where the two are equally long the mapping is character for character; otherwise the page writes the words
    otherwise (an entity, a run of white space) and the anchor holds as a whole.
    """

    text: Span
    page: Span


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of visible text with what it is; ``basis`` says why. Residue is labelled, never deleted."""

    kind: BlockKind
    span: Span
    place: tuple[Anchor, ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class Dating:
    """An interval of days, both ends included, with the spans of the text that it rests on."""

    earliest: date
    latest: date
    basis: Basis
    evidence: Spans = ()


@dataclass(frozen=True, slots=True)
class Cite:
    """An outlet that the page names as the origin of something it tells."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Article:
    """What one page says, apart from how it was laid out. ``text`` is all visible text, residue included.

    ``partial`` marks a stub: the page shows the beginning of an article alone.
    """

    page: str
    address: str | None
    outlet: str | None
    original_outlet: str | None
    language: str
    title: str | None
    byline: tuple[str, ...]
    published: Dating | None
    updated: Dating | None
    text: str
    blocks: tuple[Block, ...]
    cites: tuple[Cite, ...]
    translated: bool
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Rejection:
    """A page that gave no article, and why; ``sha256`` is empty where no bytes could be had."""

    name: str
    sha256: str
    reason: str
    detail: str
    address: str | None = None

    @property
    def id(self) -> str:
        """The id of the page that was refused; of its name, where there were no bytes."""
        return page_id(self.sha256, self.address) if self.sha256 else digest("unread", self.name)


class Manner(StrEnum):
    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class SpeakerKind(StrEnum):
    PERSON = "person"
    BODY = "body"
    OFFICE = "office"
    OUTLET = "outlet"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is credited, under one name a page; ``aliases`` are the other forms that the page uses."""

    name: str
    kind: SpeakerKind
    role: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and how a page tells that something was said: an interview, a news conference, a speech."""

    kind: str
    name: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Words that the page credits to someone. ``inside`` names the report that encloses this one.

    ``attitude`` marks what somebody thinks, feels or means to do, where the page does not tell that it was said.
    """

    id: str
    article: str
    manner: Manner
    content: Spans
    cue: Spans
    source: Spans
    speaker: Speaker | None
    addressee: str | None
    occasion: Setting | None
    said: Dating | None
    via: tuple[str, ...]
    inside: str | None
    basis: Basis
    attitude: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """The time that a figure speaks of, both days included; an open end is ``date.min`` or ``date.max``."""

    earliest: date
    latest: date


Value = float | tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity that the page asserts.

    ``value`` is None where only a magnitude is told ("dozens"); its words stand in ``hedge`` then.
    ``unit`` is the unit as a reader is shown it, ``measure`` its normal name where there is one: an ISO 4217 code, "%",
    "percentage points", or a unit of the pint library. ``of`` says whose or what is counted, ``concept`` where;
    ``trend`` is up or down where the figure is told as a move; ``evidence`` are the words that the period rests on.
    Years, clock times, scores, ordinals and names are no figures; an age is one, in years of age.
    """

    id: str
    article: str
    span: Span
    value: Value
    hedge: str
    unit: str | None
    of: str | None
    period: Period | None
    basis: Basis
    measure: str | None = None
    trend: str | None = None
    concept: Spans = ()
    evidence: Spans = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one page gave."""

    page: Page
    article: Article
    statements: tuple[Statement, ...]
    figures: tuple[Figure, ...]

    def holder(self, figure: Figure) -> Statement | None:
        """The innermost statement whose words hold the figure; None where the page asserts it by itself."""
        start, end = figure.span.start, figure.span.end
        holding = [s for s in self.statements for span in s.content if span.start <= start and end <= span.end]
        return min(holding, key=_letters, default=None)

    def holders(self) -> list[Statement | None]:
        """The `holder` of each figure, in their order: in one walk through the text, for pages of thousands."""
        coming = sorted(
            ((span, _letters(s), at) for at, s in enumerate(self.statements) for span in s.content), reverse=True
        )
        out: list[Statement | None] = [None] * len(self.figures)
        begun: list[tuple[int, int, int]] = []  # the letters of a statement, its place, and where a span of it ends
        for number, figure in sorted(enumerate(self.figures), key=lambda row: row[1].span):
            while coming and coming[-1][0].start <= figure.span.start:
                span, letters, at = coming.pop()
                heappush(begun, (letters, at, span.end))
            cut = []  # spans that end within the figure: another figure may stand before their end
            while begun and begun[0][2] < figure.span.end:
                held = heappop(begun)
                if held[2] > figure.span.start:
                    cut.append(held)
            out[number] = self.statements[begun[0][1]] if begun else None
            for held in cut:
                heappush(begun, held)
        return out


def _letters(statement: Statement) -> int:
    return sum(span.end - span.start for span in statement.content)


class DecisionKind(StrEnum):
    """What an editor can say: of a statement, of two names, of a speaker's name, of an earlier decision."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    SAME = "same"
    DIFFERENT = "different"
    RENAME = "rename"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Decision:
    """An editor's word, appended and never rewritten; ``hash`` chains it to all that were said before.

    ``target`` is the id of a statement, a speaker or a decision; ``page`` the id of the page where there is one.
    ``value`` holds what is said of it, as JSON; ``moment`` is an ISO 8601 time.
    """

    number: int
    kind: DecisionKind
    target: str
    page: str | None
    value: str
    who: str
    moment: str
    why: str
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Occasion:
    """One interview, conference, speech or report, and the pages (their ids, sorted) that tell of it.

    ``when`` are the days on which it was; ``basis`` says what brought the pages together.
    """

    id: str
    kind: str
    name: str | None
    place: str | None
    when: Dating | None
    pages: tuple[str, ...]
    basis: Basis


class Form(StrEnum):
    """How a page has words that were said: against the best reference that there is."""

    VERBATIM = "verbatim"
    TRIMMED = "trimmed"
    ALTERED = "altered"
    SPLICED = "spliced"
    TRANSLATED = "translated"
    BACK_TRANSLATED = "back-translated"
    INDIRECT = "indirect"
    MISATTRIBUTED = "misattributed"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """Words of one page, by its id; ``statement`` is the id of the statement that they are (a part of), if any."""

    page: str
    spans: Spans
    statement: str | None = None


@dataclass(frozen=True, slots=True)
class Instance:
    """One telling of an utterance; ``basis`` says why it belongs there, and has this form."""

    passage: Passage
    form: Form
    basis: Basis


@dataclass(frozen=True, slots=True)
class Utterance:
    """One thing said once, with all its tellings in the order of their pages.

    ``speaker`` is the id of who said it, None where nobody knows. ``reference`` is the best wording there is: of a
    transcript or release before a first report before a copy; None where no page has it firmly.
    """

    id: str
    occasion: str
    speaker: str | None
    reference: Passage | None
    instances: tuple[Instance, ...]


class Derived(StrEnum):
    """How a page was made of another."""

    COPY = "copy"
    EDIT = "edit"
    TRANSLATION = "translation"
    SUMMARY = "summary"
    REWRITE = "rewrite"


@dataclass(frozen=True, slots=True)
class Derivation:
    """``page`` took from ``source`` (both ids). ``proof`` says how that shows; ``here`` and ``there`` are the words."""

    page: str
    source: str
    kind: Derived
    proof: str
    here: Spans
    there: Spans
    basis: Basis


class Drift(StrEnum):
    """What tellings of one utterance disagree on."""

    FIGURE = "figure"
    STRENGTH = "strength"
    SPEAKER = "speaker"
    DATE = "date"
    MEANING = "meaning"
    TRUNCATION = "truncation"


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """What passages tell otherwise than the reference does (None: than all others). ``told`` is a plain sentence.

    The passages cover the very words that differ; where words are missing, those beside the gap.
    """

    utterance: str
    what: Drift
    reference: Passage | None
    departures: tuple[Passage, ...]
    told: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Lineage:
    """What was said once and retold. ``independent`` are the ids of pages that had access of their own."""

    occasions: tuple[Occasion, ...] = ()
    utterances: tuple[Utterance, ...] = ()
    derivations: tuple[Derivation, ...] = ()
    independent: tuple[str, ...] = ()
    discrepancies: tuple[Discrepancy, ...] = ()
