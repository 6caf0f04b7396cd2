"""Names that change their endings: forms of one name brought together, and the form that a sentence's subject has.

The endings stand under ``[cases]`` in ``words/<language>/people.toml``; a language without them has names that never
change. A name that the page only has in another case stays as it is written, unless its given name is in the table of
names ("posłanki Zuzanny Gawlik") or its surname tells by its ending ("Kowalskiego").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from onrecord import words

_SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class Cases:
    """``endings``: what is taken off to compare names, longest first, without accents. ``subject``: how a name may end
    as a subject. ``given``, ``surname``: endings with those that a subject has instead.
    """

    endings: tuple[str, ...]
    subject: tuple[str, ...]
    given: tuple[tuple[str, str], ...]
    surname: Mapping[str, str]


@cache
def cases(language: str) -> Cases:
    table = words.load(language, "people").get("cases", {})
    endings = str(table.get("endings", "")).split()
    return Cases(
        tuple(sorted(endings, key=lambda ending: (-len(ending), ending))),
        tuple(str(table.get("subject", "")).split()),
        tuple((str(old), str(new)) for old, new in table.get("given", ())),
        dict(table.get("surname", {})),
    )


def stem(folded: str, known: Cases) -> str:
    """A folded word without its ending; three letters stay."""
    for ending in known.endings:
        if folded.endswith(ending) and len(folded) - len(ending) >= _SHORTEST_STEM:
            return folded[: -len(ending)]
    return folded


def subject_form(forms: Counter[str], names: frozenset[str], known: Cases) -> str:
    """Of the spellings of one name the one that is most likely a subject's; "" where the language has no cases.

    ``names`` are given names as subjects have them, in lower case.
    """
    whole = [form for form in forms if " " in form]
    if not known.endings or not whole:
        return ""
    best = max(whole, key=lambda form: (_rank(form, known), forms[form], form))
    first, *rest = best.split()
    return " ".join((_given(first, names, known), *(_surname(word, known) for word in rest)))


def _rank(form: str, known: Cases) -> int:
    """How many of its words look like a subject's: bare ones count double."""
    parts = [word.lower() for word in form.split()]
    return sum(2 if stem(word, known) == word else word.endswith(known.subject) for word in parts)


def _given(word: str, names: frozenset[str], known: Cases) -> str:
    """ "Zuzanny" to "Zuzanna", where that is a given name and the word itself is none."""
    changed = (word[: len(word) - len(old)] + new for old, new in known.given if word.endswith(old))
    return word if word.lower() in names else next((form for form in changed if form.lower() in names), word)


def _surname(word: str, known: Cases) -> str:
    for old, new in known.surname.items():
        if word.endswith(old) and len(word) > len(old) + 1:
            return word[: -len(old)] + new
    return word
