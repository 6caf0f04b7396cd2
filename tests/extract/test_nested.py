"""Reports inside the words of a report: who is told of, by whom, and what is no report of another."""

from __future__ import annotations

import pytest
from hypothesis import given

from onrecord.extract.nested import DEEPEST, with_nested
from onrecord.extract.reports import reports_in
from onrecord.types import Statement
from tests.factories import cut, paragraph_of, statements
from tests.strategies import press_text

Chain = list[tuple[str, str, str]]
"""Source, cue and content, the outermost first."""


def chain(text: str, language: str = "en") -> Chain:
    """The deepest statement of a text with those around it."""
    found = statements(text, language=language)
    by_id = {s.id: s for s, _ in found}

    def around(s: Statement) -> list[Statement]:
        outer = by_id.get(s.inside or "")
        return [*(around(outer) if outer else []), s]

    longest = max((around(s) for s, _ in found), key=len)
    whole = found[0][1]
    return [(cut(whole, s.source), cut(whole, s.cue), cut(whole, s.content)) for s in longest]


INDIRECT: list[tuple[str, Chain]] = [
    (
        "Kallweit said that Trusov had told her that the cranes were old.",
        [
            ("Kallweit", "said", "that Trusov had told her that the cranes were old"),
            ("Trusov", "told", "that the cranes were old"),
        ],
    ),
    (
        "According to the Osterby Courier, Kallweit warned that the port would close.",
        [
            ("the Osterby Courier", "According to", "Kallweit warned that the port would close"),
            ("Kallweit", "warned", "that the port would close"),
        ],
    ),
    (
        "The Courier wrote that the council promised in February to mend the pier.",
        [
            ("The Courier", "wrote", "that the council promised in February to mend the pier"),
            ("the council", "promised", "to mend the pier"),
        ],
    ),
    (
        "Kallweit explained that she had learned of it from the engineer, who guaranteed that the cranes were safe.",
        [
            (
                "Kallweit",
                "explained",
                "that she had learned of it from the engineer, who guaranteed that the cranes were safe",
            ),
            ("the engineer", "guaranteed", "that the cranes were safe"),
        ],
    ),
    (
        "Kallweit said that the ministry had told her that Trusov had announced that two cranes had failed.",
        [
            ("Kallweit", "said", "that the ministry had told her that Trusov had announced that two cranes had failed"),
            ("the ministry", "told", "that Trusov had announced that two cranes had failed"),
            ("Trusov", "announced", "that two cranes had failed"),
        ],
    ),
    (
        "The Courier writes that the minister had put the damage at 30 million euros.",
        [
            ("The Courier", "writes", "that the minister had put the damage at 30 million euros"),
            ("the minister", "put", "the damage at 30 million euros"),
        ],
    ),
    (
        "“The cranes are safe,” Trusov told a radio programme, as quoted by the Osterby Courier.",
        [
            ("the Osterby Courier", "as quoted by", "“The cranes are safe,” Trusov told a radio programme"),
            ("Trusov", "told", "“The cranes are safe,”"),
        ],
    ),
    (
        "“The cranes are safe,” Trusov said in the harbour, transmits the agency Norrwire.",
        [
            ("the agency Norrwire", "transmits", "“The cranes are safe,” Trusov said in the harbour"),
            ("Trusov", "said", "“The cranes are safe,”"),
        ],
    ),
    (
        "The port will close on Sunday. This was stated by Oleg Trusov, as reported by the Osterby Courier.",
        [
            (
                "the Osterby Courier",
                "as reported by",
                "The port will close on Sunday. This was stated by Oleg Trusov",
            ),
            ("Oleg Trusov", "stated", "The port will close on Sunday"),
        ],
    ),
]

DIRECT: list[tuple[str, str, str]] = [
    ("“Trusov told me last week that the cranes were old.”", "Trusov", "that the cranes were old"),
    ("“Our own staff found that the cranes were old.”", "Our own staff", "that the cranes were old"),
    ("“I was told by both firms that the cranes were old.”", "both firms", "that the cranes were old"),
    ("“The court finds, by four votes to three, that the cranes are old.”", "The court", "that the cranes are old"),
    ("“The chief told me [on 2 May] that the cranes were old.”", "The chief", "that the cranes were old"),
    ("“My voters ask me whether the cranes are old.”", "My voters", "whether the cranes are old"),
    ("“I asked the minister for money, and he has told me that it will be there.”", "he", "that it will be there"),
    ("“Those who tell us that the cranes are old are lying.”", "Those", "that the cranes are old"),
]

NONE = [
    "“I am not saying that the cranes are old.”",
    "“Nobody told us that the cranes were old.”",
    "“If the council says that the cranes are old, we stop.”",
    "“The board knows where my office is.”",
    "“The workers want to go home.”",
    "“They hope that it is over.”",
]


@pytest.mark.parametrize(("text", "expected"), INDIRECT)
def test_reports_inside_indirect_speech(text: str, expected: Chain) -> None:
    assert chain(text) == expected


@pytest.mark.parametrize(("said", "source", "content"), DIRECT)
def test_reports_inside_direct_speech(said: str, source: str, content: str) -> None:
    outer, inner = chain(f"Brandvold said: {said}")
    assert outer[0] == "Brandvold"
    assert (inner[0], inner[2]) == (source, content)


@pytest.mark.parametrize("said", NONE)
def test_what_is_no_report_of_another(said: str) -> None:
    assert len(statements(f"Brandvold said: {said}")) == 1


def test_those_who_say_it_end_before_the_quotation() -> None:
    found = chain("Those who tell us that the cranes are old “are lying to you and to me”, Kallweit said.")
    assert found[-1] == ("Those", "tell", "that the cranes are old")


def test_two_reports_side_by_side() -> None:
    found = statements(
        "Brandvold said: “She told me in May that there was money, and in June she told me that it was gone.”"
    )
    outer, *inner = [s for s, _ in found]
    assert [cut(found[0][1], s.content) for s in inner] == ["that there was money", "that it was gone"]
    assert all(s.inside == outer.id for s in inner)


def test_a_joined_promise_belongs_to_whom_it_is_told_of() -> None:
    found = statements("Kallweit said that Trusov had told her that it was late and had promised a new crane.")
    assert [(cut(whole, s.source), cut(whole, s.content)) for s, whole in found][1:] == [
        ("Trusov", "that it was late"),
        ("Trusov", "a new crane"),
    ]


@pytest.mark.parametrize(
    ("language", "text", "content"),
    [
        ("es", "«La ministra me ha dicho que hay dinero», añadió Ruiz.", "que hay dinero"),
        ("es", "«Me ha dicho que hay dinero», añadió Ruiz.", "que hay dinero"),
        ("it", "Bassi ha risposto: «La presidente mi ha detto a maggio che ci sono i soldi».", "che ci sono i soldi"),
        (
            "it",
            "La sindaca ha detto che il ministro le ha promesso che i soldi arriveranno.",
            "che i soldi arriveranno",
        ),
        ("es", "La alcaldesa dijo que el ministro le había asegurado que hay dinero.", "que hay dinero"),
        ("de", "Kallweit sagte, der Minister habe ihr mitgeteilt, dass das Geld komme.", "dass das Geld komme"),
        ("de", "Kallweit sagte, dass der Minister ihr mitgeteilt habe, dass das Geld komme.", "dass das Geld komme"),
        ("de", "„Der Minister hat mir gesagt, dass das Geld kommt“, sagte Kallweit.", "dass das Geld kommt"),
        ("fr", "La maire a dit que le ministre lui avait dit que le pont était sûr.", "que le pont était sûr"),
        ("fr", "« Le ministre m’a dit que l’argent viendra », a déclaré la maire.", "que l’argent viendra"),
        ("fr", "D’après le journal Le Phare, la maire a assuré que le pont est sûr.", "que le pont est sûr"),
        ("pt", "A prefeita disse que o ministro lhe garantiu que o dinheiro virá.", "que o dinheiro virá"),
        ("nl", "Kallweit zei dat de minister haar had verteld dat het geld er komt.", "dat het geld er komt"),
        ("pl", "Nowak powiedziała, że minister obiecał jej, że pieniądze będą.", "że pieniądze będą"),
        ("uk", "Коваль сказала, що міністр повідомив їй, що гроші будуть.", "що гроші будуть"),
        ("uk", "Як повідомляє агентство «Порт», Коваль заявила, що міст безпечний.", "що міст безпечний"),
        ("ru", "Коваль сказала, что министр сообщил ей, что деньги будут.", "что деньги будут"),
        ("ru", "Как сообщает агентство «Порт», Коваль заявила, что мост безопасен.", "что мост безопасен"),
    ],
)
def test_other_languages(language: str, text: str, content: str) -> None:
    assert chain(text, language)[-1][2] == content


def test_words_in_indirect_speech_are_indirect_inside_a_quotation() -> None:
    (_, _), (inner, _) = statements("Brandvold said: “Trusov told me that the cranes were old.”")
    assert inner.manner.value == "indirect"


@given(press_text())
def test_links_lead_out_and_words_lie_inside(text: str) -> None:
    p = paragraph_of(text)
    found = with_nested(reports_in(p, "en", None, None), lambda _: p, "en")
    for number, report in enumerate(found):
        depth, at = 0, number
        while (outer := found[at].inside) is not None:
            depth, at = depth + 1, outer
        assert depth <= DEEPEST + 1
        if report.rule.startswith("inner "):
            outside = found[report.inside or 0].content
            assert all(any(span.covers(part) for span in outside) for part in (*report.content, *report.cue))
