"""The language of a page by its function words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.clean.language import UNKNOWN, language_of
from onrecord.words import languages, load

SENTENCES = {
    "en": "The minister said on Monday that the bridge would not be opened before the end of the year.",
    "de": "Die Ministerin sagte am Montag, dass die Brücke nicht vor dem Ende des Jahres geöffnet werde.",
    "fr": "La ministre a déclaré lundi que le pont ne serait pas ouvert avant la fin de l'année.",
    "es": "La ministra dijo el lunes que el puente no se abrirá antes de que termine el año.",
    "it": "La ministra ha detto lunedì che il ponte non sarà aperto prima della fine dell'anno.",
    "pt": "A ministra disse na segunda-feira que a ponte não será aberta antes do fim do ano.",
    "nl": "De minister zei maandag dat de brug niet voor het einde van het jaar wordt geopend.",
    "pl": "Minister powiedziała w poniedziałek, że most nie zostanie otwarty przed końcem roku.",
    "uk": "Міністерка сказала в понеділок, що міст не відкриють до кінця року.",
    "ru": "Министр сказала в понедельник, что мост не откроют до конца года.",
    "tr": "Bakan pazartesi günü köprünün yıl sonundan önce açılmayacağını ve bunun için bir neden olduğunu söyledi.",
}


def test_there_is_a_sentence_for_every_language_that_has_tables() -> None:
    assert set(SENTENCES) == {language for language in languages() if load(language, "common")}


@pytest.mark.parametrize(("language", "sentence"), SENTENCES.items())
def test_one_sentence_is_enough(language: str, sentence: str) -> None:
    assert language_of(sentence) == language


@pytest.mark.parametrize("text", ["", "12 34", "Lorem ipsum dolor", "東京で記者会見が開かれた。"])
def test_what_no_table_explains_is_undetermined(text: str) -> None:
    assert language_of(text) == UNKNOWN


@given(st.text())
def test_the_answer_is_a_code_and_stays_the_same(text: str) -> None:
    assert language_of(text) == language_of(text)
    assert language_of(text) in {UNKNOWN, *SENTENCES}
