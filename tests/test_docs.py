"""The documentation names what is there: every option, every name of the JSON, every reason, every command."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from onrecord.cli.commands import commands
from onrecord.pipeline import read
from onrecord.record.codec import to_json
from onrecord.types import Page

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = sorted((ROOT / "examples").glob("*.txt"))
GUIDES = [
    *sorted((ROOT / "docs").glob("*.md")),
    *(ROOT / f"{name}.md" for name in ("README", "CONTRIBUTING", "CHANGELOG")),
]
CAPTURED = datetime(2026, 6, 30, tzinfo=UTC)
HELP_OPTION = re.compile(r"^\s+(?:-\w, )?(--[a-z][a-z-]*)", re.MULTILINE)
REASON = re.compile(r"(?:Unreadable\(|refuse\(|set_aside\(|_rejected\(\w+, |reason=)\s*\"([a-z][a-z ]*)\"")
BASIS = ("rule", "detail", "score")


@cache
def guide(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def printed(*arguments: str) -> str:
    result = CliRunner().invoke(commands, list(arguments))
    assert result.exit_code == 0, result.output
    return result.output


def options() -> list[str]:
    return sorted(
        set(
            HELP_OPTION.findall(
                "".join(printed(*command, "--help") for command in ([], *([name] for name in commands.commands)))
            )
        )
    )


def names(found: Any, path: str) -> Iterator[str]:
    """Every name in a piece of JSON, dotted, with [] after those that hold a list of things; a basis counts once."""
    if isinstance(found, list):
        for entry in found:
            if isinstance(entry, dict):
                yield from names(entry, path)
        return
    if not isinstance(found, dict):
        return
    for name, value in found.items():
        dotted = f"{path}.{name}" if path else name
        is_list = isinstance(value, list) and name not in ("span", "value")
        yield dotted + "[]" * is_list
        yield from (f"basis.{part}" for part in value) if name == "basis" else names(value, dotted + "[]" * is_list)


def reading_names() -> list[str]:
    pages = [Page(name=path.name, content=path.read_bytes(), captured=CAPTURED) for path in EXAMPLES]
    pages.append(Page(name="empty.txt", content=b" ", captured=CAPTURED))
    return sorted({name for page in pages for name in names(to_json(read(page)), "")})


@pytest.mark.parametrize("option", options())
def test_every_option_is_documented(option: str) -> None:
    assert f"`{option}" in guide("docs/commands.md")


def documented_names() -> set[str]:
    rows = re.findall(r"^\| `([a-z][a-z0-9_.\[\]]*)` \|", guide("docs/reading.md"), re.MULTILINE)
    return {name.removesuffix("[]") for name in rows}


@pytest.mark.parametrize("name", reading_names())
def test_every_name_of_a_reading_is_documented(name: str) -> None:
    assert name.removesuffix("[]") in documented_names()


def test_the_examples_show_every_documented_name() -> None:
    dotted = {name for name in documented_names() if "." in name}
    assert dotted - {name.removesuffix("[]") for name in reading_names()} == set()


def test_every_reason_of_a_rejection_is_documented() -> None:
    sources = (path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    reasons = {reason for source in sources for reason in REASON.findall(source)}
    assert reasons, "no reason found: the pattern no longer fits the code"
    missing = {reason for reason in reasons if f"| `{reason}` |" not in guide("docs/reading.md")}
    assert not missing


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.name)
def test_commands_of_make_exist(path: Path) -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", guide("Makefile"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)`|^make ([a-z-]+)$", path.read_text(encoding="utf-8"), re.M)) <= {
        pair for target in targets for pair in ((target, ""), ("", target))
    }


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.name)
def test_files_that_are_named_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    named = re.findall(r"`((?:docs|bench|examples|src|tests)/[\w./-]*)`", text)
    linked = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    assert [name for name in named if not (ROOT / name).exists()] == []
    assert [link for link in linked if not (path.parent / link).exists()] == []


def test_the_readme_shows_what_is_printed() -> None:
    """Every command of the README that reads examples prints the lines that follow it there."""
    shown = re.findall(r"^\$ onrecord (.+)\n((?:(?!```|\$ ).*\n)+)", guide("README.md"), re.MULTILINE)
    assert shown
    for command, output in shown:
        arguments = [str(ROOT / word) if word.startswith("examples") else word for word in command.split()]
        result = CliRunner().invoke(commands, arguments, env={"COLUMNS": "110"})
        said = {line.strip() for line in result.output.splitlines()}
        assert [line for line in output.splitlines() if line.strip() not in said | {"…", ""}] == []
