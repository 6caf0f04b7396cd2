"""What measures of lineage are made of: credited, retold, the same for the same seed, and exact to the character."""

from itertools import combinations
from statistics import mean

from bench.press import LEAST_TOLD, Press, readings
from onrecord.types import Manner

MADE = readings(60)


def test_the_same_seed_gives_the_same_press() -> None:
    assert readings(20, seed=3) == readings(20, seed=3)
    assert readings(20, seed=3) != readings(20, seed=4)


def test_more_pages_are_the_same_pages_and_others() -> None:
    assert {told.reading.page.id for told in readings(30)} <= {told.reading.page.id for told in MADE}


def test_every_statement_stands_on_its_page_and_is_credited() -> None:
    for told in MADE:
        text = told.reading.article.text
        assert told.reading.page.content.decode() == text
        assert len(told.reading.statements) >= LEAST_TOLD - 1
        for each in told.reading.statements:
            assert each.speaker
            assert each.source[0].of(text) in (each.speaker.name, each.speaker.name.split()[1])
            marks = each.content[0].of(text)[0] == "“"
            assert marks == (each.manner is Manner.DIRECT)
        for figure in told.reading.figures:
            assert figure.span.of(text) == f"{figure.value:,.0f}"


def test_pages_of_one_occasion_share_words_and_others_hardly() -> None:
    words = [set(told.reading.article.text.split()) for told in MADE]
    near, far = list[float](), list[float]()
    for a, b in combinations(range(len(MADE)), 2):
        shared = len(words[a] & words[b]) / min(len(words[a]), len(words[b]))
        (near if MADE[a].occasion == MADE[b].occasion else far).append(shared)
    assert len(near) > 30
    assert mean(near) > 2 * mean(far)


def test_a_crowd_tells_of_one_occasion() -> None:
    crowd = list(Press(5).crowd(25))
    assert len({told.reading.page.id for told in crowd}) == 25
    assert len({told.occasion for told in crowd}) == 1
