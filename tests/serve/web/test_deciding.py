"""A decision that is sent again: it is the same one where that changes nothing of what stands, and else another."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from onrecord.record.decisions import written
from onrecord.record.editing import edited
from onrecord.serve.web.deciding import Meant, already
from onrecord.types import Decision, DecisionKind

TEXT = "The quay is safe, said Orla Quist."
STATEMENT: dict[str, Any] = {
    "id": "s",
    "content": [[0, 16]],
    "manner": "direct",
    "speaker": None,
    "addressee": None,
    "basis": {"rule": "made", "detail": "", "score": 1.0},
}
CORRECTIONS = (
    {"manner": "mixed"},
    {"manner": "indirect"},
    {"addressee": "all"},
    {"manner": "mixed", "addressee": "us"},
)
MEANT = st.one_of(
    st.builds(Meant, st.sampled_from([DecisionKind.ACCEPT, DecisionKind.REJECT]), st.just("s"), st.sampled_from("AB")),
    st.builds(
        Meant,
        st.just(DecisionKind.CORRECT),
        st.just("s"),
        st.sampled_from("AB"),
        value=st.sampled_from(CORRECTIONS),
    ),
)


def said(meant: Meant, number: int) -> Decision:
    value = written({**meant.value, "was": STATEMENT, "words": [TEXT[:16]]})
    return Decision(number, meant.kind, meant.target, "p", value, meant.who, "", meant.why, "", f"hash {number}")


def stands(chain: list[Decision]) -> dict[str, Any]:
    """The statement as editors have it, but for whose word it is."""
    told = edited({"article": {"text": TEXT}, "statements": [STATEMENT]}, chain)["statements"][0]
    return {name: value for name, value in told.items() if name != "basis"}


@given(st.lists(MEANT, max_size=8))
def test_what_is_not_written_down_again_would_have_changed_nothing(sent: list[Meant]) -> None:
    every: list[Decision] = []
    once: list[Decision] = []
    for meant in sent:
        every.append(said(meant, len(every)))
        if already(once, meant) is None:
            once.append(said(meant, len(once)))
        assert already(once, meant) is not None
        assert stands(once) == stands(every)


def test_of_names_the_order_does_not_matter() -> None:
    same = Meant(DecisionKind.SAME, "person:a", "A", value={"other": "person:b"})
    chain = [Decision(1, same.kind, same.target, None, written(dict(same.value)), "A", "", "", "", "hash")]
    assert already(chain, same) == chain[0]
    assert already(chain, Meant(DecisionKind.SAME, "person:b", "A", value={"other": "person:a"})) == chain[0]
    assert already(chain, Meant(DecisionKind.SAME, "person:b", "B", value={"other": "person:a"})) is None
    assert already(chain, Meant(DecisionKind.DIFFERENT, "person:a", "A", value={"other": "person:b"})) is None
    assert already(chain, Meant(DecisionKind.SAME, "person:a", "A", value={"other": "person:c"})) is None
    assert already(chain, Meant(DecisionKind.RENAME, "person:a", "A", value={"name": "person:b"})) is None


def test_an_undoing_counts_as_long_as_it_stands() -> None:
    first = said(Meant(DecisionKind.REJECT, "s", "A"), 0)
    back = Decision(1, DecisionKind.UNDO, first.hash, "p", "{}", "A", "", "", "", "hash 1")
    again = Decision(2, DecisionKind.UNDO, back.hash, "p", "{}", "A", "", "", "", "hash 2")
    undo = Meant(DecisionKind.UNDO, first.hash, "A")
    assert already([first], undo) is None
    assert already([first, back], undo) == back
    assert already([first, back, again], undo) is None
    assert already([first, back], Meant(DecisionKind.REJECT, "s", "A")) is None
