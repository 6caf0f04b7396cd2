"""The ledger of figures on its screen."""

from __future__ import annotations

from fastapi.testclient import TestClient

from tests.serve.web.conftest import Held


def test_every_figure_of_a_page_is_told_with_its_words(client: TestClient, held: Held) -> None:
    told = client.get("/figures.json").json()
    found = {each["id"] for shown in told["accounts"] for each in shown["account"]["entries"]}
    reading = held.readings["reservoir-agency.txt"]
    assert {figure.id for figure in reading.figures} <= found
    for shown in told["accounts"]:
        for each in shown["account"]["entries"]:
            text = next(r.article.text for r in held.readings.values() if r.page.id == each["page"])
            assert text[each["start"] : each["start"] + len(each["words"])] == each["words"]


def test_words_speaker_and_unit_narrow_it(client: TestClient) -> None:
    everything = client.get("/figures.json").json()["figures"]
    near = client.get("/figures.json?q=crack").json()
    assert 0 < near["figures"] < everything
    by = client.get("/figures.json?speaker=okvist").json()
    assert by["figures"]
    assert {e["speaker"] for s in by["accounts"] for e in s["account"]["entries"]} == {"Marta Okvist"}
    unit = near["units"][0][0]
    only = client.get("/figures.json", params={"q": "crack", "unit": unit}).json()
    assert {e["unit"] for s in only["accounts"] for e in s["account"]["entries"]} == {unit}
    assert "No figure in the record fits" in client.get("/figures?q=zebra").text


def test_what_disagrees_comes_first_and_is_drawn(client: TestClient) -> None:
    accounts = client.get("/figures.json").json()["accounts"]
    order = [shown["account"]["disagree"] for shown in accounts]
    assert order == sorted(order, reverse=True)
    for shown in accounts:
        assert bool(shown["chart"]) == shown["account"]["disagree"]
    assert client.get("/figures").text.count("<svg") == sum(order)
