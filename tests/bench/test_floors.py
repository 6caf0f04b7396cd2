"""Floors rise and never fall, whatever was measured."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from bench import floors
from bench.floors import Figure, raised

values = st.floats(0, 1000, allow_nan=False)
names = st.sampled_from(["content", "said_by", "rate"])
figures = st.lists(
    st.builds(Figure, st.sampled_from(["examples", "speed"]), names, values, st.sampled_from([1.0, 0.5]))
)
known = st.dictionaries(st.sampled_from(["examples", "speed"]), st.dictionaries(names, values))


@given(known, figures)
def test_no_floor_falls_and_no_figure_is_lost(before: floors.Floors, measured: list[Figure]) -> None:
    after = raised(before, measured)
    for group, measures in before.items():
        assert all(after[group][name] >= least for name, least in measures.items())
    assert all(figure.measure in after[figure.group] for figure in measured)


@given(figures)
def test_what_was_measured_stands_on_the_floors_raised_from_it(measured: list[Figure]) -> None:
    least = {(figure.group, figure.measure): figure for figure in measured}
    after = raised({}, list(least.values()))
    assert all(floors.holds(figure, after) for figure in least.values())


def test_a_figure_below_its_floor_is_seen() -> None:
    assert not floors.holds(Figure("examples", "content", 0.79), {"examples": {"content": 0.8}})
    assert floors.holds(Figure("examples", "content", 0.8), {"examples": {"content": 0.8}})
    assert floors.holds(Figure("examples", "title", 0.0), {"examples": {"content": 0.8}})


@given(known)
def test_floors_come_back_as_they_were_saved(before: floors.Floors) -> None:
    with TemporaryDirectory() as folder:
        target = Path(folder) / "floors.toml"
        floors.save(before, target)
        assert floors.load(target) == before


def test_no_file_means_no_floors(tmp_path: Path) -> None:
    assert floors.load(tmp_path / "floors.toml") == {}
