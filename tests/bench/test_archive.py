"""Made archives: the same for the same seed, with what is planted in them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from bench import archive
from onrecord.capture import pages
from onrecord.types import Page

THEN = datetime(2026, 11, 1, tzinfo=UTC)


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        archive.write(tmp_path / name, 30, a_file=20)
    files = [sorted((tmp_path / name).iterdir()) for name in ("a", "b")]
    assert [len(each) for each in files] == [2, 2]
    assert [path.read_bytes() for path in files[0]] == [path.read_bytes() for path in files[1]]
    assert archive.pages(30, seed=1) != archive.pages(30, seed=2)


def test_the_archive_holds_the_pages(tmp_path: Path) -> None:
    made = archive.write(tmp_path / "made", 30)
    held = list(pages([str(tmp_path / "made")], THEN))
    assert [(page.address, page.content) for page in held if isinstance(page, Page)] == [
        (page.address, page.content) for page in made
    ]


def test_reprints_share_their_occasion_and_retellings_have_words_of_their_own() -> None:
    made = archive.pages(300)
    reprints = archive.pairs([page.report for page in made])
    retellings = archive.pairs([page.occasion for page in made]) - reprints
    assert reprints
    assert retellings
    assert all(made[a].occasion == made[b].occasion for a, b in reprints)
    shared = [len({*made[a].paragraphs} & {*made[b].paragraphs}) for a, b in retellings]
    assert max(shared) <= 4  # quotations that are told in the same frame, a background


def test_what_a_faultless_reader_tells_stands_in_the_text() -> None:
    for page in archive.pages(40):
        reading = archive.reading(page)
        text = reading.article.text
        assert all(block.span.of(text) for block in reading.article.blocks)
        assert all(each.content[0].of(text)[0] in '“"' for each in reading.statements)
        assert all(each.span.of(text).replace(",", "").isdigit() for each in reading.figures)
        assert reading.figures
