"""A small occasion of our own, told by a transcript and by pages that quote, splice, translate and misread it."""

from __future__ import annotations

from onrecord.link.tellings import Telling, tellings
from onrecord.link.utterances.parts import Part, parts
from onrecord.pipeline import read_by_rules
from onrecord.types import Reading
from tests.factories import page

TRANSCRIPT = """Transcript: news conference of the Lowmere Water Board

IDA BRANDVOLD: The dam at Skarn lost forty litres a second in October. We will not raise the price of water.

QUESTION: Is the water safe to drink?

IDA BRANDVOLD: I drank from that tap this morning and I shall drink from it tonight.

QUESTION: Will you resign?

IDA BRANDVOLD: I have a board to run and a dam to mend.
"""
REPORT = """Water board rules out dearer water

"We will not raise the price of water," Ida Brandvold, chair of the Lowmere Water Board, told reporters.

The dam at Skarn had lost forty litres a second in October, she said.

Brandvold said she drank from the tap that morning.

The mayor, Olle Tvedt, said he would visit the kindergarten on Friday.
"""
COLUMN = """A thirst for candour

"We will not raise the price of water, and I have a board to run and a dam to mend," Ida Brandvold said.

Brandvold said that the mayor had told her he would visit the kindergarten.
"""
GERMAN = """Wasserverband schließt höhere Preise aus

„Wir werden den Wasserpreis nicht erhöhen“, sagte Ida Brandvold in Lowmere.

Der Damm bei Skarn habe im Oktober vierzig Liter pro Sekunde verloren, sagte sie.
"""


def telling(*texts: str) -> list[Telling]:
    read = [read_by_rules(page(text, f"{number}.txt")) for number, text in enumerate(texts)]
    return tellings([each for each in read if isinstance(each, Reading)], "water")


def parts_of(*texts: str) -> list[Part]:
    """The parts of pages, in the order of the texts."""
    by_name = {each.reading.page.name: each for each in telling(*texts)}
    return [part for name in sorted(by_name) for part in parts(by_name[name])]
