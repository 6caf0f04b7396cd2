"""Statements in the ten languages beside English: sentences that each show one way of crediting words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import words
from onrecord.extract.statements import statements_of
from onrecord.types import Article, Basis, Block, BlockKind, Manner, Span, Statement

DIRECT, MIXED, INDIRECT = Manner.DIRECT, Manner.MIXED, Manner.INDIRECT
Wanted = tuple[str, Manner, str | None]
"""Content (parts joined by a bar), manner, and the speaker's name, None where nobody can be told."""

CASES: dict[str, list[tuple[str, list[Wanted]]]] = {
    "de": [
        ("Der Preis stieg auf drei Euro, die Nachfrage gab nach.", []),
        (
            "„Das wird teuer werden“, unkte Minister Jonas Uhde.",
            [("„Das wird teuer werden“", DIRECT, "Jonas Uhde")],
        ),
        (
            "„Wir bauen die Brücke noch in diesem Jahr“, sagte Bürgermeisterin Lotte Harms.",
            [("„Wir bauen die Brücke noch in diesem Jahr“", DIRECT, "Lotte Harms")],
        ),
        (
            "»Das Geld reicht nicht«, erklärte Minister Jonas Uhde am Montag in Kiel.",
            [("»Das Geld reicht nicht«", DIRECT, "Jonas Uhde")],
        ),
        (
            "Minister Jonas Uhde sagte: „Das Geld reicht nicht.“",
            [("„Das Geld reicht nicht.“", DIRECT, "Jonas Uhde")],
        ),
        (
            "Die Ministerin Frauke Lenz betonte am Dienstag, dass der Hafen offen bleibt.",
            [("dass der Hafen offen bleibt", INDIRECT, "Frauke Lenz")],
        ),
        (
            "Der Hafen sei sicher, sagte die Ministerin Frauke Lenz.",
            [("Der Hafen sei sicher", INDIRECT, "Frauke Lenz")],
        ),
        (
            "Ministerin Frauke Lenz sagte, der Hafen sei sicher. Die Kräne müsse man erneuern.",
            [
                ("der Hafen sei sicher", INDIRECT, "Frauke Lenz"),
                ("Die Kräne müsse man erneuern", INDIRECT, "Frauke Lenz"),
            ],
        ),
        (
            "Im Gespräch mit dem Boten verteidigte Trainer Udo Kranz die Spieler: „Keiner hat aufgegeben.“",
            [("„Keiner hat aufgegeben.“", DIRECT, "Udo Kranz")],
        ),
        (
            "„Der Deich hält“, so der Sprecher Enno Tamm. „Er hält seit hundert Jahren.“",
            [("„Der Deich hält“", DIRECT, "Enno Tamm"), ("„Er hält seit hundert Jahren.“", DIRECT, "Enno Tamm")],
        ),
        (
            "Laut Professor Hinrich Bohm steigt der Pegel weiter.",
            [("steigt der Pegel weiter", INDIRECT, "Hinrich Bohm")],
        ),
        (
            "Der Polizei zufolge wurde niemand verletzt.",
            [("wurde niemand verletzt", INDIRECT, "Polizei")],
        ),
        (
            "Der Deich müsse erneuert werden, wie Sprecher Enno Tamm am Abend mitteilte.",
            [("Der Deich müsse erneuert werden", INDIRECT, "Enno Tamm")],
        ),
        ("Die Brücke wurde im Mai gesperrt. Der Verkehr rollt über die alte Fähre.", []),
        ("Das Stück „Der lange Sommer“ läuft bis Freitag im Theater.", []),
    ],
    "fr": [
        ("Le plan fait débat, et le club compte deux gardiens.", []),
        (
            "« Ce sera très cher », s'étrangle le ministre Basile Crozet.",
            [("« Ce sera très cher »", DIRECT, "Basile Crozet")],
        ),
        (
            "« Nous rouvrirons le pont au printemps », a déclaré la maire Odile Ferrand.",
            [("« Nous rouvrirons le pont au printemps »", DIRECT, "Odile Ferrand")],
        ),
        (
            "La maire Odile Ferrand a parlé. « Le pont tiendra », a-t-elle assuré.",
            [("« Le pont tiendra »", DIRECT, "Odile Ferrand")],
        ),
        (
            "La maire Odile Ferrand est venue. « Le pont tiendra, a-t-elle dit, et la route aussi. »",
            [("« Le pont tiendra|et la route aussi. »", DIRECT, "Odile Ferrand")],
        ),
        (
            "Le ministre Basile Crozet a affirmé que le port resterait ouvert.",
            [("que le port resterait ouvert", INDIRECT, "Basile Crozet")],
        ),
        (
            "Le capitaine Basile Crozet explique : « La mer était calme. »",
            [("« La mer était calme. »", DIRECT, "Basile Crozet")],
        ),
        (
            "Selon le ministre Basile Crozet, le port resterait ouvert.",
            [("le port resterait ouvert", INDIRECT, "Basile Crozet")],
        ),
        (
            "Le port restera ouvert, a indiqué le ministre Basile Crozet.",
            [("Le port restera ouvert", INDIRECT, "Basile Crozet")],
        ),
        (
            "Le ministre Basile Crozet a précisé que les digues seraient « contrôlées chaque mois ».",
            [("que les digues seraient « contrôlées chaque mois »", MIXED, "Basile Crozet")],
        ),
        (
            "Comme l'a dit le ministre Basile Crozet, le port restera ouvert.",
            [("le port restera ouvert", INDIRECT, "Basile Crozet")],
        ),
        (
            "— Nous sommes partis à six heures — dit Basile Crozet.",
            [("Nous sommes partis à six heures", DIRECT, "Basile Crozet")],
        ),
        ("Le pont a été fermé en mai. Les voitures prennent le bac.", []),
        ("Le film « La longue nuit » sort mercredi dans les salles.", []),
    ],
    "es": [
        ("La calle que señala el mapa no existe.", []),
        (
            "«Esto saldrá muy caro», bramó el ministro Tadeo Bravo.",
            [("«Esto saldrá muy caro»", DIRECT, "Tadeo Bravo")],
        ),
        (
            "«Abriremos el puente en primavera», afirmó la alcaldesa Inés Quiroga.",
            [("«Abriremos el puente en primavera»", DIRECT, "Inés Quiroga")],
        ),
        (
            "La alcaldesa Inés Quiroga afirmó que el puente es seguro. «Lo hemos revisado dos veces», añadió.",
            [
                ("que el puente es seguro", INDIRECT, "Inés Quiroga"),
                ("«Lo hemos revisado dos veces»", DIRECT, "Inés Quiroga"),
            ],
        ),
        (
            "“El puente es seguro”, dijo el ministro Tadeo Bravo, “y lo seguirá siendo”.",
            [("“El puente es seguro”|“y lo seguirá siendo”", DIRECT, "Tadeo Bravo")],
        ),
        (
            "El ministro Tadeo Bravo aseguró en rueda de prensa que el puerto no cerrará.",
            [("que el puerto no cerrará", INDIRECT, "Tadeo Bravo")],
        ),
        (
            "El ministro Tadeo Bravo dijo: «No habrá despidos».",
            [("«No habrá despidos»", DIRECT, "Tadeo Bravo")],
        ),
        (
            "Según el ministro Tadeo Bravo, el puerto no cerrará.",
            [("el puerto no cerrará", INDIRECT, "Tadeo Bravo")],
        ),
        (
            "El ministro Tadeo Bravo dijo haber leído el informe completo.",
            [("haber leído el informe completo", INDIRECT, "Tadeo Bravo")],
        ),
        (
            "El puerto no cerrará, según explicó el ministro Tadeo Bravo.",
            [("El puerto no cerrará", INDIRECT, "Tadeo Bravo")],
        ),
        (
            "—No habrá despidos —dijo Tadeo Bravo—. Lo prometo a todos.",
            [("No habrá despidos", DIRECT, "Tadeo Bravo"), ("Lo prometo a todos.", DIRECT, "Tadeo Bravo")],
        ),
        (
            "El ministro Tadeo Bravo le dijo a la prensa que «no habrá despidos» este año.",
            [("que «no habrá despidos» este año", MIXED, "Tadeo Bravo")],
        ),
        ("El puente se cerró en mayo. Los coches usan el transbordador.", []),
        ("La película «La larga noche» se estrena el viernes.", []),
    ],
    "it": [
        (
            "«Ci costerà molto caro», sbuffa il ministro Tullio Brandi.",
            [("«Ci costerà molto caro»", DIRECT, "Tullio Brandi")],
        ),
        (
            "«Riapriremo il ponte in primavera», ha detto la sindaca Ornella Vezzali.",
            [("«Riapriremo il ponte in primavera»", DIRECT, "Ornella Vezzali")],
        ),
        (
            "La sindaca Ornella Vezzali ha spiegato che il ponte è sicuro. «Lo abbiamo controllato», ha aggiunto.",
            [
                ("che il ponte è sicuro", INDIRECT, "Ornella Vezzali"),
                ("«Lo abbiamo controllato»", DIRECT, "Ornella Vezzali"),
            ],
        ),
        (
            "«Il ponte è sicuro – ha detto il ministro Tullio Brandi – e lo sarà sempre».",
            [("«Il ponte è sicuro|e lo sarà sempre»", DIRECT, "Tullio Brandi")],
        ),
        (
            "Il ministro Tullio Brandi ha risposto: «Non ci saranno tagli».",
            [("«Non ci saranno tagli»", DIRECT, "Tullio Brandi")],
        ),
        (
            "Secondo il ministro Tullio Brandi, il porto resterà aperto.",
            [("il porto resterà aperto", INDIRECT, "Tullio Brandi")],
        ),
        (
            "Il ministro Tullio Brandi ha detto di non aver letto la relazione.",
            [("di non aver letto la relazione", INDIRECT, "Tullio Brandi")],
        ),
        (
            "Come ha ricordato il ministro Tullio Brandi, il porto è del 1911.",
            [("il porto è del 1911", INDIRECT, "Tullio Brandi")],
        ),
        (
            "L'allenatore Tullio Brandi lo ha ammesso: «Abbiamo giocato male».",
            [("«Abbiamo giocato male»", DIRECT, "Tullio Brandi")],
        ),
        (
            "Il ministro Tullio Brandi ha assicurato che i treni saranno «puntuali e puliti».",
            [("che i treni saranno «puntuali e puliti»", MIXED, "Tullio Brandi")],
        ),
        ("Il ponte è stato chiuso a maggio. Le auto prendono il traghetto.", []),
        ("Il romanzo «La lunga notte» esce venerdì in libreria.", []),
    ],
    "pt": [
        (
            "“Isto vai sair caro”, bradou o ministro Abel Taveira.",
            [("“Isto vai sair caro”", DIRECT, "Abel Taveira")],
        ),
        (
            "“Vamos reabrir a ponte na primavera”, disse a prefeita Iolanda Freire.",
            [("“Vamos reabrir a ponte na primavera”", DIRECT, "Iolanda Freire")],
        ),
        (
            "A prefeita Iolanda Freire afirmou que a ponte é segura. “Foi vistoriada duas vezes”, acrescentou.",
            [
                ("que a ponte é segura", INDIRECT, "Iolanda Freire"),
                ("“Foi vistoriada duas vezes”", DIRECT, "Iolanda Freire"),
            ],
        ),
        (
            "«O porto não fecha», garantiu o ministro Abel Taveira, «nem este ano nem no próximo».",
            [("«O porto não fecha»|«nem este ano nem no próximo»", DIRECT, "Abel Taveira")],
        ),
        (
            "O ministro Abel Taveira respondeu: “Não haverá cortes.”",
            [("“Não haverá cortes.”", DIRECT, "Abel Taveira")],
        ),
        (
            "Segundo o ministro Abel Taveira, o porto não fecha.",
            [("o porto não fecha", INDIRECT, "Abel Taveira")],
        ),
        (
            "De acordo com o ministro Abel Taveira, o porto não fecha.",
            [("o porto não fecha", INDIRECT, "Abel Taveira")],
        ),
        (
            "O porto não fecha, como explicou o ministro Abel Taveira.",
            [("O porto não fecha", INDIRECT, "Abel Taveira")],
        ),
        (
            "— O porto não fecha — disse Abel Taveira. — Prometo a todos.",
            [("O porto não fecha", DIRECT, "Abel Taveira"), ("Prometo a todos.", DIRECT, "Abel Taveira")],
        ),
        (
            "O ministro Abel Taveira disse em entrevista coletiva que os trens serão “pontuais”.",
            [("que os trens serão “pontuais”", MIXED, "Abel Taveira")],
        ),
        ("A ponte foi fechada em maio. Os carros usam a balsa.", []),
        ("O filme “A longa noite” estreia na sexta.", []),
    ],
    "nl": [
        ("De club stelt een nieuwe trainer aan.", []),
        (
            "“Dit wordt erg duur”, bromde minister Wiebe Kooistra.",
            [("“Dit wordt erg duur”", DIRECT, "Wiebe Kooistra")],
        ),
        (
            "“We openen de brug in het voorjaar”, zei burgemeester Geertje Smalbrugge.",
            [("“We openen de brug in het voorjaar”", DIRECT, "Geertje Smalbrugge")],
        ),
        (
            "„De brug is veilig”, aldus minister Wiebe Kooistra.",
            [("„De brug is veilig”", DIRECT, "Wiebe Kooistra")],
        ),
        (
            "‘De brug is veilig’, zegt minister Wiebe Kooistra. ‘Dat blijft zo.’",
            [("‘De brug is veilig’", DIRECT, "Wiebe Kooistra"), ("‘Dat blijft zo.’", DIRECT, "Wiebe Kooistra")],
        ),
        (
            "Minister Wiebe Kooistra zei dinsdag dat de haven open blijft.",
            [("dat de haven open blijft", INDIRECT, "Wiebe Kooistra")],
        ),
        (
            "Volgens minister Wiebe Kooistra blijft de haven open.",
            [("blijft de haven open", INDIRECT, "Wiebe Kooistra")],
        ),
        (
            "Minister Wiebe Kooistra antwoordde: “Er komen geen ontslagen.”",
            [("“Er komen geen ontslagen.”", DIRECT, "Wiebe Kooistra")],
        ),
        (
            "Dinsdag waarschuwde minister Wiebe Kooistra dat de dijk te laag is.",
            [("dat de dijk te laag is", INDIRECT, "Wiebe Kooistra")],
        ),
        (
            "De haven blijft open, zoals minister Wiebe Kooistra maandag zei.",
            [("De haven blijft open", INDIRECT, "Wiebe Kooistra")],
        ),
        (
            "Minister Wiebe Kooistra benadrukte dat de treinen “op tijd en schoon” zijn.",
            [("dat de treinen “op tijd en schoon” zijn", MIXED, "Wiebe Kooistra")],
        ),
        ("De brug ging in mei dicht. Auto's nemen de veerpont.", []),
        ("De film “De lange nacht” draait vanaf vrijdag.", []),
    ],
    "pl": [
        ("Podał piłkę do kolegi – a ten strzelił.", []),
        (
            "„To będzie bardzo drogie” – burknął minister Zenon Gawlik.",
            [("„To będzie bardzo drogie”", DIRECT, "Zenon Gawlik")],
        ),
        (
            "„Otworzymy most na wiosnę” – powiedziała burmistrz Halina Wrońska.",
            [("„Otworzymy most na wiosnę”", DIRECT, "Halina Wrońska")],
        ),
        (
            "– Most jest bezpieczny – powiedział minister Zenon Gawlik. – Sprawdziliśmy go dwa razy.",
            [("Most jest bezpieczny", DIRECT, "Zenon Gawlik"), ("Sprawdziliśmy go dwa razy.", DIRECT, "Zenon Gawlik")],
        ),
        (
            "Minister Zenon Gawlik zapewnił, że port nie zostanie zamknięty. „Nie ma takich planów” – dodał.",
            [
                ("że port nie zostanie zamknięty", INDIRECT, "Zenon Gawlik"),
                ("„Nie ma takich planów”", DIRECT, "Zenon Gawlik"),
            ],
        ),
        (
            "Minister Zenon Gawlik odpowiedział: „Nie będzie zwolnień”.",
            [("„Nie będzie zwolnień”", DIRECT, "Zenon Gawlik")],
        ),
        (
            "Według ministra Zenona Gawlika port nie zostanie zamknięty.",
            [("port nie zostanie zamknięty", INDIRECT, None)],
        ),
        (
            "Minister Zenon Gawlik poinformował we wtorek w rozmowie z „Kurierem”, że port nie zostanie zamknięty.",
            [("że port nie zostanie zamknięty", INDIRECT, "Zenon Gawlik")],
        ),
        (
            "Minister Zenon Gawlik przyszedł na posiedzenie. Jego zdaniem most jest bezpieczny.",
            [("most jest bezpieczny", INDIRECT, "Zenon Gawlik")],
        ),
        (
            "Jak powiedział minister Zenon Gawlik, port nie zostanie zamknięty.",
            [("port nie zostanie zamknięty", INDIRECT, "Zenon Gawlik")],
        ),
        (
            "Port nie zostanie zamknięty. Poinformował o tym minister Zenon Gawlik.",
            [("Port nie zostanie zamknięty", INDIRECT, "Zenon Gawlik")],
        ),
        ("Most zamknięto w maju. Samochody korzystają z promu.", []),
        ("Film „Długa noc” wejdzie do kin w piątek.", []),
    ],
    "uk": [
        (
            "«Це буде дуже дорого», — буркнув міністр Богдан Левчук.",
            [("«Це буде дуже дорого»", DIRECT, "Богдан Левчук")],
        ),
        (
            "«Ми відкриємо міст навесні», — сказала мерка Соломія Гринько.",
            [("«Ми відкриємо міст навесні»", DIRECT, "Соломія Гринько")],
        ),
        (
            "— Міст безпечний, — сказав міністр Богдан Левчук. — Ми перевірили його двічі.",
            [("Міст безпечний", DIRECT, "Богдан Левчук"), ("Ми перевірили його двічі.", DIRECT, "Богдан Левчук")],
        ),
        (
            "Міністр Богдан Левчук заявив, що порт не закриють. «Таких планів немає», — додав він.",
            [
                ("що порт не закриють", INDIRECT, "Богдан Левчук"),
                ("«Таких планів немає»", DIRECT, "Богдан Левчук"),
            ],
        ),
        (
            "Міністр Богдан Левчук відповів: «Звільнень не буде».",
            [("«Звільнень не буде»", DIRECT, "Богдан Левчук")],
        ),
        (
            "Міністр Богдан Левчук приїхав до порту. За його словами, міст безпечний.",
            [("міст безпечний", INDIRECT, "Богдан Левчук")],
        ),
        (
            "Порт не закриють. Про це повідомив міністр Богдан Левчук.",
            [("Порт не закриють", INDIRECT, "Богдан Левчук")],
        ),
        (
            "Порт не закриють, повідомив міністр Богдан Левчук.",
            [("Порт не закриють", INDIRECT, "Богдан Левчук")],
        ),
        (
            "Як сказав міністр Богдан Левчук, порт не закриють.",
            [("порт не закриють", INDIRECT, "Богдан Левчук")],
        ),
        (
            "Міністр Богдан Левчук пообіцяв, що поїзди ходитимуть «вчасно й часто».",
            [("що поїзди ходитимуть «вчасно й часто»", MIXED, "Богдан Левчук")],
        ),
        ("Міст закрили у травні. Машини їздять поромом.", []),
        ("Фільм «Довга ніч» вийде у п'ятницю.", []),
    ],
    "ru": [
        ("Он передал мяч партнёру — и тот забил.", []),
        (
            "«Это будет очень дорого», — буркнул министр Глеб Ярцев.",
            [("«Это будет очень дорого»", DIRECT, "Глеб Ярцев")],
        ),
        (
            "«Мы откроем мост весной», — сказала мэр Таисия Ларионова.",
            [("«Мы откроем мост весной»", DIRECT, "Таисия Ларионова")],
        ),
        (
            "— Мост безопасен, — сказал министр Глеб Ярцев. — Мы проверили его дважды.",
            [("Мост безопасен", DIRECT, "Глеб Ярцев"), ("Мы проверили его дважды.", DIRECT, "Глеб Ярцев")],
        ),
        (
            "Министр Глеб Ярцев заявил, что порт не закроют. «Таких планов нет», — добавил он.",
            [("что порт не закроют", INDIRECT, "Глеб Ярцев"), ("«Таких планов нет»", DIRECT, "Глеб Ярцев")],
        ),
        (
            "Министр Глеб Ярцев ответил: «Увольнений не будет».",
            [("«Увольнений не будет»", DIRECT, "Глеб Ярцев")],
        ),
        (
            "Министр Глеб Ярцев приехал в порт. По его словам, мост безопасен.",
            [("мост безопасен", INDIRECT, "Глеб Ярцев")],
        ),
        (
            "Порт не закроют. Об этом сообщил министр Глеб Ярцев.",
            [("Порт не закроют", INDIRECT, "Глеб Ярцев")],
        ),
        (
            "Порт не закроют, сообщил министр Глеб Ярцев.",
            [("Порт не закроют", INDIRECT, "Глеб Ярцев")],
        ),
        (
            "Как отметил министр Глеб Ярцев, порт не закроют.",
            [("порт не закроют", INDIRECT, "Глеб Ярцев")],
        ),
        (
            "Министр Глеб Ярцев пообещал, что поезда будут ходить «вовремя и часто».",
            [("что поезда будут ходить «вовремя и часто»", MIXED, "Глеб Ярцев")],
        ),
        ("Мост закрыли в мае. Машины ездят паромом.", []),
        ("Фильм «Долгая ночь» выйдет в пятницу.", []),
    ],
    "tr": [
        (
            "Bakan Cevdet Aksoy, “Köprüyü ilkbaharda açacağız” dedi.",
            [("“Köprüyü ilkbaharda açacağız”", DIRECT, "Cevdet Aksoy")],
        ),
        (
            "Bakan Cevdet Aksoy, köprünün güvenli olduğunu söyledi.",
            [("köprünün güvenli olduğunu", INDIRECT, "Cevdet Aksoy")],
        ),
        (
            "Bakan Cevdet Aksoy, “Liman kapanmayacak” diye konuştu. “Böyle bir plan yok” dedi.",
            [("“Liman kapanmayacak”", DIRECT, "Cevdet Aksoy"), ("“Böyle bir plan yok”", DIRECT, "Cevdet Aksoy")],
        ),
        (
            "Bakan Cevdet Aksoy'a göre, liman kapanmayacak.",
            [("liman kapanmayacak", INDIRECT, "Cevdet Aksoy")],
        ),
        (
            "Bakan Cevdet Aksoy şöyle konuştu: “İşten çıkarma olmayacak.”",
            [("“İşten çıkarma olmayacak.”", DIRECT, "Cevdet Aksoy")],
        ),
        (
            "“Liman kapanmayacak” diyen Bakan Cevdet Aksoy, “Söz veriyorum” ifadelerini kullandı.",
            [("“Liman kapanmayacak”", DIRECT, "Cevdet Aksoy"), ("“Söz veriyorum”", DIRECT, "Cevdet Aksoy")],
        ),
        (
            "Başkan Nermin Tezcan, bütçenin yetersiz kaldığını belirtti.",
            [("bütçenin yetersiz kaldığını", INDIRECT, "Nermin Tezcan")],
        ),
        (
            "“Bütçe yetersiz” dedi Başkan Nermin Tezcan.",
            [("“Bütçe yetersiz”", DIRECT, "Nermin Tezcan")],
        ),
        (
            "Başkan Nermin Tezcan, trenlerin “zamanında ve temiz” olacağını vurguladı.",
            [("trenlerin “zamanında ve temiz” olacağını", MIXED, "Nermin Tezcan")],
        ),
        ("Köprü mayısta kapandı. Arabalar feribotla geçiyor.", []),
        ("“Uzun Gece” filmi cuma günü gösterime giriyor.", []),
    ],
}
ROWS = [(language, text, wanted) for language, cases in CASES.items() for text, wanted in cases]


def read(text: str, language: str, *, titled: bool = False) -> tuple[Statement, ...]:
    basis = Basis("test", "", 1.0)
    blocks = tuple(
        Block(
            BlockKind.TITLE if titled and not match.start() else BlockKind.PARAGRAPH,
            Span(match.start(), match.end()),
            (),
            basis,
        )
        for match in re.finditer(r"[^\n]+", text)
    )
    return statements_of(
        Article("p", None, None, None, language, None, (), None, None, text, blocks, (), False),
    )


def told(text: str, language: str) -> list[Wanted]:
    return [
        ("|".join(span.of(text) for span in s.content), s.manner, s.speaker.name if s.speaker else None)
        for s in read(text, language)
    ]


@pytest.mark.parametrize(("language", "text", "wanted"), ROWS, ids=[f"{row[0]}: {row[1][:40]}" for row in ROWS])
def test_sentence(language: str, text: str, wanted: list[Wanted]) -> None:
    found = told(text, language)
    assert [(content, manner) for content, manner, _ in found] == [(content, manner) for content, manner, _ in wanted]
    for (_, _, name), (_, _, expected) in zip(found, wanted, strict=True):
        assert expected is None or name == expected


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        (
            "it",
            "Porto Vecchio, Brandi: «Non chiudiamo»\nIl ministro Tullio Brandi ha detto: «Il porto resta aperto».",
            "Tullio Brandi",
        ),
        (
            "pl",
            "Szefowa Gawronu: Nie zamkniemy portu\nPrezeska Halina Wrońska powiedziała, że port zostaje.",
            "Halina Wrońska",
        ),
        (
            "de",
            "Uhde: „Der Hafen bleibt“\nMinister Jonas Uhde sagte, dass der Hafen bleibt.",
            "Jonas Uhde",
        ),
    ],
)
def test_headline(language: str, text: str, name: str) -> None:
    first, *_ = read(text, language, titled=True)
    assert first.content[0].end <= text.index("\n")
    assert first.speaker is not None
    assert first.speaker.name == name


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("fr", "La juge Maud Roux a parlé. « Nous avons tranché », a-t-elle déclaré.", "Maud Roux"),
        ("es", "La alcaldesa Inés Quiroga habló. A su juicio, el puente aguanta.", "Inés Quiroga"),
        ("ru", "По словам министра Ивана Полярского, мост безопасен.", "Иван Полярский"),
        ("pl", "Zdaniem posłanki Anny Wrońskiej, most jest bezpieczny.", "Anna Wrońska"),
        ("tr", "Bakan Cevdet Aksoy'a göre, köprü güvenli.", "Cevdet Aksoy"),
        ("de", "Trainer Udo Kranz hat die Pläne scharf kritisiert.", "Udo Kranz"),
    ],
)
def test_speaker(language: str, text: str, name: str) -> None:
    (statement,) = read(text, language)
    assert statement.speaker is not None
    assert statement.speaker.name == name


@pytest.mark.parametrize("language", sorted(CASES))
def test_language_is_covered(language: str) -> None:
    assert len(CASES[language]) >= 8
    assert all(words.load(language, theme) for theme in ("grammar", "reporting", "people", "occasions"))


PIECES = st.sampled_from(
    [text for cases in CASES.values() for text, _ in cases]
    + ["“", "„", "«", "»", "”", "— ", "– ", ", ", ". ", ": ", "\n", "\n\n", "que ", "dass ", "'", "-", "İ", "’"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=8).map("".join), st.sampled_from(sorted(CASES)))
def test_any_text_gives_spans_of_itself(text: str, language: str) -> None:
    found = read(text, language)
    assert found == read(text, language)
    for statement in found:
        for span in (*statement.content, *statement.cue, *statement.source):
            assert 0 <= span.start < span.end <= len(text)
            assert span.of(text).strip()
        assert list(statement.content) == sorted(statement.content)
