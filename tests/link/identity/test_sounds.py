"""One name in the spellings of many presses is heard as one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.link.identity.sounds import LONGEST, gaps, readings

# Each row: one surname or given name as presses of several languages spell it, the original first.
HEARD = [
    "uk:зеленський ru:зеленский en:zelenskyy de:selenskyj pl:zełenski es:zelenski it:zelenskij tr:zelenskiy",
    "ru:хрущёв en:khrushchev de:chruschtschow fr:khrouchtchev pl:chruszczow nl:chroesjtsjov it:chruščëv tr:hruşçov",
    "ru:хрущёв es:jrushchov pt:khrushchov",
    "ru:шойгу en:shoigu de:schoigu fr:choïgou pl:szojgu nl:sjojgoe tr:şoygu es:shoigú pt:shoigu",
    "ru:жуков en:zhukov de:schukow fr:joukov pl:żukow nl:zjoekov tr:jukov it:žukov",
    "uk:порошенко en:poroshenko de:poroschenko fr:porochenko pl:poroszenko nl:porosjenko tr:poroşenko pt:porochenko",
    "uk:залужний en:zaluzhnyi en:zaluzhny de:saluschnyj fr:zaloujny pl:załużny nl:zaloezjny tr:zalujnıy",
    "uk:кличко en:klychko en:klitschko fr:klitchko pl:kliczko nl:klytsjko tr:kliçko",
    "ru:путин uk:путін en:putin fr:poutine nl:poetin pl:putin",
    "ru:лавров en:lavrov de:lawrow pl:ławrow",
    "ru:кузнецов en:kuznetsov de:kusnezow fr:kouznetsov pl:kuzniecow it:kuznecov nl:koeznetsov",
    "ru:горбачёв en:gorbachev de:gorbatschow fr:gorbatchev pl:gorbaczow nl:gorbatsjov es:gorbachov tr:gorbaçov",
    "uk:гончаренко ru:гончаренко en:honcharenko en:goncharenko de:hontscharenko pl:honczarenko",
    "ru:юлия uk:юлія en:yulia en:iuliia de:julija fr:ioulia nl:joelia tr:yuliya",
    "ru:алексей en:alexei en:aleksey de:alexej fr:alexeï pl:aleksiej nl:aleksej",
    "ru:евгений en:yevgeny en:evgeny de:jewgeni nl:jevgeni fr:evgueni pl:jewgienij",
    "ru:джонсон en:johnson",
    "ru:елена en:yelena en:elena de:jelena",
    "uk:янукович en:yanukovych de:janukowytsch fr:ianoukovytch pl:janukowycz nl:janoekovytsj",
    "uk:шольц de:scholz en:scholz",
    "uk:трюдо en:trudeau fr:trudeau",
    "ru:эрдоган tr:erdoğan en:erdogan",
    "de:müller en:mueller en:muller",
]
APART = [
    ("en", "zelenska", "en", "zelensky"),
    ("en", "smith", "en", "schmidt"),
    ("de", "koch", "nl", "kok"),
    ("en", "merkel", "en", "markel"),
    ("uk", "янукович", "uk", "ющенко"),
    ("en", "chan", "en", "shan"),
    ("cs", "jana", "en", "anna"),
]


def alike(x: str, in_x: str, y: str, in_y: str) -> bool:
    return any(gaps(a, b) == 0 for a in readings(x, in_x) for b in readings(y, in_y))


@pytest.mark.parametrize("row", HEARD)
def test_spellings_of_one_name_are_heard_alike(row: str) -> None:
    (language, word), *others = (form.split(":") for form in row.split())
    assert [form for other, form in others if not alike(word, language, form, other)] == []


@pytest.mark.parametrize(("in_x", "x", "in_y", "y"), APART)
def test_other_names_are_not(in_x: str, x: str, in_y: str, y: str) -> None:
    assert not alike(x, in_x, y, in_y)


def test_words_in_other_scripts_have_no_sound() -> None:
    assert readings("习近平", "zh")[0].bones == "" if readings("习近平", "zh") else True
    assert readings("", "en") == ()


def test_a_language_without_habits_is_read_as_english() -> None:
    assert readings("shaw", "xx") == readings("shaw", "en") == readings("shaw", "spelt")


words = st.text(alphabet="abcdefghijklmnopqrstuvwxyzäöüßłñşčйцукенгшщзхїфівапролджєячсмитьбю'", max_size=60)


@given(words, st.sampled_from(["en", "de", "fr", "pl", "nl", "tr", "uk", "ru", "it", "es", "pt"]))
def test_any_word_can_be_read(word: str, language: str) -> None:
    for reading in readings(word, language):
        assert len(reading.vowels) == len(reading.bones) + 1
        assert len(reading.bones) <= 2 * LONGEST
        assert gaps(reading, reading) == 0


@given(words, words)
def test_likeness_has_no_direction(x: str, y: str) -> None:
    assert alike(x, "de", y, "en") == alike(y, "en", x, "de")
