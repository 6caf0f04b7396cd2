"""Addresses taken apart: what travels, and where references lead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.capture.addresses import parse
from onrecord.errors import Unreadable


@pytest.mark.parametrize(
    ("text", "origin", "target"),
    [
        ("http://press.example", "http://press.example", "/"),
        ("HTTPS://Press.Example:443/a?b=c#d", "https://press.example", "/a?b=c"),
        ("http://press.example:8080/a", "http://press.example:8080", "/a"),
        (
            "http://zeitung.example/straße?q=ä ö".replace(" ", "+"),
            "http://zeitung.example",
            "/stra%C3%9Fe?q=%C3%A4+%C3%B6",
        ),
        ("http://münchen.example/", "http://xn--mnchen-3ya.example", "/"),
        ("http://[2606:4700::1111]:81/x", "http://[2606:4700::1111]:81", "/x"),
        ("http://press.example/a%20b/(c)", "http://press.example", "/a%20b/(c)"),
    ],
)
def test_what_travels(text: str, origin: str, target: str) -> None:
    found = parse(text)
    assert (found.origin, found.target) == (origin, target)


@pytest.mark.parametrize(
    ("reference", "text"),
    [
        ("b", "http://press.example/dir/b"),
        ("/b", "http://press.example/b"),
        ("//other.example/b", "http://other.example/b"),
        ("?q", "http://press.example/dir/a?q"),
        ("https://other.example/", "https://other.example/"),
    ],
)
def test_where_a_reference_leads(reference: str, text: str) -> None:
    assert parse("http://press.example/dir/a").beside(reference).text == text


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_is_refused(text: str) -> None:
    for candidate in (text, f"http://{text}", f"http://press.example/{text}"):
        try:
            found = parse(candidate)
        except Unreadable as error:
            assert error.reason == "address"
        else:
            assert found.target.isascii()
            assert found.host.isascii()
            assert not set(found.target) & set(" \r\n\0")
