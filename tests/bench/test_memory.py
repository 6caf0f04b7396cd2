"""What a process and its children hold is told by generation, and drawn."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bench.memory import GENERATIONS, drawn, held


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="this system tells nothing of its processes there")
def test_children_are_told_apart() -> None:
    command = [sys.executable, "-c", "print('here', flush=True); input()"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout
        assert child.stdin
        child.stdout.readline()
        own, children, further = held(os.getpid())
        assert held(child.pid)[1:] == (0, 0)
        child.stdin.close()
    assert own > 0
    assert children > 0
    assert further >= 0


def test_every_generation_has_its_line() -> None:
    picture = ElementTree.fromstring(drawn([(0.0, (10, 0, 0)), (5.0, (20, 130, 5))]))
    lines = [each.get("points", "") for each in picture.iter("{http://www.w3.org/2000/svg}polyline")]
    assert [len(each.split()) for each in lines] == [2] * len(GENERATIONS)
