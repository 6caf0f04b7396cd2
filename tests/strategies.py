"""Texts for properties: press-like pages with every kind of mark, arbitrary characters, runs that hurt scanners."""

from __future__ import annotations

from hypothesis import strategies as st

MARKS = ['"', "“", "”", "„", "‟", "«", "»", "‘", "’", "'", "''", "``", "‹", "›", "「", "」"]
_NAMES = ["Ines Kallweit", "Tomas Brandvold", "Kallweit", "Brandvold", "Mr. Trusov", "Oleg Trusov", "she", "he", "they"]
_VERBS = [
    "said",
    "told reporters",
    "added",
    "wrote on Monday",
    "warned",
    "denied",
    "wants to",
    "called",
    "according to",
]
_ROLES = [", the mayor of Osterby,", ", who lives here,", " (left)", ""]
_WORDS = [
    "the",
    "bridge",
    "will",
    "reopen",
    "in",
    "March",
    "3.5",
    "million",
    "not",
    "we",
    "that",
    "was",
    "by",
    "Osterby",
]
_STOPS = [".", "?", "!", "…", ",", ":", ";", " —", "\n", "\n\n", ""]

names = st.sampled_from(_NAMES)
pieces = st.one_of(
    names,
    st.sampled_from(_VERBS),
    st.sampled_from(_ROLES),
    st.sampled_from(_WORDS),
    st.sampled_from(_STOPS),
    st.sampled_from(MARKS),
)


@st.composite
def press_text(draw: st.DrawFn) -> str:
    """Words that credit, names and marks in any order, with blanks or without: nearly news, seldom well formed."""
    drawn = draw(st.lists(st.tuples(pieces, st.sampled_from([" ", " ", " ", ""])), min_size=1, max_size=60))
    return "".join(piece + blank for piece, blank in drawn)


@st.composite
def quotation(draw: st.DrawFn) -> str:
    """A sentence that credits words in marks to somebody, in one of the usual orders."""
    opening, closing = draw(st.sampled_from([('"', '"'), ("“", "”"), ("„", "“"), ("«", "»"), ("''", "''")]))
    said = " ".join(draw(st.lists(st.sampled_from(["We", "never", "saw", "the", "bridge"]), min_size=4, max_size=9)))
    name = draw(st.sampled_from(["Ines Kallweit", "Oleg Trusov", "Tomas Brandvold"]))
    return draw(
        st.sampled_from(
            [
                f"{opening}{said},{closing} {name} said.",
                f"{opening}{said},{closing} said {name}.",
                f"{name} said: {opening}{said}.{closing}",
            ]
        )
    )


anything = st.text(st.characters(codec="utf-8"), max_size=300)
"""Any text that UTF-8 can hold: controls, right-to-left, astral and unassigned characters."""

texts = st.one_of(press_text(), anything, st.builds("".join, st.lists(st.one_of(press_text(), anything), max_size=4)))

PROSE = "The council met in Osterby on Monday, and the mayor said that the bridge would be closed until the spring. "


def adversarial(size: int) -> dict[str, str]:
    """Texts of about ``size`` characters that are cheap to send and dear to a scanner that looks twice."""
    return {
        "unbalanced openings": "“it is so " * (size // 10),
        "unbalanced closings": "it is so” " * (size // 10),
        "straight marks": '"' * size,
        "straight marks and words": ' "it is' * (size // 7),
        "single marks": " 'it is" * (size // 7),
        "apostrophes": "it isn't ’til ’em " * (size // 18),
        "one letter": "a" * size,
        "one capital": "A" * size,
        "one digit": "7" * min(size, 300),
        "one full stop": "." * size,
        "blanks": "a" + " " * size + "b",
        "brackets, deep": "(" * (size // 2) + ")" * (size // 2),
        "marks, deep": "“it " * (size // 8) + "so” " * (size // 8),
        "guillemets, deep": "«it " * (size // 8) + "so» " * (size // 8),
        "short lines": "It is so.\n" * (size // 10),
        "reports on short lines": "He said it was.\n" * (size // 16),
        "turns": "Anna: yes, it is so\n" * (size // 20),
        "one line of words": "word " * (size // 5),
        "one line of names": "Anna Berg " * (size // 10),
        "verbs that credit": "said " * (size // 5),
        "clauses in clauses": "he said that " * (size // 13),
        "quotations in one sentence": "“it is so,” " * (size // 12),
        "passives": "This was said by Anna. " * (size // 23),
        "people": "".join(f"{_name(k)} said it was so. " for k in range(size // 30)),
        "namesakes": "".join(f"{_name(k).split()[0]} Berg said it was so. " for k in range(size // 26)),
        "look-alikes": "".join(f"Anna Kallweit{_letters(k)[:1]} said it was so. " for k in range(size // 30)),
        "spellings of one name": "".join(
            f"Anna {_letters(k).title()} Berg said so it was. " for k in range(size // 30)
        ),
        "bearers of one office": "".join(
            f"The mayor, {_name(k)}, said it was so. The mayor said no. He said yes. " for k in range(size // 70)
        ),
        "days": "On 3 May 2020 he said it was so. " * (size // 33),
        "letters with stops": "a." * (size // 2),
        "words with slashes": "a/b" * (size // 3),
    }


def _letters(number: int) -> str:
    return "".join(chr(97 + number // 26**place % 26) for place in range(5))


def _name(number: int) -> str:
    return f"{_letters(number).title()} {_letters(number * 7 + 11).title()}"
