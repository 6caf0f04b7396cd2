"""Lines that are no part of an article, and sentences that look like them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.clean.credits import caption
from onrecord.clean.lines import LONGEST, is_prose, line_of
from onrecord.clean.phrases import phrases_of, small
from onrecord.clean.residue import (
    evidence,
    is_byline,
    is_counter,
    is_date,
    is_dateline,
    is_letterhead,
    related,
    shape,
)
from onrecord.words import languages, load

ENGLISH = phrases_of("en")
CODES = [code for code in languages() if load(code, "residue")]


@pytest.mark.parametrize("code", CODES)
def test_every_language_has_every_table(code: str) -> None:
    differ = {
        "journalists",
        "copulas",
        "predicates",
    }  # a language joins a name and what its bearer is, or has a word for both
    assert set(load(code, "residue")) - differ == set(load("en", "residue")) - differ
    assert set(load(code, "residue")) & {"journalists", "predicates"}


@pytest.mark.parametrize("code", CODES)
def test_phrases_are_written_as_they_are_compared(code: str) -> None:
    table = load(code, "residue")
    phrases = [*table["related"], *table["hints"]]
    phrases += [phrase for key in ("lines", "begins", "holds") for group in table[key].values() for phrase in group]
    assert [phrase for phrase in phrases if line_of(phrase).joined.strip() != small(phrase)] == []
    assert [phrase for phrase in phrases if phrase != phrase.lower()] == []


@pytest.mark.parametrize(
    "text",
    [
        "Subscribe to our newsletter and never miss a story",
        "Donate now to keep this site alive!",
        "The post Bridge stays shut appeared first on Harbour Herald.",
        "This article was translated by a machine and may contain errors.",
        "We use cookies to improve your visit",
        "Advertisement",
        "Follow us on Instagram",
        "Already a subscriber? Log in to continue reading",
        "Your email address will not be published. Required fields are marked",
    ],
)
def test_promotion_and_notices_are_residue_anywhere(text: str) -> None:
    assert evidence(line_of(text), ENGLISH, edge=False)


def test_what_ends_in_a_price_is_promotion_at_an_edge_only() -> None:
    line = line_of("Adopt a lamp post for €5")
    assert evidence(line, ENGLISH, edge=True)
    assert not evidence(line, ENGLISH, edge=False)
    assert not evidence(line_of("The council will pay €5 million"), ENGLISH, edge=True)


def test_a_notice_of_translation_in_other_words_is_found_at_an_edge() -> None:
    line = line_of("The text was rendered by translation software and may be wrong.")
    assert evidence(line, ENGLISH, edge=True)
    assert not evidence(line, ENGLISH, edge=False)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("de", "Jetzt Newsletter abonnieren und nichts verpassen"),
        ("fr", "Cet article a été traduit automatiquement et peut contenir des erreurs"),
        ("es", "Suscríbete a nuestro boletín"),
        ("it", "Seguici su Facebook e iscriviti alla nostra newsletter"),
        ("pt", "Assine nossa newsletter"),
        ("nl", "Schrijf je in voor onze nieuwsbrief"),
        ("pl", "Zapisz się na nasz newsletter"),
        ("uk", "Підписуйтесь на наш канал у Telegram"),
        ("ru", "Подписывайтесь на наш канал в Telegram"),
        ("tr", "Bültenimize abone olun"),
    ],
)
def test_promotion_in_the_other_languages(code: str, text: str) -> None:
    assert evidence(line_of(text), phrases_of(code), edge=True)


@pytest.mark.parametrize(
    "text",
    [
        "The charity asked people to donate blood after the crash.",
        "Readers subscribe to the theory that the mayor knew all along.",
        "“Sign up today and you will be fine,” he told recruits.",
        "She watched the video twice before she called the police.",
        "Video of the arrest was shown to the jury on Tuesday.",
        "You have to wonder what the committee was thinking.",
        "The company said its cookies contain no nuts.",
        "Translation is an art, the novelist told the audience in Turin.",
        "By our count, the party lost nine seats.",
    ],
)
def test_sentences_about_such_things_stay(text: str) -> None:
    line = line_of(text)
    assert shape(line, ENGLISH) is None
    assert evidence(line, ENGLISH, edge=False) is None
    assert caption(line, ENGLISH) is None


@pytest.mark.parametrize(
    "text", ["4405 views 14 comment(s)", "12 comments", "Comments: 3", "3 min read", "1,204 shares"]
)
def test_counters(text: str) -> None:
    assert is_counter(line_of(text), ENGLISH)


@pytest.mark.parametrize("text", ["12 people were hurt", "Views differ", "Three comments", "2025"])
def test_no_counters(text: str) -> None:
    assert not is_counter(line_of(text), ENGLISH)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Wednesday"),
        ("en", "12 hours ago"),
        ("en", "Published: Friday"),
        ("en", "Tuesday November 18"),
        ("en", "Yesterday, 23:10"),
        ("en", "2025-03-04 10:15"),
        ("de", "Stand: 12.03.2026, 17:05 Uhr"),
        ("es", "21/10/2025 19:42h"),
        ("uk", "12 вересня, 20:45"),
    ],
)
def test_bare_dates(code: str, text: str) -> None:
    assert is_date(line_of(text), phrases_of(code))
    assert not is_dateline(line_of(text), phrases_of(code))


def test_a_place_with_a_date_is_a_dateline_and_stays() -> None:
    line = line_of("Riga, 12 March 2026")
    assert is_dateline(line, ENGLISH)
    assert not is_date(line, ENGLISH)


@pytest.mark.parametrize(
    "text", ["By Ann Dubois and Karl Weiss", "Ann Dubois, Harbour Herald", "By Ann Dubois, in Lisbon", "Ann Dubois"]
)
def test_bylines(text: str) -> None:
    assert is_byline(line_of(text), ENGLISH)


@pytest.mark.parametrize(
    "text", ["By the time he left, it was dark", "Harbour closed until further notice", "He's back."]
)
def test_no_bylines(text: str) -> None:
    assert not is_byline(line_of(text), ENGLISH)


def test_a_letterhead_is_an_institution_without_a_sentence() -> None:
    assert is_letterhead(line_of("MINISTRY OF FISHERIES"), ENGLISH)
    assert not is_letterhead(line_of("The ministry of fisheries declined to say more."), ENGLISH)


@pytest.mark.parametrize(
    "text",
    ["Ann Dubois, Photo: REUTERS", "The bridge at night. Photograph by Karl Weiss", "Handout/Reuters", "Foto: dpa"],
)
def test_picture_credits(text: str) -> None:
    assert caption(line_of(text), phrases_of("de"))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Read also", "list"),
        ("Related articles:", "list"),
        ("READ MORE: Ferry stuck again", "item"),
        ("More than half of them stayed.", None),
        ("Related to the mayor by marriage, she resigned.", None),
    ],
)
def test_pointers_to_other_articles(text: str, kind: str | None) -> None:
    assert related(line_of(text), ENGLISH) == kind


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Home » Money » Mortgages", "breadcrumbs"),
        ("News | Sport | Weather", "breadcrumbs"),
        ("* * *", "separator"),
        ("© 2024 Harbour Herald", "copyright"),
        ("https://example.org/a", "address"),
        ("The whole report (PDF, 3 pages)", "file to fetch"),
        ("The whole report (212 KB)", "file to fetch"),
    ],
)
def test_shapes(text: str, reason: str) -> None:
    basis = shape(line_of(text), ENGLISH)
    assert basis
    assert basis.rule == reason


@given(st.text(max_size=3 * LONGEST), st.sampled_from(CODES))
def test_scores_are_shares_and_judging_never_fails(text: str, code: str) -> None:
    line, phrases = line_of(text), phrases_of(code)
    for basis in (shape(line, phrases), caption(line, phrases), evidence(line, phrases, edge=True)):
        assert basis is None or (0 < basis.score <= 1 and basis.rule)


def test_a_very_long_line_is_prose() -> None:
    assert is_prose(line_of("word " * LONGEST))


@pytest.mark.parametrize(
    ("code", "text", "found"),
    [
        ("en", "Ada Marek is a reporter covering the harbour.", True),
        ("en", "The author is a freelance writer who lives by the sea.", True),
        ("en", "The author is still wanted by the police.", False),
        ("en", "Ada Marek is the mayor of the town.", False),
        ("en", "“Ada Marek is a reporter,” he said.", False),
        ("fr", "L'auteur est toujours en fuite.", False),
        ("fr", "L'autrice est journaliste à Brest.", True),
        ("tr", "Halide Duman ulaşım muhabiridir.", True),
        ("uk", "Галина Дубова — журналістка відділу транспорту.", True),
    ],
)
def test_who_wrote_it_is_told_at_an_edge(code: str, text: str, found: bool) -> None:
    phrases = phrases_of(code)
    assert (evidence(line_of(text), phrases, edge=True) is not None) is found
    assert evidence(line_of(text), phrases, edge=False) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ada Marek / AGY", True),
        ("AGY/ Ada Marek", True),
        ("Photo Ada Marek / Agency", True),
        ("Silver / Black", False),
        ("Engine power PS/KW", False),
        ("Either/or", False),
        ("1/2", False),
    ],
)
def test_a_name_and_an_agency_credit_a_picture(text: str, found: bool) -> None:
    assert (caption(line_of(text), ENGLISH) is not None) is found
