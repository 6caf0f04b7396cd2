"""One way to write a screen: a function from what was asked to a frozen answer.

The answer is shown through a template, or told as JSON under the names of its fields at the same address with
``.json`` behind it. The function's parameters after the desk are those of the address.

    screens = Screens()

    @screens.at("/statements/{id}", "statement.html")
    def statement(desk: Desk, id: str) -> StatementShown: ...
"""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Generic, TypeVar, get_args, get_type_hints

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from onrecord.serve.web.desk import Desk
from onrecord.serve.web.faults import Problem
from onrecord.serve.web.guarding import UNSTORABLE, bearer_of
from onrecord.serve.web.links import TWIN
from onrecord.serve.web.rendering import rendered
from onrecord.serve.web.telling import told

TEXT = "text"
"""The field of a form that holds a page: whatever stands in it is read, and never asked of the database."""
_FRESH = "private, no-cache"
_NEVER_KEPT = {"cache-control": "no-store"}
_Function = TypeVar("_Function", bound=Callable[..., Any])
Answer = TypeVar("Answer")
PROBLEMS: dict[int | str, dict[str, Any]] = {
    "default": {"model": Problem, "description": "What went wrong, as problem details (RFC 9457)."}
}
"""How errors of a route for programs are described."""


@dataclass(frozen=True, slots=True)
class Done(Generic[Answer]):
    """What a program is told of what it asked to be done; ``location`` is where the outcome can be looked at."""

    answer: Answer
    location: str
    status: HTTPStatus = HTTPStatus.CREATED


def signed(who: str, bearer: str) -> str:
    """Who decides, as it is kept: the name that is told, and behind it that of the token, where it is another."""
    told = who.strip()
    if not bearer or told == bearer:
        return told
    return f"{told} (token of {bearer})" if told else bearer


class Screens:
    """The screens and actions of one module, to be hung into the app."""

    def __init__(self) -> None:
        self.router = APIRouter()

    def at(self, path: str, template: str, *, goes_on: bool = False) -> Callable[[_Function], _Function]:
        """Shows what the function answers at this address; a list that goes on tells where in ``next``."""

        def made(function: _Function) -> _Function:
            def shown(request: Request, /, **asked: Any) -> Response:  # noqa: ANN401 (the function says what)
                answer = function(request.app.state.desk, **asked)
                return fresh(request, rendered(request, template, answer), "text/html; charset=utf-8")

            def twin(request: Request, /, **asked: Any) -> Response:  # noqa: ANN401
                answer = function(request.app.state.desk, **asked)
                response = fresh(request, told(answer), "application/json")
                if goes_on and answer.next:
                    response.headers["link"] = f'<{answer.next}>; rel="next"'  # RFC 8288
                return response

            answered: dict[int | str, dict[str, Any]] = {
                HTTPStatus.OK: {"model": get_type_hints(function)["return"]},
                **PROBLEMS,
            }
            self.router.add_api_route(
                path + TWIN, _asking(twin, function), methods=["GET"], response_class=JSONResponse, responses=answered
            )
            self.router.add_api_route(
                path,
                _asking(shown, function),
                methods=["GET", "HEAD"],
                include_in_schema=False,
                response_class=Response,
            )
            return function

        return made

    def does(self, path: str) -> Callable[[_Function], _Function]:
        """Does something at the request of a form; the function tells where to go then."""

        def made(function: _Function) -> _Function:
            def done(request: Request, /, **asked: Any) -> Response:  # noqa: ANN401
                if any(isinstance(each, str) and "\0" in each for name, each in asked.items() if name != TEXT):
                    raise UNSTORABLE
                if "who" in asked:
                    asked["who"] = signed(asked["who"], bearer_of(request.scope))
                return RedirectResponse(function(request.app.state.desk, **asked), HTTPStatus.SEE_OTHER)

            self.router.add_api_route(
                path, _asking(done, function), methods=["POST"], include_in_schema=False, response_class=Response
            )
            return function

        return made

    def takes(self, path: str, *statuses: HTTPStatus) -> Callable[[_Function], _Function]:
        """Does something at the request of a program, which sends JSON; the function answers with a `Done`.

        ``statuses`` are those that its answers can have.
        """

        def made(function: _Function) -> _Function:
            def done(request: Request, /, **asked: Any) -> Response:  # noqa: ANN401
                made: Done[object] = function(request.app.state.desk, **asked)
                headers = {"location": made.location, **_NEVER_KEPT}
                return Response(told(made.answer), made.status, headers, "application/json")

            [model] = get_args(get_type_hints(function)["return"])
            self.router.add_api_route(
                path,
                _asking(done, function),
                methods=["POST"],
                status_code=statuses[0],
                response_class=JSONResponse,
                responses={**{each: {"model": model} for each in statuses}, **PROBLEMS},
            )
            return function

        return made


def desk_of(request: Request) -> Desk:
    """The desk of the app that is asked."""
    desk: Desk = request.app.state.desk
    return desk


def fresh(request: Request, body: bytes, media_type: str) -> Response:
    """An answer that a browser keeps, and asks about before it shows it again (RFC 9110, 13)."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": _FRESH, "vary": "cookie"}
    known = (each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(","))
    if tag in known:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(body, media_type=media_type, headers=headers)


def _asking(answering: Callable[..., Response], function: Callable[..., Any]) -> Callable[..., Response]:
    """Gives the one the parameters of the other, for FastAPI to read; the request in place of the desk."""
    hints = get_type_hints(function, include_extras=True)
    own = list(inspect.signature(function).parameters.values())[1:]
    request = inspect.Parameter("request", inspect.Parameter.POSITIONAL_ONLY, annotation=Request)
    named = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY, annotation=hints.get(each.name, str)) for each in own]

    def asking(*given: Any, **asked: Any) -> Response:  # noqa: ANN401
        return answering(*given, **asked) if given else answering(asked.pop("request"), **asked)

    asking.__signature__ = inspect.Signature([request.replace(kind=inspect.Parameter.KEYWORD_ONLY), *named])  # type: ignore[attr-defined]
    asking.__name__, asking.__doc__ = function.__name__, function.__doc__
    return asking
