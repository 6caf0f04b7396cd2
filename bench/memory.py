"""What a command holds in memory while it runs: ``python -m bench.memory OUT.svg COMMAND...`` draws it.

The resident memory of the command's process and of all that descend from it, every five seconds, by how far they
descend: of `onrecord batch` the driver, its workers, and their readers. Pages that processes share count in each of
them, so that the sum is never too small. Needs Linux (``/proc``).
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from time import monotonic

from bench.drawing import Line, chart

EVERY = 5.0
GENERATIONS = ("driver", "workers", "readers")
Sample = tuple[float, tuple[int, ...]]
"""Seconds since the beginning, and MiB held by each generation."""
_MIB = 1 << 20


def sampled(command: Sequence[str]) -> list[Sample]:
    """Runs the command to its end; what it held."""
    begun = monotonic()
    samples: list[Sample] = []
    with subprocess.Popen(command) as process:
        while process.poll() is None:
            samples.append((monotonic() - begun, held(process.pid)))
            try:
                process.wait(EVERY)
            except subprocess.TimeoutExpired:
                continue
    return samples


def held(root: int) -> tuple[int, ...]:
    """MiB that a process, its children and their children hold; what descends further counts with the last."""
    children: defaultdict[int, list[int]] = defaultdict(list)
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and (fields := _fields(folder / "stat")):
            children[int(fields[1])].append(int(folder.name))
    out = [0] * len(GENERATIONS)
    generation, depth = [root], 0
    while generation:
        out[min(depth, len(out) - 1)] += sum(map(_resident, generation))
        generation, depth = [child for process in generation for child in children[process]], depth + 1
    return tuple(out)


def drawn(samples: Sequence[Sample]) -> str:
    """The samples as an SVG: a line for each generation."""
    last, most = max(at for at, _ in samples) or 1.0, max(max(each) for _, each in samples) or 1
    top = -(-most // 100) * 100
    lines = [
        Line(name, [(at / last, each[number] / top) for at, each in samples]) for number, name in enumerate(GENERATIONS)
    ]
    shares = (0, 0.25, 0.5, 0.75, 1)
    minutes = [(share, f"{last * share / 60:.0f}") for share in shares]
    return chart(
        "Memory over the run", lines, minutes, [(share, f"{top * share:.0f} MiB") for share in shares], "minutes"
    )


def _fields(stat: Path) -> list[str]:
    """What the system tells of a process behind its name; nothing of one that is gone."""
    try:
        return stat.read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _resident(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // _MIB
    except (OSError, IndexError):
        return 0


def main() -> None:
    out, *command = sys.argv[1:]
    samples = sampled(command)
    Path(out).write_text(drawn(samples))
    for number, name in enumerate(GENERATIONS):
        print(f"{name}: at most {max(each[number] for _, each in samples):,} MiB")
    print(f"together: at most {max(sum(each) for _, each in samples):,} MiB")


if __name__ == "__main__":
    main()
