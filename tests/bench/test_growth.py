import xml.etree.ElementTree as ET
from math import log

import pytest

from bench.growth import A_PAGE, drawn, measured

SVG = "{http://www.w3.org/2000/svg}"


def places(svg: str) -> list[list[tuple[float, float]]]:
    lines = ET.fromstring(svg).iter(f"{SVG}polyline")
    return [
        [(float(x), float(y)) for x, y in (each.split(",") for each in line.attrib["points"].split())] for line in lines
    ]


def test_what_grows_as_n_log_n_lies_on_its_line() -> None:
    seconds, even = places(drawn([(n, 1e-3 * n * log(n)) for n in (1_000, 10_000, 100_000)]))
    assert seconds == even
    assert [x for x, _ in seconds] == sorted(x for x, _ in seconds)


def test_what_grows_faster_begins_below_it() -> None:
    seconds, even = places(drawn([(1_000, 1.0), (100_000, 5_000.0)]))
    assert seconds[1] == even[1]
    assert seconds[0][1] > even[0][1]  # heights are counted from above


@pytest.mark.slow
def test_a_small_press_is_measured() -> None:
    (statements, clock), processor = measured(40 * A_PAGE, workers=1)
    assert 300 < statements < 500
    assert clock > 0
    assert processor > 0
