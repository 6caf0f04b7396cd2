"""Tokens: drawn at random, known by their digest, taken away at once."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from onrecord.serve.access import Scope, Tokens, Unusable, pass_of


def scope_of(tokens: Tokens, shown: str) -> Scope | None:
    held = tokens.holder_of(shown)
    return held.scope if held else None


@pytest.fixture
def tokens(tmp_path: Path) -> Tokens:
    return Tokens(tmp_path / "tokens")


def test_a_token_is_good_for_its_scope(tokens: Tokens) -> None:
    given = {scope: tokens.add(scope.value, scope) for scope in Scope}
    assert len(set(given.values())) == 3
    for scope, token in given.items():
        assert scope_of(tokens, pass_of(token)) is scope
        assert getattr(tokens.holder_of(pass_of(token)), "name", None) == scope.value
        assert scope_of(tokens, token) is None
    assert scope_of(tokens, "") is None


def test_the_file_holds_no_token_and_is_its_owner_s(tokens: Tokens, tmp_path: Path) -> None:
    token = tokens.add("Ada", Scope.READ)
    path = tmp_path / "tokens"
    assert token not in path.read_text()
    assert pass_of(token) not in path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [json.loads(line)["name"] for line in path.read_text().splitlines()] == ["Ada"]
    assert sorted(tmp_path.iterdir()) == [path]


def test_another_process_sees_what_was_given_and_taken(tokens: Tokens, tmp_path: Path) -> None:
    other = Tokens(tmp_path / "tokens")
    assert other.holders() == []
    shown = pass_of(tokens.add("Ada", Scope.REVIEW))
    assert scope_of(other, shown) is Scope.REVIEW
    tokens.remove("Ada")
    assert scope_of(other, shown) is None
    assert other.holders() == []


def test_a_name_has_one_token(tokens: Tokens) -> None:
    tokens.add("Ada", Scope.READ)
    with pytest.raises(Unusable, match="already"):
        tokens.add("Ada", Scope.ADMIN)
    with pytest.raises(Unusable, match="holds no token"):
        tokens.remove("Bea")


@pytest.mark.parametrize("content", ["nonsense", "{}\n", '{"name": "a", "scope": "all", "digest": ""}\n', "[1]\n"])
def test_another_file_is_no_file_of_tokens(tmp_path: Path, content: str) -> None:
    (tmp_path / "tokens").write_text(content)
    with pytest.raises(Unusable, match="no file of tokens"):
        Tokens(tmp_path / "tokens").holder_of("anything")


def test_scopes_hold_those_below_them() -> None:
    assert [[one.covers(other) for other in Scope] for one in Scope] == [
        [True, False, False],
        [True, True, False],
        [True, True, True],
    ]
