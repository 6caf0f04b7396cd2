"""Paragraphs to reports: each sentence's attributions, and the quotations that lean on a neighbour for their source."""

from __future__ import annotations

from dataclasses import dataclass, replace

from onrecord.extract.attribution import attributions, holds
from onrecord.extract.cues import lexicon
from onrecord.extract.phrases import sentence_subject
from onrecord.extract.quotes import Quote
from onrecord.extract.scene import Attribution, Scene, scene
from onrecord.extract.tokens import Paragraph
from onrecord.types import Manner, Span, Spans

MIN_SPEECH_WORDS = 4
_ENOUGH = 40
"""Words and signs of a quotation that are counted: many more than any of the bounds."""
MIN_TITLED_WORDS = 6
"""Fewer words that all begin with a capital are a title or a heading, whatever their stop."""
_SPEAKING = frozenset(("fronted", "inverted", "quoted", "unnamed", "goes on"))


@dataclass(frozen=True, slots=True)
class Report:
    """Words credited to someone, before it is known who that is.

    ``credited`` is the mention that names the speaker: the source itself, or the label of the turn, or the source
    of the report that this one goes on from. ``inside`` is the index of the enclosing report in the same list.
    """

    content: Spans
    cue: Spans
    source: Span | None
    credited: Span | None
    rule: str
    score: float
    addressee: Span | None = None
    inside: int | None = None
    spoken: bool = False
    """The words are the speaker's own although no marks stand around them."""
    manner: Manner | None = None
    """How the words are given where that depends on the words around them; otherwise their marks tell it."""

    @property
    def start(self) -> int:
        return self.content[0].start

    @property
    def stretch(self) -> Span:
        return Span(self.content[0].start, self.content[-1].end)


def manner_of(p: Paragraph, report: Report) -> Manner:
    """Direct where every word stands in marks or is the speaker's own, mixed where some do."""
    if report.manner is not None:
        return report.manner
    if report.spoken:
        return Manner.DIRECT
    inside = total = 0
    for span in report.content:
        for k in range(p.index(span.start), p.index(span.end)):
            if p.word[k][0].isalnum():
                total += 1
                inside += p.quote[k] >= 0
    if total and inside == total:
        return Manner.DIRECT
    return Manner.MIXED if inside else Manner.INDIRECT


def is_attitude(p: Paragraph, report: Report, language: str) -> bool:
    """The cue tells what somebody thinks, feels or means to do; words in marks were said all the same."""
    low = [p.low[k] for span in report.cue for k in range(p.index(span.start), p.index(span.end))]
    told = lexicon(language).attitudes
    return (" ".join(low) in told or any(w in told for w in low)) and manner_of(p, report) is Manner.INDIRECT


def reports_in(p: Paragraph, language: str, before: Report | None, colon: Span | None) -> list[Report]:
    """The reports of one paragraph.

    ``before`` is the last report with a source, for quotations that go on from it; ``colon`` is the subject of the
    paragraph before where that ended in a colon.
    """
    out: list[Report] = []
    last = before
    for number, (lo, hi) in enumerate(p.sentences):
        s = scene(p, lo, hi, language)
        found = attributions(s)
        new = [_of_last(r, last, s, number) for r in _numbered(p, found, len(out))]
        out += new or _unmarked(s, last)
        own = [r for r in new if r.inside is None]
        last = own[-1] if own else last
        credited = {n for a in found for part in a.content for n in p.quote[slice(*part)]}
        for quote in _quotes_of(p, lo, hi, credited):
            report = _lean(p, quote, number, last if own or last is not before else None, before, colon, language)
            if report is not None:
                out.append(report)
                last = report if report.source is not None else last
    return sorted_with_links(out)


def sorted_with_links(reports: list[Report]) -> list[Report]:
    """In the order of the text, an enclosing report before the ones inside it, links kept."""
    order = sorted(
        range(len(reports)),
        key=lambda i: (reports[i].start, -reports[i].stretch.end, reports[i].inside is not None, i),
    )
    place = {old: new for new, old in enumerate(order)}
    return [
        reports[i] if (outer := reports[i].inside) is None else replace(reports[i], inside=place[outer]) for i in order
    ]


def _numbered(p: Paragraph, found: list[Attribution], offset: int) -> list[Report]:
    """Without those that stand inside the words of another: they are found there; but with what a pointer credits."""
    told = [a for a in found if not _inside(a, found) or a.shape == "anaphora"]
    out: list[Report] = []
    for a in told:
        holding = [offset + j for j, b in enumerate(told) if b.depth < a.depth and holds(b, a.cue)]
        out.append(replace(_report(p, a), inside=holding[0] if holding else None))
    return out


def _inside(a: Attribution, found: list[Attribution]) -> bool:
    return any(b.depth < a.depth and holds(b, a.cue) for b in found)


def _of_last(report: Report, last: Report | None, s: Scene, sentence: int) -> Report:
    """A verb without its subject credits whoever spoke last, or before anybody did the sentence before's subject."""
    if report.rule != "unnamed":
        return report
    return replace(report, credited=last.credited if last else _subject_of(s.p, sentence - 1, s.language))


def _subject_of(p: Paragraph, sentence: int, language: str) -> Span | None:
    if not 0 <= sentence < len(p.sentences):
        return None
    s = scene(p, *p.sentences[sentence], language)
    subject = sentence_subject(p, s.lo, s.hi, s.g, s.lex) if s.lo < s.hi else None
    return p.stretch(*subject) if subject else None


def _unmarked(s: Scene, last: Report | None) -> list[Report]:
    """ "Die Lage sei ernst.": the form of the verb alone says that the sentence goes on telling what was said."""
    if last is None or not s.g.subjunctives or any(q >= 0 for q in s.p.quote[s.lo : s.hi]):
        return []
    indirect = any(w in s.g.subjunctives for w in s.p.low[s.lo : s.hi])
    content = s.p.stretch(s.lo, s.hi) if indirect else None
    return [Report((content,), (), None, last.credited, "goes on indirectly", 0.5)] if content else []


def _report(p: Paragraph, a: Attribution) -> Report:
    content = tuple(span for span in (p.stretch(*part) for part in a.content) if span)
    cue = p.stretch(*a.cue)
    source = p.stretch(*a.source) if a.source else None
    addressee = p.stretch(*a.addressee) if a.addressee else None
    return Report(content, (cue,) if cue else (), source, source, a.shape, a.score, addressee)


def _quotes_of(p: Paragraph, lo: int, hi: int, credited: set[int]) -> list[Quote]:
    return [p.quotes[n] for n in sorted(set(p.quote[lo:hi]) - credited - {-1})]


def _lean(
    p: Paragraph,
    quote: Quote,
    sentence: int,
    here: Report | None,
    before: Report | None,
    colon: Span | None,
    language: str,
) -> Report | None:
    """A quotation without a cue of its own: what it goes on from."""
    if not is_speech(p, quote):
        return None
    content = (quote.span,)
    opens = not p.text[p.span.start : quote.span.start].strip()
    if here is not None and (here.rule in _SPEAKING or sentence):
        score = 0.85 if here.rule in _SPEAKING else 0.5
        return Report(content, here.cue, here.source, here.credited, "goes on", score)
    if opens and colon is not None:
        return Report(content, (), colon, colon, "introduced", 0.7)
    if opens and quote.continued and before is not None:
        return Report(content, before.cue, before.source, before.credited, "carried over", 0.85)
    if opens and before is not None and p.index(quote.span.end) >= len(p.word) - 1:
        return Report(content, before.cue, before.source, before.credited, "carried on", 0.5)
    if sentence and not opens:
        source = _subject_of(p, sentence - 1, language)
        if source is not None and here is None:
            return Report(content, (), source, source, "after its subject", 0.4)
    if opens and here is None and not p.text[quote.span.end : p.end[p.sentences[sentence][1] - 1]].strip():
        source = _subject_of(p, sentence + 1, language)
        if source is not None and sum(w[:1].isupper() for w in source.of(p.text).split()) > 1:
            return Report(content, (), source, source, "before its subject", 0.4)
    return None


def _is_titled(p: Paragraph, first: int, last: int) -> bool:
    """Every word of three letters and more begins with a capital, and there are two of them."""
    longer = 0
    for k in range(first, last):
        if len(p.word[k]) > 2 and p.word[k][0].isalpha():
            if not p.word[k][0].isupper():
                return False
            longer += 1
    return longer > 1


def is_speech(p: Paragraph, quote: Quote) -> bool:
    """Told apart from titles, terms, nicknames and scare quotes: a clause with its stop, or words enough."""
    first, last = p.index(quote.inner.start), p.index(quote.inner.end)
    count = sum(p.word[k][0].isalnum() for k in range(first, min(last, first + _ENOUGH)))
    inner = quote.inner.of(p.text).rstrip()
    stopped = inner.endswith((".", "!", "?", ",", "…")) or _is_sentence(p, quote)
    if count < 2:
        return False
    if _is_titled(p, first, last) and not inner.endswith(("!", "?")):
        return inner.endswith(".") and count >= MIN_TITLED_WORDS
    return (stopped and count >= 2) or count > MIN_SPEECH_WORDS + 3


def _is_sentence(p: Paragraph, quote: Quote) -> bool:
    """The quotation is a sentence whose stop stands behind the mark: "… . «Wir bleiben»."."""
    at = quote.span.start
    while at > p.span.start and p.text[at - 1] in " —–-":
        at -= 1
    opens = at == p.span.start or p.text[at - 1] in ".!?…"
    return opens and p.text[quote.span.end : quote.span.end + 1] in (".", "!", "?")
