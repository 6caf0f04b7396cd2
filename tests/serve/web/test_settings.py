"""Nobody listens to other machines without a token."""

from __future__ import annotations

import pytest

from onrecord.serve.web.settings import Settings, Unsafe, is_loopback


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.0.3", "::1", "[::1]", "localhost", "LOCALHOST"])
def test_this_machine_needs_no_token(host: str) -> None:
    assert Settings(host=host).is_loopback


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "192.168.1.4", "press.example", "127.0.0.1.example", "localhost.example", ""]
)
def test_elsewhere_needs_a_token(host: str) -> None:
    assert not is_loopback(host)
    with pytest.raises(Unsafe, match="--token"):
        Settings(host=host)
    assert Settings(host=host, token="x" * 16).token


def test_a_token_that_can_be_guessed_is_refused() -> None:
    with pytest.raises(Unsafe, match="16"):
        Settings(token="secret")
