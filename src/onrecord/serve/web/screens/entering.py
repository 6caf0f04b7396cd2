"""The way in: the first screen, the token, and how a person wants the screens to look."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import Form, Request
from fastapi.responses import RedirectResponse, Response

from onrecord.serve.access import pass_of
from onrecord.serve.web import links
from onrecord.serve.web.faults import refused
from onrecord.serve.web.guarding import COOKIE, granted
from onrecord.serve.web.rendering import KEYS, LOOK, LOOKS
from onrecord.serve.web.screen import Screens, desk_of

screens = Screens()
YEAR = 365 * 24 * 3600
"""Seconds that a browser remembers what a person chose."""


@screens.router.get("/", include_in_schema=False)
def first(request: Request) -> Response:
    """The search; an empty record is to be filled first."""
    return going(links.importing() if desk_of(request).is_empty else links.search())


@screens.router.get("/enter", include_in_schema=False)
def enter_by_link(request: Request, token: str = "", to: str = "/") -> Response:
    """The link that the terminal shows: it holds the token, and leaves none of it in the address."""
    return _entered(request, token, to)


@screens.router.post("/enter", include_in_schema=False)
def enter(request: Request, token: Annotated[str, Form()] = "", to: Annotated[str, Form()] = "/") -> Response:
    return _entered(request, token, to)


@screens.router.post("/look", include_in_schema=False)
def look(
    look: Annotated[str, Form()] = "", keys: Annotated[str, Form()] = "", to: Annotated[str, Form()] = "/"
) -> Response:
    """Light, dark or as the system has it; single keys on or off."""
    response = going(within(to))
    if look in LOOKS:
        response.set_cookie(LOOK, look, max_age=YEAR, samesite="strict", httponly=True)
    if keys in ("on", "off"):
        response.set_cookie(KEYS, keys, max_age=YEAR, samesite="strict", httponly=True)
    return response


def _entered(request: Request, token: str, to: str) -> Response:
    settings = desk_of(request).settings
    response = going(within(to))
    if not settings.is_guarded:
        return response
    if granted(settings, token.strip()) is None:
        raise refused(HTTPStatus.UNAUTHORIZED, "This is not the token", "Whoever started the app can tell it.")
    secure = request.url.scheme == "https"
    response.set_cookie(COOKIE, pass_of(token.strip()), samesite="lax", httponly=True, secure=secure)
    return response


def within(to: str) -> str:
    """An address of this app; the first screen where it is none."""
    inside = to.startswith("/") and not to.startswith(("//", "/\\")) and to.isprintable()
    return to if inside else "/"


def going(address: str) -> RedirectResponse:
    return RedirectResponse(address, HTTPStatus.SEE_OTHER)
