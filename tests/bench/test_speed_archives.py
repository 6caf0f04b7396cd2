"""The archive that speed is measured on: the same every time, packed record by record, all its pages taken out."""

from __future__ import annotations

import pytest

from bench.speed_archives import archive, rate


def test_the_same_archive_every_time_and_not_packed_too_well() -> None:
    content = archive(5)
    assert content == archive(5)
    assert 5_000 < len(content) / 5 < 40_000


def test_every_page_is_taken_out_or_the_rate_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bench.speed_archives.LEAST_SECONDS", 0.01)
    assert rate(archive(20), 20) > 0
    with pytest.raises(ValueError, match="20 pages of 21"):
        rate(archive(20), 21)
