"""The search: facets in the address, errors told, hits that lead to their words."""

from __future__ import annotations

import csv
import re
from html import unescape
from io import StringIO

import pytest
from fastapi.testclient import TestClient

from onrecord.record.searching.search import Search
from onrecord.serve.web.screens.search import LIKE
from tests.serve.web.conftest import Held


def hrefs(html: str) -> list[str]:
    return [unescape(each) for each in re.findall(r'href="([^"]*)"', html)]


def test_the_first_screen_is_the_search(client: TestClient) -> None:
    answer = client.get("/", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/search")


def test_what_is_found_is_what_the_record_finds(client: TestClient, held: Held) -> None:
    for query in ("", "dam", "crack -years", 'speaker:solvane manner:direct "the dam"', "said:2025"):
        told = client.get("/search.json", params={"q": query}).json()
        found = Search(held.record).find(query)
        assert told["total"] == found.total
        assert [each["id"] for each in told["found"]] == [hit.statement.id for hit in found.hits]
        assert ["".join(p["text"] for p in each["pieces"]) for each in told["found"]] == [
            hit.words for hit in found.hits
        ]


def test_the_words_that_were_asked_for_are_marked(client: TestClient) -> None:
    told = client.get("/search.json", params={"q": "dam"}).json()
    sought = {piece["text"].lower() for each in told["found"] for piece in each["pieces"] if piece["sought"]}
    assert sought == {"dam"}
    assert "<mark>dam</mark>" in client.get("/search", params={"q": "dam"}).text


def test_a_facet_narrows_down_and_can_be_given_up(client: TestClient) -> None:
    told = client.get("/search.json", params={"q": "dam"}).json()
    facets = {facet["name"]: facet["values"] for facet in told["facets"]}
    for name, values in facets.items():
        narrowed = client.get(values[0]["address"].replace("/search?", "/search.json?")).json()
        assert narrowed["total"] == values[0]["statements"], name
        assert narrowed["chosen"][0]["value"] == values[0]["value"]
        assert narrowed["chosen"][0]["address"] == "/search?q=dam"


def test_facets_stand_in_the_query_that_is_exported(client: TestClient) -> None:
    address = "/search.json?q=dam&speaker=Ingrid+Solvane&manner=direct&month=2025-10&language=en"
    told = client.get(address).json()
    assert told["query"] == 'dam speaker:"Ingrid Solvane" manner:direct said:2025-10 language:"en"'
    lines = list(csv.reader(StringIO(client.get("/export", params={"q": told["query"], "as": "csv"}).text)))
    assert len(lines) - 1 == told["total"] > 0


def test_quotation_marks_in_a_facet_do_no_harm(client: TestClient) -> None:
    assert client.get("/search.json", params={"speaker": 'Ingrid "Solvane" “'}).json()["total"] > 0


def test_lists_go_on(client: TestClient) -> None:
    first = client.get("/search.json").json()
    seen = [each["id"] for each in first["found"]]
    later = first["later"]
    while later:
        told = client.get(later.replace("/search?", "/search.json?")).json()
        seen += [each["id"] for each in told["found"]]
        later = told["later"]
    assert len(seen) == len(set(seen)) == first["total"]
    assert told["earlier"]


def test_every_hit_leads_to_its_words(client: TestClient) -> None:
    html = client.get("/search", params={"q": "dam"}).text
    pages = [each for each in hrefs(html) if each.startswith("/pages/")]
    assert pages
    for address in pages:
        path, anchor = address.split("#")
        assert f'id="{anchor}"' in client.get(path).text


@pytest.mark.parametrize(
    ("query", "told"),
    [('dam "abc', "quotation mark"), ("speker:x", "speaker:"), ("manner:loud", "direct"), ("said:soon", "2025")],
)
def test_a_query_that_cannot_be_understood_is_told_and_never_zero(client: TestClient, query: str, told: str) -> None:
    answer = client.get("/search", params={"q": query})
    assert answer.status_code == 400
    assert told in unescape(answer.text)
    assert "0 statements" not in answer.text
    problem = client.get("/search.json", params={"q": query})
    assert problem.headers["content-type"] == "application/problem+json"
    assert problem.json()["status"] == 400
    assert problem.json()["at"] == query.index(query.split()[-1])


def test_nothing_found_is_said_and_helped_with(client: TestClient) -> None:
    html = client.get("/search", params={"q": "zebra", "manner": "direct"}).text
    assert "Nothing in the record fits" in html
    assert "/search?q=zebra" in hrefs(html)


@pytest.mark.parametrize(
    "address", ["/search?start=-1", "/search?start=x", "/search?start=99999999999", f"/search?q={'x' * 2001}"]
)
def test_addresses_that_ask_for_what_cannot_be(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 422
    assert client.get(address.replace("?", ".json?")).json()["title"]


def test_beyond_the_end_there_is_nothing_and_a_way_back(client: TestClient) -> None:
    told = client.get("/search.json", params={"start": 5000}).json()
    assert told["found"] == []
    assert told["earlier"]


def test_what_says_the_like_is_found_by_meaning_with_facets_and_a_permalink(client: TestClient, held: Held) -> None:
    asked = {"q": "The barrier is not dangerous at present", "by": "meaning"}
    told = client.get("/search.json", params=asked).json()
    assert (told["by"], told["unread"], told["next"], told["later"]) == ("meaning", 0, None, None)
    similar = client.app.state.desk.checker.similar  # type: ignore[attr-defined]
    expected = [each.hit.statement.id for each in similar.find(asked["q"], limit=LIKE)]
    assert [each["id"] for each in told["found"]] == expected
    assert all(0 < each["nearness"] <= 1 for each in told["found"])
    first = " ".join("".join(p["text"] for p in each["pieces"]) for each in told["found"][:4]).lower()
    assert "dam is safe" in first
    for facet in told["facets"]:
        value = facet["values"][0]
        assert "by=meaning" in value["address"]
        narrowed = client.get(value["address"].replace("/search?", "/search.json?")).json()
        assert (narrowed["total"], narrowed["by"]) == (value["statements"], "meaning")
        assert {each["id"] for each in narrowed["found"]} <= {each["id"] for each in told["found"]}
        assert "by=meaning" in narrowed["chosen"][0]["address"]
    rows = csv.DictReader(StringIO(client.get("/export", params={"q": told["query"], "as": "csv"}).text))
    assert {row["id"] for row in rows} == {each["id"] for each in told["found"]}
    html = client.get("/search", params=asked).text
    assert "the nearest in meaning" in html
    assert told["other_way"] in hrefs(html)
    assert client.get(told["other_way"].replace("/search?", "/search.json?")).json()["by"] == "words"


def test_nothing_is_asked_by_meaning_without_words(client: TestClient) -> None:
    everything = client.get("/search.json", params={"by": "meaning"}).json()
    assert (everything["by"], everything["query"]) == ("words", "")
    assert client.get("/search.json", params={"by": "magic", "q": "dam"}).status_code == 422


def test_by_meaning_says_what_was_not_read_yet(desk: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.app.state.desk.checker.similar._most = 3  # type: ignore[attr-defined]
    told = desk.get("/search.json", params={"q": "the dam is safe", "by": "meaning"}).json()
    assert (told["total"], told["found"]) == (0, [])
    assert told["unread"] > 3
    assert "read for their meaning yet" in desk.get("/search", params={"q": "the dam", "by": "meaning"}).text
