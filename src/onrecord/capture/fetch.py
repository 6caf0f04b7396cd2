"""Pages by their addresses, on request only: politely, from public hosts only, within bounds.

Robots.txt is honoured (RFC 9309), requests to one host are kept apart, a page that has not changed is not sent again
(RFC 9110, 13). The bytes are kept as the server sent them, without the codings of the transport.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from types import MappingProxyType

import httpcore

from onrecord import __version__
from onrecord.capture import media, moments, robots
from onrecord.capture.addresses import Address, parse
from onrecord.capture.network import Deadline, Network, Pinned
from onrecord.capture.source import Limits
from onrecord.capture.squeeze import decoded
from onrecord.errors import Unreadable
from onrecord.types import Given, Page, Rejection

MOVED = frozenset({301, 302, 303, 307, 308})
KEEP_OPEN = 4  # connections, and for how many seconds
KEPT_FOR = 30.0


@dataclass(frozen=True, slots=True)
class Manners:
    """How a visitor behaves: its name, and in seconds its patience with a request and its pauses between two.

    ``longest_pause`` is what a site may ask for at most; a site that asks for more is not visited.
    """

    agent: str = "onrecord"
    seconds: float = 60.0
    hops: int = 5
    pause: float = 1.0
    longest_pause: float = 60.0


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to tell one version of a page from the next."""

    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page and what to show its server the next time."""

    page: Page
    validators: Validators


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: Message
    body: bytes


def fetch(
    addresses: Iterable[str],
    captured: datetime,
    manners: Manners | None = None,
    known: Mapping[str, Validators] = MappingProxyType({}),
    limits: Limits | None = None,
    network: Network | None = None,
) -> Iterator[Fetched | Rejection]:
    """The pages at the addresses, in their order; each that gives none comes back with its reason.

    A page is named by the address that was asked for; its own ``address`` is the one that answered. ``known`` tells
    what was fetched before; a page that is still the same comes back as ``Rejection(reason="unchanged")``.
    """
    with _Visitor(manners or Manners(), limits or Limits(), network or Network()) as visitor:
        for address in addresses:
            try:
                yield visitor.visit(address, captured, known.get(address, Validators()))
            except Unreadable as error:
                yield Rejection(name=address, sha256="", reason=error.reason, detail=error.detail)


class _Visitor:
    """One run's open connections, the rules of the sites it met, and when it was last at each."""

    def __init__(self, manners: Manners, limits: Limits, network: Network) -> None:
        self._manners = manners
        self._limits = limits
        self._network = network
        self._deadline = Deadline(network.clock)
        self._rules: dict[str, robots.Robots | Unreadable] = {}
        self._last: dict[str, float] = {}
        self._pool = httpcore.ConnectionPool(
            ssl_context=network.trust,
            network_backend=Pinned(network, self._deadline),
            max_keepalive_connections=KEEP_OPEN,
            keepalive_expiry=KEPT_FOR,
        )

    def __enter__(self) -> _Visitor:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._pool.close()

    def visit(self, text: str, captured: datetime, validators: Validators) -> Fetched:
        """
        Raises:
            Unreadable: with the reason why there is no page.
        """
        address = parse(text)
        for _ in range(self._manners.hops + 1):
            self._ask_leave(address)
            answer = self._get(address, self._limits.page, validators)
            if answer.status not in MOVED or not answer.headers.get("Location"):
                return self._fetched(text, address, answer, captured)
            address = address.beside(answer.headers["Location"])
        raise Unreadable("redirects", f"more than {self._manners.hops} redirects, the last to {address.text[:200]}")

    def _fetched(self, name: str, address: Address, answer: _Answer, captured: datetime) -> Fetched:
        _refuse_status(answer)
        content = decoded(answer.body, answer.headers.get("Content-Encoding", ""), self._limits)
        if not content or content.isspace():
            raise Unreadable("empty", "the server sent nothing")
        kind = media.served_type(answer.headers.get_content_type() if "Content-Type" in answer.headers else "", content)
        if kind not in media.READABLE | media.CONTAINERS:
            raise Unreadable("binary", f"{kind} is no page")
        page = Page(
            name=name,
            content=content,
            captured=captured,
            media_type=kind,
            address=address.text,
            given=Given(
                updated=moments.day(answer.headers.get("Last-Modified", "")),
                language=answer.headers.get("Content-Language"),
                charset=answer.headers.get_content_charset(),
            ),
        )
        return Fetched(page, Validators(answer.headers.get("ETag"), answer.headers.get("Last-Modified")))

    def _ask_leave(self, address: Address) -> None:
        """Waits for the site's turn.

        Raises:
            Unreadable: ``robots``, the site does not want the visit; or why its rules cannot be had.
        """
        if address.origin not in self._rules:
            try:
                self._rules[address.origin] = self._read_rules(address.beside("/robots.txt"))
            except Unreadable as error:
                self._rules[address.origin] = error
        rules = self._rules[address.origin]
        if isinstance(rules, Unreadable):
            raise Unreadable(rules.reason, rules.detail)
        if not rules.allow(f"{address.origin}{address.target}"):
            raise Unreadable("robots", f"{address.origin}/robots.txt does not allow it: ask the site")
        pause = max(self._manners.pause, rules.pause())
        if pause > self._manners.longest_pause:
            raise Unreadable("robots", f"{address.host} wants {pause:g} s between two requests, more than was granted")
        if address.host in self._last:
            wait = self._last[address.host] + pause - self._network.clock()
            if wait > 0:
                self._network.sleep(wait)

    def _read_rules(self, address: Address) -> robots.Robots:
        """By RFC 9309, 2.3.1: no file, no rules; a site that cannot answer allows nothing.

        Raises:
            Unreadable: ``robots`` in that case, or why the site cannot be reached at all.
        """
        agent = self._manners.agent
        for _ in range(self._manners.hops + 1):
            answer = self._get(address, robots.MOST, Validators(), cut=True)
            if answer.status in MOVED and answer.headers.get("Location"):
                address = address.beside(answer.headers["Location"])
            elif answer.status == 200:
                return robots.Robots(self._plain(answer), agent)
            elif 400 <= answer.status < 500 and answer.status != 429:
                break
            else:
                raise Unreadable("robots", f"{address.text} answered {answer.status}: until it can be read, stay away")
        return robots.Robots("", agent)

    def _plain(self, answer: _Answer) -> str:
        try:
            return decoded(answer.body, answer.headers.get("Content-Encoding", ""), self._limits).decode(
                "utf-8", "replace"
            )
        except Unreadable:
            return ""

    def _get(self, address: Address, most: int, validators: Validators, *, cut: bool = False) -> _Answer:
        """One request; a body beyond ``most`` bytes is refused, or cut.

        Raises:
            Unreadable: ``unreachable``, ``slow``, ``address`` or ``too big``.
        """
        url = httpcore.URL(
            scheme=address.scheme.encode(),
            host=address.host.encode(),
            port=address.port,
            target=address.target.encode(),
        )
        self._deadline.set(self._manners.seconds)
        try:
            with self._pool.stream("GET", url, headers=self._headers(address, validators)) as response:
                headers = _headers(response.headers)
                return _Answer(response.status, headers, _body(response.iter_stream(), most, cut=cut))
        except httpcore.TimeoutException as error:
            raise Unreadable("slow", f"{address.host} took more than {self._manners.seconds:g} s") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise Unreadable("unreachable", f"{address.host} does not answer as it should: {error}") from error
        finally:
            self._last[address.host] = self._network.clock()

    def _headers(self, address: Address, validators: Validators) -> list[tuple[str, str]]:
        asked = [
            ("Host", address.authority),
            ("User-Agent", f"{self._manners.agent}/{__version__}"),
            ("Accept", "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5"),
            ("Accept-Encoding", "gzip, deflate, br"),
        ]
        if validators.etag:
            asked.append(("If-None-Match", validators.etag))
        if validators.modified:
            asked.append(("If-Modified-Since", validators.modified))
        return asked


def _headers(raw: Iterable[tuple[bytes, bytes]]) -> Message:
    """Headers by their names in any case, as text; what is no ASCII is Latin-1, as HTTP has it."""
    message = Message()
    for name, value in raw:
        message[name.decode("latin-1")] = value.decode("latin-1")
    return message


def _body(pieces: Iterable[bytes], most: int, *, cut: bool) -> bytes:
    taken = bytearray()
    for piece in pieces:
        taken += piece
        if len(taken) > most:
            if cut:
                break
            raise Unreadable("too big", f"more than {most} bytes in one page: not read further")
    return bytes(taken[:most])


def _refuse_status(answer: _Answer) -> None:
    """
    Raises:
        Unreadable: ``unchanged`` or ``status``.
    """
    if answer.status == 304:
        raise Unreadable("unchanged", "the page is as it was when it was last fetched")
    later = answer.headers.get("Retry-After")
    if answer.status != 200:
        raise Unreadable(
            "status", f"the server answered {answer.status}" + (f", come back after {later}" if later else "")
        )
