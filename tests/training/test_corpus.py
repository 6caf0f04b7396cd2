"""Standoff files: spans of several fragments, words with newlines, roles in any order."""

from __future__ import annotations

from pathlib import Path

from training.corpus import Attribution, documents, parse

TEXT = "Rain fell, said the mayor, and more was due.\nNo one answered.\n"
NOTES = (
    "T1\tContent 0 9;27 43\tRain fell and more was due\n"
    "T2\tCue 11 15\tsaid\n"
    "T3\tSource 16 25\tthe mayor\n"
    "T4\tAttribution 11 15\tsaid\n"
    "E1\tAttribution:T4 Source:T3 Cue:T2 Content:T1 \n"
    "T5\tDiscard 43 60\t.\nNo one answered\n"
    "T6\tAttribution 0 4\tRain\n"
    "E2\tAttribution:T6 Cue:T6\n"
)


def test_an_attribution_has_its_fragments_by_role() -> None:
    found, discarded = parse(NOTES)
    assert found == (Attribution(content=((0, 9), (27, 43)), cue=((11, 15),), source=((16, 25),)),)
    assert discarded == ((43, 60),)


def test_every_annotator_of_a_text_is_a_document(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text" / "a.txt").write_bytes(TEXT.encode())
    for annotator in ("00ab", "00aa"):
        (tmp_path / "attributions" / f"a_{annotator}.ann").write_text(NOTES, encoding="utf-8")
    found = list(documents(tmp_path))
    assert [(d.name, d.annotator, d.text) for d in found] == [("a", "00aa", TEXT), ("a", "00ab", TEXT)]
    assert all(len(d.attributions) == 1 for d in found)
