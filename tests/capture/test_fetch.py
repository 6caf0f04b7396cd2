"""Fetching from servers of this machine, which a network of the test allows and the real one refuses."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from onrecord.capture import Limits, opened
from onrecord.capture.fetch import Fetched, Manners, Validators, fetch
from onrecord.capture.network import Network
from onrecord.types import Page, Rejection
from tests.capture.servers import Answer, Asked, Site, World, serving

THEN = datetime(2026, 1, 1, tzinfo=UTC)
HTML = {"Content-Type": "text/html; charset=ISO-8859-1"}
BODY = b"<p>The mayor said the tram would run by June \xe9</p>"


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def site() -> Iterator[Site]:
    with serving({"/a": (200, HTML, BODY), "/b": (200, HTML, BODY)}) as running:
        yield running


def asked(
    site: Site,
    world: World,
    *paths: str,
    manners: Manners | None = None,
    limits: Limits | None = None,
    known: dict[str, Validators] | None = None,
) -> list[Fetched | Rejection]:
    addresses = [path if "://" in path else at(site, path) for path in paths]
    return list(fetch(addresses, THEN, manners, known or {}, limits, world.network()))


def at(site: Site, path: str, host: str = "press.example") -> str:
    return f"http://{host}:{site.port}{path}"


def only(found: list[Fetched | Rejection]) -> Page:
    (item,) = found
    assert isinstance(item, Fetched), item
    return item.page


def reasons(found: list[Fetched | Rejection]) -> list[str]:
    return [item.reason if isinstance(item, Rejection) else "page" for item in found]


def test_a_page_is_kept_as_it_was_sent(site: Site, world: World) -> None:
    page = only(asked(site, world, "/a"))
    assert (page.name, page.address, page.content) == (at(site, "/a"), at(site, "/a"), BODY)
    assert (page.media_type, page.captured) == ("text/html", THEN)
    assert page.given is not None
    assert page.given.charset == "iso-8859-1"
    sent = site.asked[-1].headers
    assert sent["host"] == f"press.example:{site.port}"
    assert sent["user-agent"].startswith("onrecord/")


def test_a_packed_body_is_unpacked(site: Site, world: World) -> None:
    site.pages["/a"] = (200, {**HTML, "Content-Encoding": "gzip"}, gzip.compress(BODY))
    assert only(asked(site, world, "/a")).content == BODY


def test_a_feed_that_was_fetched_can_be_opened(site: Site, world: World) -> None:
    feed = b"<?xml version='1.0'?><rss><channel><item><link>http://press.example/1</link></item></channel></rss>"
    site.pages["/feed"] = (200, {"Content-Type": "application/rss+xml"}, feed)
    page = only(asked(site, world, "/feed"))
    assert page.media_type == "application/rss+xml"
    assert [item.reason for item in opened(page) if isinstance(item, Rejection)] == ["link only"]
    site.pages["/table"] = (200, {"Content-Type": "text/csv; charset=utf-8"}, b"text,url\nwords,\n")
    assert [item.name for item in opened(only(asked(site, world, "/table")))] == [f"{at(site, '/table')}#1"]
    plain = only(asked(site, world, "/a"))
    assert list(opened(plain)) == [plain]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_and_the_page_names_where_it_was_found(site: Site, world: World, status: int) -> None:
    site.pages["/old"] = (status, {"Location": "../a?x=1#part"}, b"")
    site.pages["/a?x=1"] = (200, HTML, BODY)
    page = only(asked(site, world, "/old"))
    assert page.name == at(site, "/old")
    assert (page.address or "").startswith(at(site, "/a?x=1"))


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((404, {}, b"gone"), "status"),
        ((500, {}, b"oh"), "status"),
        ((429, {"Retry-After": "120"}, b""), "status"),
        ((200, {}, b""), "empty"),
        ((200, {"Content-Type": "image/png"}, b"\x89PNG\r\n\x1a\n"), "binary"),
        ((200, {"Content-Type": "application/pdf"}, b"%PDF-1.7"), "binary"),
        ((200, {**HTML, "Content-Length": "4000"}, b"x" * 4000), "too big"),
        ((200, {**HTML, "Content-Encoding": "gzip"}, gzip.compress(b" " * 4000)), "too big"),
        ((200, {**HTML, "Content-Encoding": "gzip"}, b"\x1f\x8b\x08nonsense"), "broken"),
        ((301, {"Location": "/loop"}, b""), "redirects"),
        ((301, {"Location": "file:///etc/passwd"}, b""), "address"),
        ((301, {"Location": "http://[broken/"}, b""), "address"),
        ((301, {"Location": "http://inside.example/"}, b""), "address"),
        ((301, {"Location": "http://user:word@press.example/"}, b""), "address"),
        ((301, {}, b""), "status"),
    ],
)
def test_what_gives_no_page_says_why(site: Site, world: World, answer: Answer, reason: str) -> None:
    world.hosts["inside.example"] = ["10.0.0.7"]
    site.pages["/loop"] = answer
    found = asked(site, world, "/loop", "/a", limits=Limits(page=3000))
    assert reasons(found) == [reason, "page"], "and the run goes on"
    assert found[0].name == at(site, "/loop") if isinstance(found[0], Rejection) else False


def test_a_page_that_has_not_changed_is_not_sent_again(site: Site, world: World) -> None:
    def versioned(request: Asked) -> Answer:
        same = request.headers.get("if-none-match") == '"v1"' and "if-modified-since" in request.headers
        return (304, {}, b"") if same else (200, {**HTML, "ETag": '"v1"', "Last-Modified": "Wed, 02 Apr 2025"}, BODY)

    site.pages["/a"] = versioned
    (first,) = asked(site, world, "/a")
    assert isinstance(first, Fetched)
    assert reasons(asked(site, world, "/a", known={at(site, "/a"): first.validators})) == ["unchanged"]


# What may be visited


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f.0.0.1/",
        "http://0/",
        "http://localhost/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://10.1.2.3/",
        "http://172.16.0.1/",
        "http://192.168.0.1/",
        "http://100.64.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://224.0.0.1/",
        "http://255.255.255.255/",
    ],
)
def test_this_machine_and_its_network_are_refused_by_default(address: str) -> None:
    found = list(fetch([address], THEN, network=Network(sleep=lambda _: None)))
    assert reasons(found) in (["address"], ["unreachable"])  # the latter where the system cannot look the form up
    if any(form in address for form in ("127.0.0.1", "10.", "169.254", "::1")):
        assert reasons(found) == ["address"]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "press.example/a",
        "ftp://press.example/a",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://",
        "http:///a",
        "http://press.example:99999/",
        "http://press.example:abc/",
        "http://press example/",
        "http://press.example/a b",
        "http://press.example/\r\nX: y",
        "http://name:word@press.example/",
        "http://" + "x" * 300 + "\xe9.example/",
        "http://press.example/" + "x" * 9000,
    ],
)
def test_what_is_no_web_address_is_asked_of_nobody(address: str, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(World, "look_up", lambda *_: pytest.fail("nothing is to be looked up"))
    assert reasons(list(fetch([address], THEN, network=world.network()))) == ["address"]


def test_one_private_address_among_public_ones_is_enough_to_refuse(site: Site, world: World) -> None:
    world.hosts["press.example"] = ["127.0.0.1", "192.168.0.1"]
    assert reasons(asked(site, world, "/a")) == ["address"]
    assert site.asked == []


def test_a_name_that_changes_its_address_is_checked_each_time_it_is_used(site: Site, world: World) -> None:
    """The connection goes to the address that was checked; the name is never looked up a second time for it."""
    looked_up: list[str] = []

    def changing(host: str, port: int) -> list[str]:
        looked_up.append(host)
        return ["127.0.0.1"] if len(looked_up) == 1 else ["10.0.0.1"]

    network = Network(changing, lambda address: address == "127.0.0.1", lambda: world.now, world.sleep)
    site.pages["/robots.txt"] = (404, {"Connection": "close"}, b"")
    assert reasons(list(fetch([at(site, "/a")], THEN, network=network))) == ["address"]
    assert site.paths() == ["/robots.txt"]


def test_a_host_without_an_address_is_unreachable(site: Site, world: World) -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror("no such name")

    network = Network(unknown, lambda _: True, lambda: world.now, world.sleep)
    manners = Manners()
    assert reasons(list(fetch(["http://nowhere.example/"], THEN, manners, network=network))) == ["unreachable"]


def test_a_second_address_is_tried_where_the_first_does_not_answer(site: Site, world: World) -> None:
    world.hosts["press.example"] = ["127.0.0.2", "127.0.0.1"]
    network = Network(world.look_up, lambda address: address.startswith("127."), lambda: world.now, world.sleep)
    assert reasons(list(fetch([at(site, "/a")], THEN, network=network))) == ["page"]


# Robots.txt and pauses


def test_robots_txt_is_asked_for_once_and_honoured(site: Site, world: World) -> None:
    site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /private\nAllow: /private/but\n")
    site.pages["/private/but"] = (200, HTML, BODY)
    found = asked(site, world, "/a", "/private/x", "/private/but", "/b")
    assert reasons(found) == ["page", "robots", "page", "page"]
    assert site.paths() == ["/robots.txt", "/a", "/private/but", "/b"]


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ((404, {}, b""), "page"),
        ((403, {}, b""), "page"),
        ((429, {}, b""), "robots"),
        ((503, {}, b""), "robots"),
        ((200, {}, b""), "page"),
        ((200, {}, b"\xff\xfe\0 not text at all"), "page"),
        ((200, {}, b"User-agent: onrecord\nDisallow: /\n\nUser-agent: *\nAllow: /"), "robots"),
        ((200, {}, b"User-agent: other\nDisallow: /"), "page"),
        ((200, {}, b"User-agent: other\n\nUser-agent: onrecord\n# a note\nDisallow: /"), "robots"),
        ((200, {}, b"User-agent: *\nDisallow: /a$"), "robots"),
        ((200, {}, b"User-agent: *\nDisallow: /*x"), "page"),
        ((200, {}, b"User-agent: *\nCrawl-delay: 900"), "robots"),
        ((301, {"Location": "/rules"}, b""), "robots"),
        ((301, {"Location": "/robots.txt"}, b""), "page"),
    ],
)
def test_what_a_robots_txt_says_and_what_its_absence_says(
    site: Site, world: World, rules: Answer, expected: str
) -> None:
    site.pages["/robots.txt"] = rules
    site.pages["/rules"] = (200, {}, b"User-agent: *\nDisallow: /")
    assert reasons(asked(site, world, "/a")) == [expected]


@pytest.mark.parametrize("agent", ["User-agent: a{}\n", "useragent a{}\n", "User-agent: a{}\nSitemap: x\n"])
def test_a_hostile_robots_txt_takes_little_time(site: Site, world: World, agent: str) -> None:
    lines = "".join(agent.format(number) for number in range(12_000)) + "Allow: /x\nDisallow: /" * 10_000
    site.pages["/robots.txt"] = (200, {}, lines.encode())
    before = time.process_time()
    asked(site, world, "/a")
    assert time.process_time() - before < 3


def test_visits_to_one_host_are_kept_apart(site: Site, world: World) -> None:
    asked(site, world, "/a", "/b", at(site, "/a", "other.example"), manners=Manners(pause=2.0))
    assert world.slept == [2.0, 2.0, 2.0]  # after robots.txt, after /a; and after the other's robots.txt


def test_a_pause_that_a_site_asks_for_is_kept(site: Site, world: World) -> None:
    site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 7")
    asked(site, world, "/a", "/b")
    assert world.slept == [7.0, 7.0]


# Servers that behave badly


def _speaking(answer: bytes, pause: float = 0.0, times: int = 1) -> Iterator[int]:
    """A bare server that says one thing, piece by piece, to whoever connects."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        stop = threading.Event()

        def serve() -> None:
            while not stop.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                with connection:
                    try:
                        connection.recv(65536)
                        for _ in range(times):
                            connection.sendall(answer)
                            if stop.wait(pause):
                                break
                    except OSError:
                        pass

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield server.getsockname()[1]
        finally:
            stop.set()
            thread.join()


@pytest.mark.parametrize(
    ("answer", "pause", "times", "reason"),
    [
        (b"", 5.0, 1, "slow"),
        (b"HTTP/1.1 200 OK\r\nX: ", 0.0, 1, "unreachable"),
        (b"h", 0.1, 1000, "slow"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nx", 0.0, 1, "unreachable"),
        (b"SSH-2.0-server\r\n", 0.0, 1, "unreachable"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 1_000_000, 0.0, 1, "unreachable"),
    ],
)
def test_servers_that_do_not_speak_properly(answer: bytes, pause: float, times: int, reason: str) -> None:
    serving_badly = _speaking(answer, pause, times)
    port = next(serving_badly)
    network = Network(lambda *_: ["127.0.0.1"], lambda _: True, sleep=lambda _: None)
    address = f"http://press.example:{port}/a"
    try:
        found = list(fetch([address, address], THEN, Manners(seconds=1.0), network=network))
    finally:
        serving_badly.close()  # type: ignore[attr-defined]
    assert reasons(found) == [reason, reason]


def test_a_slow_trickle_ends_at_the_deadline(site: Site) -> None:
    def slowly(request: Asked) -> Answer:
        time.sleep(2)
        return (200, HTML, BODY)

    site.pages["/slow"] = slowly
    network = Network(lambda *_: ["127.0.0.1"], lambda _: True, sleep=lambda _: None)
    before = time.monotonic()
    found = list(fetch([at(site, "/slow")], THEN, Manners(seconds=0.5), network=network))
    assert time.monotonic() - before < 1.5
    assert reasons(found) == ["slow"]


def test_the_name_is_checked_against_the_certificate_not_the_address(tmp_path: Path) -> None:
    if not shutil.which("openssl"):
        pytest.skip("no openssl to make a certificate with")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=press.example",
        "-addext",
    ]
    names = ["subjectAltName=DNS:press.example", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*command, *names], check=True, capture_output=True)
    here = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    here.load_cert_chain(certificate, key)
    with serving({"/a": (200, HTML, BODY)}, tls=here) as site:
        trust = ssl.create_default_context(cafile=str(certificate))
        network = Network(lambda *_: ["127.0.0.1"], lambda _: True, sleep=lambda _: None, trust=trust)
        right, wrong = (f"https://{host}.example:{site.port}/a" for host in ("press", "other"))
        assert reasons(list(fetch([right, wrong], THEN, network=network))) == ["page", "unreachable"]
