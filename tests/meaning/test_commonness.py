"""How common words are at large."""

from __future__ import annotations

import pytest

from onrecord.meaning.commonness import RAREST, share, share_of_pages


@pytest.mark.parametrize(
    ("common", "rare"), [("the", "minister"), ("minister", "zzyzzx"), ("и", "министр"), ("5", "4731")]
)
def test_common_words_are_commoner(common: str, rare: str) -> None:
    assert share(common) > share(rare) >= RAREST


def test_a_longer_page_holds_more() -> None:
    assert 0 < share_of_pages("minister", 100) < share_of_pages("minister", 1_000) < 1
