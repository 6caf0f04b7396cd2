"""What the quantities of a sentence lend each other."""

from __future__ import annotations

import pytest

from tests.extract.figures.reading import figures


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("The army lost 300 tanks, of which 50 burned.", ["tanks", "tanks"]),
        ("There were 12 boats, and 3 of them sank.", ["boats", "boats"]),
        ("The storm killed 14 people and injured 32.", ["people", "people"]),
        ("Fourteen people were killed and more than 32 were hurt.", ["people", "people"]),
        ("They counted 460 boats, compared with 63 before.", ["boats", "boats"]),
        ("The yard has 1,200 workers, down from about 1,900.", ["workers", "workers"]),
        ("It went from 18 mpg to 24.", ["mpg"]),
        ("The budget grew 2 percent and 3 were left.", ["%", None]),
        ("Shares rose 6.5% to 164.", ["%", None]),
        ("It has 600 workers, almost half of them in Osterby.", ["workers", None]),
        ("It has 600 workers. By noon 30 had left.", ["workers", None]),
    ],
)
def test_a_unit_taken_from_the_figure_before(text: str, units: list[str | None]) -> None:
    assert [figure.unit for figure in figures(text)] == units


def test_a_lent_unit_says_so_and_is_doubtful() -> None:
    lender, borrower = figures("The army lost 300 tanks, of which 50 burned.")
    assert "before" in borrower.basis.detail
    assert borrower.basis.score < lender.basis.score


@pytest.mark.parametrize(
    ("text", "value", "of"),
    [
        ("Six of the nine members agreed.", 6, "the nine members"),
        ("More than 400 of the 1,100 ferries were late.", 400, "the 1,100 ferries"),
        ("Only 12 of the league's 30 teams won.", 12, "the league's 30 teams"),
    ],
)
def test_a_part_of_a_whole_is_one_figure(text: str, value: float, of: str) -> None:
    (figure,) = figures(text)
    assert (figure.value, figure.of) == (value, of)


@pytest.mark.parametrize(
    ("language", "text", "unit"),
    [
        ("de", "Die Werft hat 1.200 Mitarbeiter, davon 300 in Polen.", "Mitarbeiter"),
        ("fr", "Elle compte 1 200 salariés, dont 300 en Pologne.", "salariés"),
        ("es", "Murieron 43 personas y más de 200 resultaron heridas.", "personas"),
        ("it", "Ha 1.200 operai, di cui 300 in Polonia.", "operai"),
        ("pt", "Tem 1.200 barcos, dos quais 300 na Polónia.", "barcos"),
        ("nl", "Er zijn 1.200 boten, waarvan 300 in Polen.", "boten"),
        ("pl", "Było 1200 osób, z czego 300 w Gdyni.", "osób"),
        ("uk", "Прийшли 1200 людей, з них 300 в Одесі.", "людей"),
        ("ru", "Пришли 1200 человек, из них 300 в Самаре.", "человек"),
    ],
)
def test_other_languages(language: str, text: str, unit: str) -> None:
    assert [figure.unit for figure in figures(text, language)] == [unit, unit]
