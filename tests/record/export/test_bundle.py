"""The evidence bundle: anybody can check it offline, and nothing that was captured runs in it."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
import subprocess
import zipfile
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.record.decisions import digest_of
from onrecord.record.export.writing import as_bytes
from onrecord.record.store import Record
from onrecord.types import Decision, DecisionKind
from tests.record.export.made import MARKUP, TEXT, exported, find, read

NODE = shutil.which("node")
CHECK = """
const fs = require("fs"), path = require("path");
globalThis.crypto ??= require("crypto").webcrypto;
const [folder] = process.argv.slice(1);
const html = fs.readFileSync(path.join(folder, "index.html"), "utf8");
const scripts = [...html.matchAll(/<script>([^]*?)<\\/script>/g)].map((match) => match[1]);
const held = JSON.parse(html.match(/<script type="application\\/json" id="held">([^]*?)<\\/script>/)[1]);
const walk = (at) => fs.readdirSync(at, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? walk(path.join(at, entry.name)) : [path.join(at, entry.name)]);
const files = walk(folder).map((name) =>
  ({ name: "bundle/" + path.relative(folder, name), bytes: async () => fs.readFileSync(name) }));
const run = new Function(scripts.join("\\n") + "\\nreturn { compare, brokenLinks };")();
(async () => {
  const told = await run.compare(files, new Map(held.files));
  told.broken = await run.brokenLinks(fs.readFileSync(path.join(folder, "decisions.jsonl"), "utf8"), held.whole);
  console.log(JSON.stringify(told));
})();
"""


@pytest.fixture
def folder(record: Record, tmp_path: Path) -> Path:
    """A bundle of everything, unpacked."""
    return unpacked(exported(record, "bundle"), tmp_path / "bundle")


def unpacked(content: bytes, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        archive.extractall(folder)
    return folder


def files(folder: Path) -> dict[str, str]:
    """The digest of every file, by its path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_every_file_is_listed_with_its_digest(folder: Path) -> None:
    there = files(folder)
    sums = dict(line.split("  ")[::-1] for line in (folder / "SHA256SUMS").read_text().splitlines())
    assert sums == {name: digest for name, digest in there.items() if name != "SHA256SUMS"}
    manifest = json.loads((folder / "manifest.json").read_text())
    listed = {each["path"]: each for each in manifest.pop("files")}
    assert {name: each["sha256"] for name, each in listed.items()} == {
        name: digest for name, digest in sums.items() if name != "manifest.json"
    }
    assert all((folder / name).stat().st_size == each["bytes"] for name, each in listed.items())
    assert manifest == {
        "type": "evidence bundle",
        "format": 1,
        "made_by": "onrecord 0.1.0",
        "made": "2026-11-02T09:30:00Z",
        "query": "",
        "statements": 9,
        "pages": 4,
    }


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum is not installed")
def test_sha256sum_agrees(folder: Path) -> None:
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=folder, check=True)
    (folder / "README.txt").write_text("Nothing to see here.")
    done = subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=folder, capture_output=True, check=False)
    assert done.returncode == 1


def test_the_bytes_are_those_that_were_captured(folder: Path, record: Record) -> None:
    for page in (TEXT, MARKUP):
        assert (folder / f"snapshots/{page.sha256}.bin").read_bytes() == page.content
        told = json.loads((folder / f"readings/{page.id}.json").read_text())
        assert told["article"]["text"] == read(page).article.text
    assert find(record, "light") not in told["found"], "a rejected statement was not asked for"


def test_an_answer_holds_its_pages_alone(record: Record, tmp_path: Path) -> None:
    small = unpacked(exported(record, "bundle", "page:tower.html"), tmp_path / "small")
    assert [path.name for path in (small / "pages").iterdir()] == [f"{MARKUP.id}.html"]
    assert [path.name for path in (small / "snapshots").iterdir()] == [f"{MARKUP.sha256}.bin"]
    assert {json.loads(line)["page"] for line in (small / "decisions.jsonl").read_text().splitlines()} == {MARKUP.id}


def test_each_statement_leads_to_its_words(folder: Path, record: Record) -> None:
    index = (folder / "index.html").read_text()
    links = re.findall(r'<a href="(pages/\w+\.html)#(s-\w+)">', index)
    assert len(links) == 9
    for path, anchor in links:
        assert f'<a id="{anchor}"></a>' in (folder / path).read_text()
    page = (folder / f"pages/{TEXT.id}.html").read_text()
    assert (
        f'<a id="s-{find(record, "page:ferry.txt deep")}"></a><span class="found">“The harbour is too deep,”</span>'
        in page
    )


def test_nothing_runs_but_our_script_and_nothing_is_loaded(folder: Path) -> None:
    for path in folder.rglob("*.html"):
        html = path.read_text()
        [policy] = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', html)
        rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
        assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
        assert html.index("Content-Security-Policy") < html.index("<style>")
        for tag, rule in (("style", "style-src"), ("script", "script-src")):
            parts = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
            hashes = [f"'sha256-{b64encode(hashlib.sha256(part.encode()).digest()).decode()}'" for part in parts]
            assert rules.get(rule, "").split() == hashes
        assert not re.search(r"\bsrc=|@import|url\(|<iframe|<object|<embed|<link|\bon\w+=", html)
        assert all(not href.startswith(("http", "//", "javascript")) for href in re.findall(r'href="([^"]*)"', html))
        assert MARKUP.content.decode() not in html


@pytest.mark.skipif(NODE is None, reason="node is not installed")
@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda folder: None, {}),
        (lambda folder: next((folder / "snapshots").iterdir()).write_bytes(b"other"), {"changed": 1, "right": -1}),
        (lambda folder: next((folder / "readings").iterdir()).unlink(), {"missing": 1, "right": -1}),
        (lambda folder: (folder / "more.txt").write_text("more"), {"unknown": 1}),
        (lambda folder: edit(folder, "Rana", "Rina"), {"changed": 1, "right": -1, "broken": 4}),
        (lambda folder: edit(folder, "\n", "\n\n"), {"changed": 1, "right": -1}),
    ],
    ids=["nothing", "a snapshot", "a file is gone", "a file more", "who decided", "an empty line"],
)
def test_the_checker_in_the_page_sees_what_was_changed(
    folder: Path, damage: Callable[[Path], object], told: dict[str, int]
) -> None:
    usual = {"right": len(files(folder)) - 3, "changed": 0, "missing": 0, "unknown": 3, "broken": 0}
    damage(folder)
    assert NODE
    done = subprocess.run([NODE, "-e", CHECK, str(folder)], capture_output=True, check=True)
    seen = {name: len(each) for name, each in json.loads(done.stdout).items()}
    assert seen == {name: number + told.get(name, 0) for name, number in usual.items()}


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / "decisions.jsonl"
    path.write_text(path.read_text().replace(old, new))


@pytest.mark.skipif(NODE is None, reason="node is not installed")
def test_the_checker_computes_the_digests_of_decisions_as_we_do(tmp_path: Path) -> None:
    odd = '\x00\x1f\x7f\x85\u2028\u202e"\\/</script>é\U0001f600\b\f\n\r\t'
    said = Decision(1, DecisionKind.ACCEPT, odd, None, odd, odd, odd, odd, "0" * 64, "")
    line = {**{name: getattr(said, name) for name in Decision.__slots__}, "hash": digest_of(said)}
    (tmp_path / "decisions.jsonl").write_bytes(as_bytes(line) + b"\n")
    script = (Path(__file__).parents[3] / "src/onrecord/record/export/bundle.js").read_text()
    run = (
        f"{script}\nglobalThis.crypto ??= require('crypto').webcrypto;"
        f"brokenLinks(require('fs').readFileSync({json.dumps(str(tmp_path / 'decisions.jsonl'))}, 'utf8'), true)"
        ".then((wrong) => console.log(JSON.stringify(wrong)))"
    )
    assert NODE
    assert json.loads(subprocess.run([NODE, "-e", run], capture_output=True, check=True).stdout) == []
