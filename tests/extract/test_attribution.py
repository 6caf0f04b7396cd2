"""One sentence to its reports: who is credited with which words by which words, shape by shape."""

from __future__ import annotations

import pytest
from hypothesis import given

from onrecord.extract.attribution import attributions
from onrecord.extract.scene import scene
from onrecord.types import Manner
from tests.factories import Row, paragraph_of, rows, speakers, statements
from tests.strategies import press_text, quotation

D, M, I = Manner.DIRECT.value, Manner.MIXED.value, Manner.INDIRECT.value  # noqa: E741

DIRECT: list[tuple[str, list[Row]]] = [
    (
        "“The bridge will reopen in March,” said Ines Kallweit, the mayor of Osterby.",
        [("“The bridge will reopen in March,”", "said", "Ines Kallweit, the mayor of Osterby", D)],
    ),
    (
        '"The bridge will reopen in March," Ines Kallweit said.',
        [('"The bridge will reopen in March,"', "said", "Ines Kallweit", D)],
    ),
    (
        "Ines Kallweit said: “The bridge will reopen in March.”",
        [("“The bridge will reopen in March.”", "said", "Ines Kallweit", D)],
    ),
    (
        "Ines Kallweit said, “The bridge will reopen in March.”",
        [("“The bridge will reopen in March.”", "said", "Ines Kallweit", D)],
    ),
    (
        "“The bridge,” Kallweit said, “will reopen in March.”",
        [("“The bridge,” … “will reopen in March.”", "said", "Kallweit", D)],
    ),
    (
        "“The bridge will reopen,” Kallweit said. “We need three more weeks.”",
        [
            ("“The bridge will reopen,”", "said", "Kallweit", D),
            ("“We need three more weeks.”", "said", "Kallweit", D),
        ],
    ),
    (
        "“We were warned. We did nothing. We are sorry,” Kallweit said.",
        [("“We were warned. We did nothing. We are sorry,”", "said", "Kallweit", D)],
    ),
    ("“Is it too late?” asked Brandvold.", [("“Is it too late?”", "asked", "Brandvold", D)]),
    ("“Stop it!” shouted one man.", [("“Stop it!”", "shouted", "one man", D)]),
    ("“Never,” she said.", [("“Never,”", "said", "she", D)]),
    ("“It is late,” wrote the Osterby Courier.", [("“It is late,”", "wrote", "the Osterby Courier", D)]),
    (
        "“It is late,” said Ines Kallweit, who has led the town since 2014.",
        [("“It is late,”", "said", "Ines Kallweit, who has led the town since 2014", D)],
    ),
    ("“It is late,” said Kallweit, pointing at the river.", [("“It is late,”", "said", "Kallweit", D)]),
    ("As Kallweit put it: “It is late.”", [("“It is late.”", "put it", "Kallweit", D)]),
    (
        "Kallweit, 51, said: “It is late and we are tired.”",
        [("“It is late and we are tired.”", "said", "Kallweit, 51", D)],
    ),
    (
        "“It is done”, Kallweit wrote on Monday, “and it will last.”",
        [("“It is done” … “and it will last.”", "wrote", "Kallweit", D)],
    ),
    (
        "“It is done”, Kallweit wrote on Monday. “It will last.”",
        [("“It is done”", "wrote", "Kallweit", D), ("“It will last.”", "wrote", "Kallweit", D)],
    ),
]

MARKS: list[tuple[str, list[Row]]] = [
    ("«The bridge will reopen», said Ines Kallweit.", [("«The bridge will reopen»", "said", "Ines Kallweit", D)]),
    ("»The bridge will reopen«, said Ines Kallweit.", [("»The bridge will reopen«", "said", "Ines Kallweit", D)]),
    ("„The bridge will reopen“, said Ines Kallweit.", [("„The bridge will reopen“", "said", "Ines Kallweit", D)]),
    ("''The bridge will reopen,'' Kallweit said.", [("''The bridge will reopen,''", "said", "Kallweit", D)]),
    ("‘The bridge won’t reopen,’ said Kallweit.", [("‘The bridge won’t reopen,’", "said", "Kallweit", D)]),
    ("'The bridge won't reopen,' said Kallweit.", [("'The bridge won't reopen,'", "said", "Kallweit", D)]),
    ("The bridge will reopen,” said Ines Kallweit.", [("The bridge will reopen,”", "said", "Ines Kallweit", D)]),
    ("Kallweit said: “The bridge will reopen.", [("“The bridge will reopen.", "said", "Kallweit", D)]),
    (
        "5'10\" Trusov said the door was low.",
        [("the door was low", "said", "Trusov", I)],
    ),
]

INDIRECT: list[tuple[str, list[Row]]] = [
    (
        "Ines Kallweit said that the bridge would reopen in March.",
        [("that the bridge would reopen in March", "said", "Ines Kallweit", I)],
    ),
    (
        "Ines Kallweit said the bridge would reopen in March.",
        [("the bridge would reopen in March", "said", "Ines Kallweit", I)],
    ),
    (
        "The bridge would reopen in March, Ines Kallweit said.",
        [("The bridge would reopen in March", "said", "Ines Kallweit", I)],
    ),
    (
        "The bridge would reopen in March, said Ines Kallweit.",
        [("The bridge would reopen in March", "said", "Ines Kallweit", I)],
    ),
    (
        "The old town bridge, Kallweit said, would reopen in March.",
        [("The old town bridge … would reopen in March", "said", "Kallweit", I)],
    ),
    (
        "Kallweit has repeatedly denied that she knew.",
        [("that she knew", "denied", "Kallweit", I)],
    ),
    (
        "The ministry said in a statement that two cranes had failed.",
        [("that two cranes had failed", "said", "The ministry", I)],
    ),
    (
        "Oleg Trusov, a spokesman for the port, said on Friday that two cranes had failed.",
        [("that two cranes had failed", "said", "Oleg Trusov, a spokesman for the port", I)],
    ),
    (
        "Ines Kallweit, who has led the town since 2014, said the bridge would reopen.",
        [("the bridge would reopen", "said", "Ines Kallweit, who has led the town since 2014", I)],
    ),
    (
        "The ministry's spokesman, Oleg Trusov, confirmed that two workers were hurt.",
        [("that two workers were hurt", "confirmed", "The ministry's spokesman, Oleg Trusov", I)],
    ),
    ("Kallweit (left) said the bridge was closed.", [("the bridge was closed", "said", "Kallweit (left)", I)]),
    ("Officials say two cranes have failed.", [("two cranes have failed", "say", "Officials", I)]),
    (
        "In an interview with the Osterby Courier, Kallweit said the bridge would reopen.",
        [("the bridge would reopen", "said", "Kallweit", I)],
    ),
    (
        "Asked about the delay, Kallweit said the bridge would reopen.",
        [("the bridge would reopen", "said", "Kallweit", I)],
    ),
    ("Two cranes had failed, she added.", [("Two cranes had failed", "added", "she", I)]),
    (
        "Kallweit said she would not resign and that nobody had asked her to.",
        [("she would not resign and that nobody had asked her to", "said", "Kallweit", I)],
    ),
    ("Kallweit wants to reopen the bridge in March.", [("to reopen the bridge in March", "wants", "Kallweit", I)]),
    ("Kallweit refused to resign.", [("to resign", "refused", "Kallweit", I)]),
]

ACCORDING: list[tuple[str, list[Row]]] = [
    (
        "According to Ines Kallweit, the bridge will reopen in March.",
        [("the bridge will reopen in March", "According to", "Ines Kallweit", I)],
    ),
    (
        "The bridge will reopen in March, according to the ministry.",
        [("The bridge will reopen in March", "according to", "the ministry", I)],
    ),
    (
        "Two cranes have failed, according to Oleg Trusov, a spokesman for the port.",
        [("Two cranes have failed", "according to", "Oleg Trusov, a spokesman for the port", I)],
    ),
    (
        "Two old cranes, according to the port, have failed since Monday.",
        [("Two old cranes … have failed since Monday", "according to", "the port", I)],
    ),
]

PASSIVE: list[tuple[str, list[Row]]] = [
    ("The new rules were announced by Ines Kallweit.", [("The new rules", "announced", "Ines Kallweit", I)]),
    (
        "The bridge is safe. This was stated by Oleg Trusov.",
        [("The bridge is safe", "stated", "Oleg Trusov", I)],
    ),
    ("This was stated by Oleg Trusov.", []),
    ("It was said to be late.", []),
]

MIXED: list[tuple[str, list[Row]]] = [
    (
        "The delay “was never our choice,” Kallweit said.",
        [("The delay “was never our choice,”", "said", "Kallweit", M)],
    ),
    (
        "Kallweit said the delay was “a gift to our rivals” and that the bridge would reopen.",
        [("the delay was “a gift to our rivals” and that the bridge would reopen", "said", "Kallweit", M)],
    ),
    (
        "Kallweit called the delay “a gift to our rivals”.",
        [("the delay “a gift to our rivals”", "called", "Kallweit", M)],
    ),
    ("The deal was “historic”, Kallweit said.", [("The deal was “historic”", "said", "Kallweit", M)]),
]

SHARED: list[tuple[str, list[Row]]] = [
    (
        "Kallweit praised the engineers, adding that the bridge would reopen.",
        [("the engineers", "praised", "Kallweit", I), ("that the bridge would reopen", "adding", "Kallweit", I)],
    ),
    (
        "Kallweit said the bridge was safe and added that it would reopen.",
        [("the bridge was safe", "said", "Kallweit", I), ("that it would reopen", "added", "Kallweit", I)],
    ),
    (
        "“We paid,” Trusov said, adding that the bill was too high.",
        [("“We paid,”", "said", "Trusov", D), ("that the bill was too high", "adding", "Trusov", I)],
    ),
    (
        "Kallweit criticised the port, saying it had lied.",
        [("the port", "criticised", "Kallweit", I), ("it had lied", "saying", "Kallweit", I)],
    ),
]

NO_SPEECH = [
    "The novel “A Winter in Osterby” sold well.",
    "Willem “Red” Haverkate crossed the so-called “green line” yesterday.",
    "They played “Yesterday” and “Michelle”.",
    "The “experts” were wrong again.",
    "The sign reads “No entry”.",
    "He read “The Bridge at Osterby” twice.",
    "The bridge was closed on Monday.",
    "The ministry's claims and China's demands were old.",
]


@pytest.mark.parametrize(("sentence", "expected"), [*DIRECT, *MARKS, *INDIRECT, *ACCORDING, *PASSIVE, *MIXED, *SHARED])
def test_the_shapes_of_a_report(sentence: str, expected: list[Row]) -> None:
    assert rows(sentence) == expected


@pytest.mark.parametrize("sentence", NO_SPEECH)
def test_titles_nicknames_terms_and_scare_quotes_are_no_speech(sentence: str) -> None:
    assert rows(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Willem “Red” Haverkate said the line was closed.", "the line was closed"),
        ("Ann “The Crane” Odenkirk said the line was closed.", "the line was closed"),
    ],
)
def test_a_nickname_is_not_what_its_bearer_said(sentence: str, words: str) -> None:
    assert [row[0] for row in rows(sentence)] == [words]


@pytest.mark.parametrize(
    ("sentence", "addressee", "words"),
    [
        ("Kallweit told Tomas Brandvold: “The bridge will reopen.”", "Tomas Brandvold", "“The bridge will reopen.”"),
        ("Kallweit told reporters that the bridge was safe.", "reporters", "that the bridge was safe"),
        ("Kallweit assured the council that the bridge was safe.", "council", "that the bridge was safe"),
        ("Kallweit asked Oleg Trusov whether the cranes were safe.", "Oleg Trusov", "whether the cranes were safe"),
        ("“It is late,” Ines Kallweit told the council on Friday.", "council", "“It is late,”"),
        ("Kallweit said that the bridge was safe.", None, "that the bridge was safe"),
    ],
)
def test_who_was_told(sentence: str, addressee: str | None, words: str) -> None:
    [(statement, text)] = statements(sentence)
    assert statement.addressee == addressee
    assert statement.content[0].of(text) == words


@pytest.mark.parametrize(
    ("sentence", "outer", "inner"),
    [
        (
            "Kallweit said that Brandvold had told her the budget was spent.",
            ("that Brandvold had told her the budget was spent", "said", "Kallweit", I),
            ("the budget was spent", "told", "Brandvold", I),
        ),
        (
            "Brandvold claims Trusov said that the cranes were old.",
            ("Trusov said that the cranes were old", "claims", "Brandvold", I),
            ("that the cranes were old", "said", "Trusov", I),
        ),
        (
            "According to Brandvold, Trusov said that the cranes were old.",
            ("Trusov said that the cranes were old", "According to", "Brandvold", I),
            ("that the cranes were old", "said", "Trusov", I),
        ),
    ],
)
def test_reports_inside_reports(sentence: str, outer: Row, inner: Row) -> None:
    assert rows(sentence) == [outer, inner]
    (first, _), (second, _) = statements(sentence)
    assert second.inside == first.id
    assert first.inside is None


def test_nobody_is_made_up_for_a_pronoun() -> None:
    assert speakers("“Never,” she said.") == [None]


@given(quotation())
def test_plain_quotations_of_every_order_are_credited(text: str) -> None:
    [(_, cue, source, manner)] = rows(text)
    assert (cue, manner) == ("said", D)
    assert source in {"Ines Kallweit", "Oleg Trusov", "Tomas Brandvold"}


@given(press_text())
def test_ranges_stand_within_their_sentence(text: str) -> None:
    p = paragraph_of(text)
    for lo, hi in p.sentences:
        for a in attributions(scene(p, lo, hi, "en")):
            before = p.sentences[max(0, p.sentences.index((lo, hi)) - 1)][0] if a.shape == "anaphora" else lo
            for first, last in (*a.content, a.cue, *([a.source] if a.source else [])):
                assert before <= first < last <= hi
            assert 0 < a.score <= 1
