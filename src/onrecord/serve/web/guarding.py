"""The one place for the app's defences: who may ask, from where, how much, and what a browser may do with the answer.

Sources: the Content Security Policy of W3C (level 3), Fetch Metadata (W3C), OWASP on DNS rebinding and request forgery.
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from onrecord.serve.access import Scope, Unusable, pass_of
from onrecord.serve.web.faults import Failure, refused
from onrecord.serve.web.settings import MIB, Settings, is_loopback

Connection = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Connection, Receive, Send], Awaitable[None]]
Answer = Callable[[Failure], App]

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "frame-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
"""What a screen may load: our own files. No inline script, no inline style, nothing off the machine."""
HEADERS = {
    "content-security-policy": "; ".join(f"{name} {value}" for name, value in POLICY.items()),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
"""What every answer bears, unless it brings a stricter one of its own.

Without any referrer browsers would hide the origin of our own forms too, by which they are known where there are no
Fetch Metadata (plain HTTP between machines).
"""
COOKIE = "onrecord_token"
OPEN = ("/enter", "/static/")
"""Where those may go who have not shown the token yet."""
_HARMLESS = ("/look", "/editor", "/audit")
_DECIDING = ("/review/", "/speakers/", "/api/decisions")
_ADMINISTERING = ("/speakers/tell",)
"""Requests that change nothing of the record, those that are an editor's, and exceptions; all others administer."""
_SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
_SMALL = 2 * MIB
_IN_JSON = 64 * MIB
"""What an import may bring as JSON, which is held in memory whole."""
API = "/api/"
"""Where programs write: what they send is JSON."""
_BEARER = "onrecord.bearer"


UNSTORABLE = refused(
    HTTPStatus.BAD_REQUEST, "That character stands nowhere", "No name, id or query can hold the character U+0000."
)


@dataclass(frozen=True, slots=True)
class Grant:
    """What somebody may do, and the name that the token was given to; the app's own token has none."""

    scope: Scope
    name: str = ""


def granted(settings: Settings, token: str) -> Grant | None:
    """What somebody may do who shows this token; None where it is nobody's. The app's own is good for everything."""
    if settings.token is not None and hmac.compare_digest(settings.token.encode(), token.encode()):
        return Grant(Scope.ADMIN)
    return _held_by(settings, pass_of(token))


def bearer_of(connection: Connection) -> str:
    """To whom the token was given that a request bears; empty where it bears none, or the app's own."""
    return str(connection.get(_BEARER, ""))


class Guard:
    """Stands before the app: turns away what must not come in, and seals what goes out."""

    def __init__(self, app: App, settings: Settings, answer: Answer) -> None:
        self._app = app
        self._settings = settings
        self._answer = answer

    async def __call__(self, scope: Connection, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # no other protocol is spoken here; the server closes it
        headers = _headers(scope)
        try:
            _check_host(headers, self._settings)
            _check_site(scope["method"], headers)
            _check_address(scope)
            _check_kind(scope["method"], scope["path"], headers)
            scope[_BEARER] = _check_token(scope["method"], scope["path"], headers, self._settings)
            incoming = _bounded(receive, headers, _room(scope["path"], self._settings))
        except Failure as failure:
            await self._answer(failure)(scope, receive, _sealed(send))
            return
        await self._app(scope, incoming, _sealed(send))


def _headers(scope: Connection) -> Mapping[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}


def _check_host(headers: Mapping[str, str], settings: Settings) -> None:
    """A page elsewhere whose name was made to lead to this machine must not be taken for this app (DNS rebinding).

    Where a token is asked for, a browser does not send it for another name: any name will do.
    """
    host = _hostname(f"//{headers.get('host', '')}")
    if not (host and (is_loopback(host) or host == settings.host.lower() or settings.is_guarded)):
        raise refused(
            HTTPStatus.MISDIRECTED_REQUEST,
            "This is not the name of this app",
            "It was asked for under a name that it does not know. Open it as the terminal says.",
        )


def _check_site(method: str, headers: Mapping[str, str]) -> None:
    """Nothing may be changed, and nothing embedded, at the request of another site; its links may lead here."""
    site = headers.get("sec-fetch-site")
    if site is None:
        origin = headers.get("origin")
        same = origin is None or origin.partition("://")[2].lower() == headers.get("host", "").lower()
    else:
        same = site in ("same-origin", "none")
    followed = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    if not (same or (method in _SAFE and (site is None or followed))):
        raise refused(
            HTTPStatus.FORBIDDEN,
            "Another site asked for this",
            "Only screens of this app may do that. Open the app itself and try again there.",
        )


def _check_address(scope: Connection) -> None:
    """No name, id or query holds the character U+0000, and PostgreSQL can be asked for none that does."""
    if "\0" in scope["path"] or b"%00" in scope.get("query_string", b""):
        raise UNSTORABLE


def _check_kind(method: str, path: str, headers: Mapping[str, str]) -> None:
    """What programs write is JSON and says so, which no form of another site can."""
    brings = headers.get("content-length", "0") != "0" or "transfer-encoding" in headers
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if path.startswith(API) and method not in _SAFE and brings and kind != "application/json":
        raise refused(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            "This is not JSON",
            "What is sent here is JSON, under the content type application/json; /openapi.json describes it.",
        )


def _check_token(method: str, path: str, headers: Mapping[str, str], settings: Settings) -> str:
    """The name of whoever bears the token; empty where none is needed."""
    if not settings.is_guarded or path.startswith(OPEN):
        return ""
    try:
        may = _shown(headers, settings)
    except Unusable as error:
        raise refused(HTTPStatus.SERVICE_UNAVAILABLE, "Tokens cannot be checked", f"{error}.") from error
    if may is None:
        raise refused(
            HTTPStatus.UNAUTHORIZED,
            "A token is needed here",
            "Whoever started the app can tell it. Programs send it as “Authorization: Bearer …”.",
        )
    wanted = needed(method, path)
    if not may.scope.covers(wanted):
        detail = (
            f"Your token is good to {may.scope.value}; this asks for one to {wanted.value}. "
            "Whoever runs the app gives it."
        )
        raise refused(HTTPStatus.FORBIDDEN, "Your token is not good for that", detail)
    return may.name


def needed(method: str, path: str) -> Scope:
    """What a token must be good for: whatever only looks, to read; what is not known otherwise, to administer."""
    if method in _SAFE or path.startswith(_HARMLESS):
        return Scope.READ
    return Scope.REVIEW if path.startswith(_DECIDING) and path not in _ADMINISTERING else Scope.ADMIN


def _shown(headers: Mapping[str, str], settings: Settings) -> Grant | None:
    """What the token is good for that a request bears, in its header or as the pass in its cookie."""
    kind, _, said = headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return granted(settings, said.strip())
    shown = _cookie(headers)
    if settings.token is not None and hmac.compare_digest(shown.encode(), pass_of(settings.token).encode()):
        return Grant(Scope.ADMIN)
    return _held_by(settings, shown) if shown else None


def _held_by(settings: Settings, shown: str) -> Grant | None:
    held = settings.tokens.holder_of(shown) if settings.tokens else None
    return Grant(held.scope, held.name) if held else None


def _cookie(headers: Mapping[str, str]) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _hostname(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def _room(path: str, settings: Settings) -> int:
    """How many bytes a request may bring."""
    rooms = {"/import": settings.most_sent, f"{API}imports": min(settings.most_sent, _IN_JSON)}
    return rooms.get(path, _SMALL)


def _bounded(receive: Receive, headers: Mapping[str, str], most: int) -> Receive:
    """Hands on what comes in, as long as it is not too much.

    Raises:
        Failure: more than that was announced; the same where more comes than was announced.
    """
    told = headers.get("content-length", "0")
    too_much = refused(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "That is too much at once",
        f"A request may bring {most // MIB:,} MiB. Send fewer files, or use `onrecord add` in a terminal.",
    )
    if not told.isdecimal() or int(told) > most:
        raise too_much
    taken = 0

    async def bounded() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise too_much
        return message

    return bounded


def _sealed(send: Send) -> Send:
    """Adds what every answer must bear."""

    async def sealed(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], *_missing(message["headers"])]
        await send(message)

    return sealed


def _missing(there: list[tuple[bytes, bytes]]) -> Iterator[tuple[bytes, bytes]]:
    names = {name.lower() for name, _ in there}
    for name, value in HEADERS.items():
        if name.encode() not in names:
            yield name.encode(), value.encode()
