import numpy as np

from onrecord.meaning.memory import Memory, Vectors


def _vector(number: int) -> Vectors:
    return np.array([number], np.int8)


def test_what_was_kept_is_known_and_nothing_else() -> None:
    memory = Memory(4)
    memory.keep({"a": _vector(1), "b": _vector(2)})
    assert {text: int(found[0]) for text, found in memory.known(["b", "c", "a"]).items()} == {"a": 1, "b": 2}


def test_the_first_are_forgotten_first() -> None:
    memory = Memory(2)
    memory.keep({"a": _vector(1), "b": _vector(2)})
    memory.keep({"c": _vector(3)})
    assert memory.known("abc").keys() == {"b", "c"}


def test_more_than_it_holds_at_once_leaves_the_last() -> None:
    memory = Memory(2)
    memory.keep({letter: _vector(at) for at, letter in enumerate("abcde")})
    assert memory.known("abcde").keys() == {"d", "e"}
