"""The classifier of lines: what a press page shows that is no part of its article, with a reason and a score.

A line is judged by its shape (counters, dates, breadcrumbs, credits), by phrases of its language and of English (whose
widgets stand on pages of every language), and by whether it stands at an edge, before the first or after the last
sentence of the article. The same functions judge the lines of a plain text and the blocks of a marked-up page.

Limits: lines of more than ``LONGEST`` characters are prose without further looking, so that the work on one line is
bounded; phrases are compared as words, lower case, marks left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from onrecord.clean.biography import is_biography
from onrecord.clean.lines import LONGEST, WORD, Line, is_prose
from onrecord.clean.phrases import Phrases, begun, held, small
from onrecord.types import Basis

THRESHOLD = 0.8
"""The sum of evidence from which a line is residue."""

_ADDRESS_ONLY = re.compile(r"(?:https?://|www\.)\S+$|\S+@\S+\.\w+$|[@#]\w+(?:\s+[@#]\w+)*$")
_CRUMB = re.compile(r"\s[»›→>/|•·]\s|\s?[»›→]\s")
_ARROW = re.compile(r"[»›→>|•·]")
_SLASHES = re.compile(r"\s/\s")
_DASHES = re.compile(r"\s[-–—|·•/]\s")
_CHANGE = re.compile(r"[▲▼△▽]|[+−-]\s?\d{1,3}(?:[.,]\d{1,2})?\s?%")
_MAIL = re.compile(r"[\w.]@\w[\w.-]*\.\w")
_PRICE_OF_TIME = re.compile(
    r"(?:[€£$]\s?\d{1,3}(?:[.,]\d{2})?|\d{1,3}(?:[.,]\d{2})?\s?[€£$])\s(?:\w{1,3}\s|/\s?)\w{3,8}\W{0,3}$"
)
_HOUR = re.compile(r"\b\d{1,2}(?::|h)\d{2}\b")
_NUMERIC_DAY = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-]\d{4}\b|\b\d{4}-\d{2}-\d{2}\b")
_STAMP_WORDS, _BESIDE_WORDS = 14, 4
_DEGREES = re.compile(r"\d\s?°")
_LAST_SENTENCE = re.compile(r"[.!?…]\s+([^.!?…]{4,80})[.!…]?\s?[»›→>]?$")
_RULE = re.compile(r"[\W_]+$")
_COPYRIGHT = re.compile(r"(?:©|\(c\)\s|copyright\b)", re.IGNORECASE)
_PRICED = re.compile(r"(?:[€£$]\s?\d{1,3}(?:[.,]\d{2})?|\d{1,3}(?:[.,]\d{2})?\s?[€£])\W{0,3}$")
_FILE = re.compile(r"\(\s?(?:PDF\b[^)]{0,20}|\d[\d.,]{0,6}\s?[KMG]B)\s?\)$", re.IGNORECASE)
_BARE_DATE = re.compile(r"[\d\s.:/,-]{4,}$")
_CLOCK_WORDS_MOST = 9
# "(dpa/hd)", "[AFP]": who supplied the report, by their signs.
_SIGNS = re.compile(r"[(\[](?:[^\W\d_a-z]{2,6}|[^\W\d_A-Z]{2,4}/)[\w/,. +-]{0,24}[)\]]$")
_STEPS_LEAST, _STEP_WORDS, _CHANGES_LEAST, _WEATHER_WORDS, _PARTED_WORDS, _CONTACT_WORDS = 3, 3, 2, 6, 12, 30
_TOPIC_WORDS, _LABEL_REACH = 7, 24
_LABELS = frozenset({"author"})
"""Reasons whose phrases say nothing unless a mark or nothing follows: "About the author: ..."."""


def shape(line: Line, phrases: Phrases) -> Basis | None:
    """What is residue wherever it stands, by its form alone."""
    text, words = line.text, line.words
    if not words:
        return Basis("separator", text[:20], 0.9) if _RULE.match(text[:80]) else None
    if len(text) > LONGEST:
        return None
    if _ADDRESS_ONLY.match(text):
        return Basis("address", text[:40], 0.9)
    if _FILE.search(text[-40:]):
        return Basis("file to fetch", text[-20:], 0.85)
    if _COPYRIGHT.match(text):
        return Basis("copyright", text[:20], 0.95)
    if is_counter(line, phrases):
        return Basis("counter", text[:40], 0.95)
    if len(words) <= 24 and not is_prose(line):
        if _is_trail(text):
            return Basis("breadcrumbs", text[:40], 0.85)
        if len(_CHANGE.findall(text)) >= _CHANGES_LEAST:
            return Basis("ticker", text[:40], 0.85)
    return None


def _is_trail(text: str) -> bool:
    """Short items parted by arrows, bars or dots, or three by slashes: a trail of sections or a menu in one line."""
    steps = _SLASHES.split(text)
    if len(steps) >= _STEPS_LEAST and all(0 < len(step.split()) <= _STEP_WORDS for step in steps):
        return True
    if not _ARROW.search(text) or text.startswith(("»", "«")):
        return False
    parts = [part for part in _CRUMB.split(text) if part.strip()]
    return len(parts) >= 2 and all(len(part.split()) <= 6 for part in parts)


def is_counter(line: Line, phrases: Phrases) -> bool:
    """Numbers with what pages count about themselves ("4405 views 14 comment(s)")."""
    if not any(map(str.isdigit, line.words)):
        return False
    words = [word for word in line.words if word not in ("s", "k", "m", "and")]
    if not 1 < len(words) <= 12 or not (words[0].isdigit() or words[-1].isdigit()):
        return False
    counted = sum(word in phrases.counters for word in words)
    rest = sum(not word.isdigit() and word not in phrases.counters and word not in phrases.clock for word in words)
    return counted >= 1 and rest == 0


def is_date(line: Line, phrases: Phrases) -> bool:
    """Nothing but a date or an hour, told absolutely or from now."""
    if len(line.words) > _CLOCK_WORDS_MOST:
        return False
    words = [rest for word in line.words if (rest := word.lstrip("0123456789"))]
    if not all(word in phrases.calendar or word in phrases.clock for word in words):
        return False
    named = any(word in phrases.calendar for word in words)
    return named or (any(map(str.isdigit, line.text)) and (bool(words) or _BARE_DATE.match(line.text) is not None))


def is_stamp(line: Line, phrases: Phrases) -> bool:
    """A day with the hour, and at most a name beside them ("Ann Lee, 12 March 2026, 14:05"): when it was published."""
    if len(line.words) > _STAMP_WORDS or is_prose(line) or not _HOUR.search(line.text):
        return False
    words = [rest for word in line.words if (rest := word.lstrip("0123456789"))]
    dated = any(word in phrases.calendar for word in words) or _NUMERIC_DAY.search(line.text) is not None
    beside = sum(word not in phrases.calendar and word not in phrases.clock for word in words)
    return dated and beside <= _BESIDE_WORDS and beside != 1  # one word is the place of a dateline


def is_dateline(line: Line, phrases: Phrases) -> bool:
    """A place with a date ("Riga, 12 March 2026"): it belongs to the article."""
    if not 2 <= len(line.words) <= 10 or is_stamp(line, phrases) or not phrases.calendar.intersection(line.words):
        return False
    numbers = any(map(str.isdigit, line.words))
    head = line.text.split(",")[0]
    return (
        numbers
        and line.words[0] not in phrases.calendar
        and not line.words[0].isdigit()
        and "|" not in line.text
        and len(head.split()) <= 4
    )


def is_letterhead(line: Line, phrases: Phrases) -> bool:
    """The issuer of a document: an institution's name, no sentence."""
    return len(line.words) <= 9 and not is_prose(line) and bool(phrases.institutions.intersection(line.words))


def is_byline(line: Line, phrases: Phrases) -> bool:
    """Who wrote it: the language's "by" with names, or nothing but names parted by commas and bars."""
    tokens = line.text.split()
    if not 2 <= len(tokens) <= 16 or is_prose(line):
        return False
    capitals = sum(token.lstrip("(“\"'")[:1].isupper() for token in tokens)
    if line.words and line.words[0] in phrases.byline:
        return capitals * 2 >= len(tokens) and len(tokens) <= 14
    if line.text.endswith((".", "!", "?")):
        return False
    parted = any(mark in line.text for mark in ",|/–—·") or len(tokens) <= 4
    return (
        parted
        and len(tokens) <= 10
        and capitals >= len(tokens) - 1 - len(tokens) // 4
        and not any(map(str.isdigit, line.words))
    )


def related(line: Line, phrases: Phrases) -> str | None:
    """Whether the line opens a pointer to other articles: "list" alone, "item" with the headline in the same line."""
    opening = begun(line.words, line.joined, phrases.related)
    if opening is None:
        return None
    count = opening[0].count(" ") + 1
    if count == len(line.words):
        return "list"
    rest = line.text[_nth_word_end(line.text, count) :].lstrip()
    if rest.startswith((":", "|", "»", "›", "–", "—", "-", ">")) or (count > 1 and rest.startswith(". ")):
        return "item"
    if len(line.words) <= 8 and line.text.endswith(":"):
        return "list"
    if count > 1 and line.text[: -len(rest)].isupper() and not rest.isupper() and not is_prose(line):
        return "item"  # "READ ALSO Who pays for the tram?"
    if count == 1 or len(line.words) > 2 * _TOPIC_WORDS or is_prose(line):
        return None
    if ":" in rest[:_LABEL_REACH]:  # "More on transport: Who pays for the tram?"
        return "item"
    return "list" if line.text.isupper() and len(line.words) <= _TOPIC_WORDS else None


def _nth_word_end(text: str, count: int) -> int:
    """Where the count-th word ends."""
    end = 0
    for _, match in zip(range(count), WORD.finditer(text), strict=False):
        end = match.end()
    return end


def evidence(line: Line, phrases: Phrases, *, edge: bool) -> Basis | None:
    """The sum of what speaks for residue; None below ``THRESHOLD``. A bare date is residue at an edge only."""
    if edge and (is_date(line, phrases) or is_stamp(line, phrases)):
        return Basis("date line", line.text[:40], 0.85)
    if edge and _SIGNS.match(line.text):
        return Basis("agency credit", line.text, 0.85)
    if edge and len(line.words) <= _CONTACT_WORDS and _MAIL.search(line.text[:LONGEST]) and not line.quoted:
        return Basis("contact", line.text[:40], 0.85)
    if edge and is_biography(line, phrases):
        return Basis("author", line.text[:40], 0.85)
    if edge and len(line.words) <= _WEATHER_WORDS and _DEGREES.search(line.text) and not is_prose(line):
        return Basis("weather", line.text[:40], 0.85)
    whole = _whole(line, phrases)
    if whole and not line.quoted and (edge or len(line.text) < 40):
        return Basis(whole, line.text[:40], 0.95)
    if len(line.text) > LONGEST or len(line.words) > 60:
        return None
    reason, detail, total = "", "", 0.0
    for name, found, weight in _signals(line, phrases):
        reason, detail = reason or name, detail or found
        total += weight
    if not reason:
        return None
    total += 0.0 if is_prose(line) else 0.25
    total += 0.25 if edge else 0.0
    total -= 0.6 if line.quoted else 0.0
    total -= 0.3 if len(line.words) > 35 else 0.0
    return Basis(reason, detail, min(1.0, round(total, 2))) if total >= THRESHOLD else None


def _whole(line: Line, phrases: Phrases) -> str | None:
    """The reason of a line that is a phrase of the tables from end to end, or several, parted by dashes or bars."""
    found = phrases.lines.get(line.joined.strip())
    if found or len(line.words) > _PARTED_WORDS:
        return found
    parts = [" ".join(WORD.findall(small(part))) for part in _DASHES.split(line.text)]
    return phrases.lines.get(parts[0]) if all(part in phrases.lines for part in parts) else None


def _called_upon(line: Line, phrases: Phrases) -> tuple[str, str] | None:
    """What begins behind a question to the reader, or ends the line: "Enjoying this? Subscribe to ..."."""
    _, mark, rest = line.text.partition("?")
    last = _LAST_SENTENCE.search(line.text[-90:])
    for call in (rest if mark else "", last[1] if last else ""):
        words = WORD.findall(small(call))
        found = begun(words, f" {' '.join(words)} ", phrases.begins)
        if found and " " in found[0]:
            return found
    return None


def _signals(line: Line, phrases: Phrases) -> Iterable[tuple[str, str, float]]:
    """Each thing in a line's words that speaks for residue, the most telling first."""
    opening = begun(line.words, line.joined, phrases.begins)
    call = None if opening else _called_upon(line, phrases)
    if opening:
        phrase, reason = opening
        rest = line.text[_nth_word_end(line.text, phrase.count(" ") + 1) :].lstrip()
        marked = rest.startswith((":", "|")) or (reason == "correction" and ":" in rest[:_LABEL_REACH])
        if reason not in _LABELS or marked or not rest:
            yield reason, phrase, (0.75 if marked or reason in _LABELS else 0.6 if " " in phrase else 0.3)
    elif call:
        yield call[1], call[0], 0.8 if "?" in line.text else 0.6
    inner = held(line.words, line.joined, phrases.holds)
    if inner:
        yield inner[1], inner[0], 0.6
    pointer = begun(line.words, line.joined, phrases.related)
    if pointer and ":" in line.text[: len(pointer[0]) + 24]:
        yield "related", pointer[0], 0.6
    if (_PRICED.search(line.text[-16:]) or _PRICE_OF_TIME.search(line.text[-40:])) and not is_prose(line):
        yield "promotion", "ends in a price", 0.35
    first, second = phrases.translation
    if first and any(f" {stem}" in line.joined for stem in first) and any(f" {stem}" in line.joined for stem in second):
        yield "translation notice", "", 0.6
    hints = phrases.hints.intersection(line.words)
    if hints:
        most = 0.5 if is_prose(line) and not opening and not call and not inner else 0.6
        yield "promotion", ", ".join(sorted(hints)), min(most, 0.2 * len(hints))
    if hints or opening or call or inner:
        yield "promotion", "", min(0.2, 0.1 * len(phrases.persons.intersection(line.words)))
