"""A language's table of date words, compiled into one pattern. The grammar is the same for every language:

    [weekday] day[ordinal] [of] month [of] [year]     month day[ordinal] [, year]     [step] month [step] [year]
    part of [month] [year]     [step] season [year]     [step] weekday [step]     relative words     number unit "ago"

Orders and words come from ``dates.toml``; a date in digits needs no words. Every shape is bounded, so that a scan is
linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord import words
from onrecord.words.datemention import Grain

# White space within a line; written so, since a set with characters beyond Latin-1 is slow to compile.
_GAP = r"[^\S\r\n]"
_YEAR = r"(?:1[5-9]|20)\d\d(?!\d|[.,]\d)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?!\d|[.,]\d)"
DASHES = frozenset("-–—")


@dataclass(frozen=True, slots=True)
class Grammar:
    """The compiled words of one language; the mappings tell what a folded word means."""

    pattern: re.Pattern[str]
    fields: Mapping[str, tuple[tuple[str, int], ...]]
    months: Mapping[str, int]
    doubtful: frozenset[str]
    weekdays: Mapping[str, int]
    steps: Mapping[str, int]
    relative: Mapping[str, tuple[Grain, int]]
    parts: Mapping[str, tuple[int, int]]
    seasons: Mapping[str, tuple[int, int]]
    numbers: Mapping[str, int]
    units: Mapping[str, str]
    month_first: bool
    year_before: re.Pattern[str]
    counted: re.Pattern[str]
    relation: re.Pattern[str]
    relations: Mapping[str, str]
    tense: re.Pattern[str]
    to: frozenset[str]
    joined: frozenset[str]


def folded(word: str) -> str:
    """The key under which a matched word is looked up."""
    return " ".join(word.lower().replace("’", "'").rstrip(".").split())


@cache
def grammar(language: str) -> Grammar:
    """The grammar of a language; one that has no table still reads dates in digits."""
    table = words.load(language, "dates")
    relations = {form: name for name, forms in table.get("relations", {}).items() for form in forms}
    short, steps = table.get("abbreviations", {}), table.get("steps", {})
    future, past = either(cased(table.get("future", []))), either(cased(table.get("past", [])))
    endings = either(table.get("past_endings", []))
    pattern = re.compile(_pattern(table))
    return Grammar(
        pattern=pattern,
        fields=_fields(pattern),
        months=_numbered(table.get("months", []), 1) | _numbered(short.get("months", []), 1),
        doubtful=frozenset(table.get("doubtful", [])),
        weekdays=_numbered(table.get("weekdays", []), 0) | _numbered(short.get("weekdays", []), 0),
        steps={**steps.get("before", {}), **steps.get("after", {})},
        relative=_relative(table),
        parts=_stretches(table.get("parts", [])),
        seasons=_stretches(table.get("seasons", [])),
        numbers=dict(table.get("numbers", {})),
        units={folded(form): unit for unit, forms in table.get("units", {}).items() for form in forms},
        month_first=bool(table.get("month_first", False)),
        year_before=_closing(table.get("year_after", []), table.get("article", [])),
        counted=re.compile(rf"{_GAP}{either(table.get('counted', []))}(?!\w)"),
        relation=_closing(relations, table.get("article", [])),
        relations=relations,
        tense=re.compile(rf"(?<!\w)(?:(?P<future>{future})|{past}|\w{{1,20}}{endings})(?!\w)"),
        to=frozenset(table.get("to", [])) | DASHES,
        joined=frozenset(table.get("and", [])),
    )


def either(forms: Iterable[str]) -> str:
    """A pattern for any of the forms, the longest first, written as a trie so that a miss costs one comparison."""
    trie: dict[str, Any] = {}
    for form in forms:
        for variant in {form, form.replace("'", "’")}:
            node = trie
            for letter in variant:
                node = node.setdefault(letter, {})
            node[""] = {}
    return f"(?:{_written(trie)})" if trie else r"(?!)"


def _written(trie: Mapping[str, Any]) -> str:
    steps = [(letter, trie[letter]) for letter in sorted(trie) if letter]
    branches = [(_GAP if letter == " " else re.escape(letter)) + _written(rest) for letter, rest in steps]
    if not branches:
        return ""
    body = branches[0] if len(branches) == 1 and "" not in trie else "(?:" + "|".join(branches) + ")"
    return body + "?" if "" in trie else body


def cased(forms: Iterable[str], capitalised: bool = False) -> list[str]:
    """The forms as they stand in print: Title and UPPER, and lower too unless the language asks for a capital."""
    return [
        variant
        for form in forms
        for variant in (form[:1].upper() + form[1:], form.upper(), form)[: 2 if capitalised else 3]
    ]


def _numbered(rows: Iterable[str | list[str]], first: int) -> dict[str, int]:
    """Each form with its place in the list; a row is one form or a list of forms."""
    return {form: place for place, row in enumerate(rows, first) for form in ([row] if isinstance(row, str) else row)}


def _relative(table: words.Table) -> dict[str, tuple[Grain, int]]:
    rows = table.get("relative", {}).items()
    return {folded(form): (Grain(grain), shift) for grain, shifts in rows for shift, forms in shifts for form in forms}


def _stretches(rows: Iterable[Mapping[str, Any]]) -> dict[str, tuple[int, int]]:
    return {folded(form): (row["months"][0], row["months"][1]) for row in rows for form in row["words"]}


def _closing(forms: Iterable[str], articles: Iterable[str]) -> re.Pattern[str]:
    """One of the forms, and perhaps an article, right before the end of a slice."""
    return re.compile(rf"(?<!\w)(?P<word>{either(cased(forms))})(?:{_GAP}{either(cased(articles))})?{_GAP}?\Z")


def _pattern(table: words.Table) -> str:
    atoms = _atoms(table)
    branches = [_named(name, shape % atoms) for name, shape in _shapes(table)]
    return rf"(?<![\w.,$€£])(?={atoms['trigger']})(?:" + "|".join(branches) + ")"


def _named(name: str, shape: str) -> str:
    """Groups bear their shape's name, since a name may stand once; an empty last group tells which shape matched."""
    return re.sub(r"\(\?P([<=])", rf"(?P\g<1>{name}_", shape) + rf"(?!\w)(?P<{name}>)"


def _fields(pattern: re.Pattern[str]) -> dict[str, tuple[tuple[str, int], ...]]:
    """For each shape, the names of its groups and their numbers."""
    fields: dict[str, list[tuple[str, int]]] = {}
    for name, number in pattern.groupindex.items():
        shape, _, field = name.partition("_")
        if field:
            fields.setdefault(shape, []).append((field, number))
    return {shape: tuple(rows) for shape, rows in fields.items()}


def _atoms(table: words.Table) -> dict[str, str]:
    capital = bool(table.get("capitalised", False))
    short, steps = table.get("abbreviations", {}), table.get("steps", {})
    months, short_months = _numbered(table.get("months", []), 1), _numbered(short.get("months", []), 1)
    weekdays, short_weekdays = _numbered(table.get("weekdays", []), 0), _numbered(short.get("weekdays", []), 0)
    before, numbers = steps.get("before", {}), table.get("numbers", {})
    relative = [form for shifts in table.get("relative", {}).values() for _, forms in shifts for form in forms]
    years = [form for _, forms in table.get("relative", {}).get(Grain.YEAR, []) for form in forms]
    parts, seasons = ([form for row in table.get(name, []) for form in row["words"]] for name in ("parts", "seasons"))
    alone = [form for row in table.get("parts", []) if row.get("alone", False) for form in row["words"]]
    heads = [head for row in table.get("ago", []) if (head := row.split("{")[0].strip())]
    names = cased([*months, *weekdays, *short_months, *short_weekdays], capital)
    others = cased([*relative, *before, *parts, *seasons, *numbers, *heads])
    atoms = {
        "month": either(cased(months, capital)),
        "anymonth": either(cased([*months, *short_months], capital)) + r"\.?",
        "shortmonth": either(cased(short_months, capital)) + r"\.?",
        "weekday": either(cased(weekdays, capital)),
        "anyweekday": either(cased([*weekdays, *short_weekdays], capital)) + r"\.?",
        "of": either(table.get("of", [])),
        "article": either(cased(table.get("article", []))),
        "ordinal": either(table.get("ordinal", [])),
        "mark": either(table.get("year_mark", [])),
        "relyear": either(years),
        "relative": either(cased(relative)),
        "before": either(cased(before)),
        "after": either(steps.get("after", {})),
        "part": either(cased(parts)),
        "alone": either(cased(alone)),
        "season": either(cased(seasons)),
        "number": rf"(?:\d{{1,3}}|{either(cased(numbers))})",
        "unit": either(form for forms in table.get("units", {}).values() for form in forms),
        "trigger": rf"(?:\d|{either([*names, *others])}(?!\w))",
        "gap": _GAP,
        "day": _DAY,
        "Y": _YEAR,
    }
    atoms["to"] = rf"{_GAP}?(?:[-–—]|{either(table.get('to', []))}|{either(table.get('and', []))}){_GAP}?"
    gap, of, mark = _GAP, atoms["of"], atoms["mark"]
    year = rf"(?P<year>{_YEAR})(?:{gap}{mark})?|(?P<rel>{atoms['relyear']})"
    atoms["tail"] = rf"(?:,?{gap}(?:{of}{gap})?(?:{year}))?"
    return atoms


def _shapes(table: words.Table) -> list[tuple[str, str]]:
    """The shapes in their order of trial; the first that matches at a place wins."""
    shapes = [
        ("iso", r"(?P<year>%(Y)s)(?P<sep>[-/.])(?P<month>1[0-2]|0?[1-9])(?P=sep)(?P<day>%(day)s)(?:T[\d:.+Z-]{2,30})?"),
        ("num", r"(?P<day>\d{1,2})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<year>%(Y)s|\d\d)(?![.,/:-]?\d)"),
        (
            "dm",
            r"(?:(?P<weekday>%(anyweekday)s),?%(gap)s(?:%(article)s%(gap)s)?)?(?P<day>%(day)s)(?:%(ordinal)s)?"
            r"(?:%(to)s(?:%(article)s%(gap)s)?(?P<last>%(day)s)(?:%(ordinal)s)?)?"
            r"%(gap)s(?:%(of)s%(gap)s)?(?P<month>%(anymonth)s)%(tail)s",
        ),
        (
            "part",
            r"(?P<part>%(part)s)(?:-|%(gap)s(?:%(of)s%(gap)s)?(?:%(article)s%(gap)s)?)"
            r"(?:(?P<month>%(month)s)%(tail)s|(?P<partyear>%(Y)s)|(?P<partrel>%(relyear)s))",
        ),
        ("alone", r"(?P<part>%(alone)s)"),
        (
            "season",
            r"(?:(?P<before>%(before)s)%(gap)s(?P<season>%(season)s)|(?P<named>%(season)s)%(gap)s(?:%(of)s%(gap)s)?"
            r"(?:(?P<year>%(Y)s)|(?P<rel>%(relyear)s)|(?P<after>%(after)s)))",
        ),
        (
            "month",
            r"(?:(?P<before>%(before)s)%(gap)s)?(?:(?P<month>%(month)s)(?:%(gap)s(?P<after>%(after)s)|%(tail)s)"
            r"|(?P<short>%(shortmonth)s)%(gap)s(?P<shortyear>%(Y)s))",
        ),
        ("weekday", r"(?:(?P<before>%(before)s)%(gap)s)?(?P<weekday>%(weekday)s)(?:%(gap)s(?P<after>%(after)s))?"),
        ("relative", r"(?P<words>%(relative)s)"),
        ("year", r"(?P<year>%(Y)s)(?:%(gap)s?[-–/]%(gap)s?(?P<last>%(Y)s|\d\d(?!\d)))?(?:%(gap)s%(mark)s)?"),
    ]
    for place, row in enumerate(table.get("ago", [])):
        shape = (
            row.replace(" ", "%(gap)s").replace("{n}", "(?P<number>%(number)s)").replace("{unit}", "(?P<unit>%(unit)s)")
        )
        shapes.append((f"ago{place}", shape))
    if table.get("month_first", False):
        shapes.insert(
            2,
            (
                "md",
                r"(?:(?P<weekday>%(anyweekday)s),?%(gap)s)?(?P<month>%(anymonth)s)%(gap)s(?P<day>%(day)s)(?:%(ordinal)s)?"
                r"(?:%(to)s(?:%(article)s%(gap)s)?(?P<last>%(day)s)(?:%(ordinal)s)?)?%(tail)s",
            ),
        )
    return shapes
