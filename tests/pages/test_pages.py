"""A page of each shape, told as a reader would: who, how, which words. All people and places are made up."""

from __future__ import annotations

import pytest

from onrecord.pipeline import read
from onrecord.types import Reading
from tests.factories import cut, page

Told = list[tuple[str | None, str, str]]
"""Speaker, manner, words."""

WIRE = """\
Osterby bridge to stay closed until March

OSTERBY (Norrwire) - The bridge over the Lunde will stay closed until March, the council said on Friday.

“We found cracks in two of the pillars,” engineer Karl Weissmann told reporters.

Weissmann said that the repair would take ten weeks.

According to the port, two ships were turned away.
"""

NEWSPAPER = """\
Mayor defends bridge decision

The mayor of Osterby, Ines Kallweit, defended the decision on Monday.

“Nobody wanted this,” she said. “But a bridge is not a bet.”

Oleg Trusov, who runs the port, called the decision “a gift to our rivals”.

Kallweit replied that the port had known for a year.
"""

LOST_MARKS = """\
Skipper tells of the night on the river

Skipper Hannah Odenkirk said the ferry had no lights.

I saw the pillar too late, and I shouted to my crew. We turned as hard as we could.

The harbour office did not answer questions.
"""

TRANSCRIPT = """\
Interview with the harbour master

Question: Is the bridge safe today?

Oleg Trusov: It is safe for people and closed to lorries.

Question: Who will pay for it?

Oleg Trusov: The town will pay, and the port will help.
"""

COLON = """\
Kallweit: The bridge will open before the summer

Mayor Ines Kallweit said on Monday that the bridge would open before the summer.
"""

LONG_QUOTATION = """\
What the engineer wrote

Karl Weissmann wrote: “The pillars were built in haste and in winter.

“Nobody tested the stone for forty years.

“I would not cross it with my children.”
"""

NESTED = """\
Courier tells of a letter

The Osterby Courier reported that Trusov had said that the cranes were older than the port.
"""

MISSPELLED = """\
Union leader warns of strike

Marguerite Odenkirchen, the leader of the dockers, said the strike would begin on Friday.

“We have waited long enough for an answer,” Odenkirchn said.
"""

COLUMN = """\
My town and its bridge

I have crossed this bridge every day of my life.

My neighbour calls it “the old lady”.

We will miss it, and I will miss it most.
"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            WIRE,
            [
                ("Karl Weissmann", "direct", "“We found cracks in two of the pillars,”"),
                ("Karl Weissmann", "indirect", "that the repair would take ten weeks"),
                ("port", "indirect", "two ships were turned away"),
            ],
        ),
        (
            NEWSPAPER,
            [
                ("Ines Kallweit", "direct", "“Nobody wanted this,”"),
                ("Ines Kallweit", "direct", "“But a bridge is not a bet.”"),
                ("Oleg Trusov", "mixed", "the decision “a gift to our rivals”"),
                ("Ines Kallweit", "indirect", "that the port had known for a year"),
            ],
        ),
        (
            LOST_MARKS,
            [
                ("Hannah Odenkirk", "indirect", "the ferry had no lights"),
                (
                    "Hannah Odenkirk",
                    "direct",
                    "I saw the pillar too late, and I shouted to my crew. We turned as hard as we could.",
                ),
            ],
        ),
        (
            TRANSCRIPT,
            [
                ("Oleg Trusov", "direct", "It is safe for people and closed to lorries."),
                ("Oleg Trusov", "direct", "The town will pay, and the port will help."),
            ],
        ),
        (
            COLON,
            [
                ("Ines Kallweit", "direct", "The bridge will open before the summer"),
                ("Ines Kallweit", "indirect", "that the bridge would open before the summer"),
            ],
        ),
        (
            LONG_QUOTATION,
            [
                ("Karl Weissmann", "direct", "“The pillars were built in haste and in winter."),
                ("Karl Weissmann", "direct", "“Nobody tested the stone for forty years."),
                ("Karl Weissmann", "direct", "“I would not cross it with my children.”"),
            ],
        ),
        (
            NESTED,
            [
                ("The Osterby Courier", "indirect", "that Trusov had said that the cranes were older than the port"),
                ("Trusov", "indirect", "that the cranes were older than the port"),
            ],
        ),
        (
            MISSPELLED,
            [
                ("Marguerite Odenkirchen", "indirect", "the strike would begin on Friday"),
                ("Marguerite Odenkirchen", "direct", "“We have waited long enough for an answer,”"),
            ],
        ),
    ],
    ids=["wire", "newspaper", "lost marks", "transcript", "colon", "long quotation", "nested", "misspelled"],
)
def test_what_a_reader_finds(text: str, told: Told) -> None:
    found = findings(text)
    assert [row for row in told if row not in found] == []


def test_a_dateline_is_no_part_of_what_was_said() -> None:
    assert ("council", "indirect", "The bridge over the Lunde will stay closed until March") in findings(WIRE)


def test_a_column_is_nobodys_quotation() -> None:
    assert [row for row in findings(COLUMN) if row[1] == "direct"] == []


def findings(text: str) -> Told:
    outcome = read(page(text))
    assert isinstance(outcome, Reading)
    whole = outcome.article.text
    return [(s.speaker.name if s.speaker else None, s.manner.value, cut(whole, s.content)) for s in outcome.statements]
