"""The app itself: screens, files and defences put together."""

from __future__ import annotations

import mimetypes
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from importlib.resources import as_file, files

from anyio import to_thread
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from onrecord import __version__
from onrecord.errors import OnrecordError
from onrecord.record.store import Record
from onrecord.serve.web import faults
from onrecord.serve.web.describing import PROBLEM, describe
from onrecord.serve.web.desk import Desk
from onrecord.serve.web.faults import Failure, Fault
from onrecord.serve.web.guarding import HEADERS, App, Connection, Guard, Receive, Send
from onrecord.serve.web.links import TWIN
from onrecord.serve.web.rendering import fault_screen
from onrecord.serve.web.screens import ALL
from onrecord.serve.web.settings import Settings

AT_ONCE = 7
"""Requests that are worked on at a time; others wait for their turn. Each may use two connections, the record lends 15,
and more threads would only take each other's processor."""
_KEPT = "public, max-age=31536000, immutable"


def create(record: Record, settings: Settings | None = None) -> FastAPI:
    """The app over an open record, which stays its caller's to close.

    It answers once it is started (an ASGI server does that); when it is ended, imports that run are stopped, and what
    they kept stays.
    """
    chosen = settings or Settings()
    desk = Desk(record, chosen)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        to_thread.current_default_thread_limiter().total_tokens = AT_ONCE
        warming = threading.Thread(target=desk.warm, name="onrecord warming", daemon=True)
        warming.start()
        yield
        desk.close()
        warming.join()

    app = FastAPI(
        title="onrecord", version=__version__, docs_url=None, redoc_url=None, lifespan=lifespan, redirect_slashes=False
    )
    app.state.desk = desk
    for screens in ALL:
        app.include_router(screens.router)
    with as_file(files("onrecord.serve") / "static") as folder:
        app.mount("/static", _Kept(directory=folder))
    app.add_exception_handler(OnrecordError, _on_error)
    app.add_exception_handler(RequestValidationError, _on_error)
    app.add_exception_handler(HTTPException, _on_error)
    app.add_exception_handler(Exception, _on_error)
    describe(app)
    app.add_middleware(Guard, settings=chosen, answer=_answer)
    return app


class _Kept(StaticFiles):
    """Our own files; their addresses change when they do, so that a browser may keep them."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers["cache-control"] = _KEPT
        return response


def _on_error(request: Request, error: Exception) -> Response:
    return told(request, _fault(error))


def _fault(error: Exception) -> Fault:
    if isinstance(error, OnrecordError):
        return faults.fault_of(error)
    if isinstance(error, HTTPException):
        return faults.of_status(error.status_code)
    if isinstance(error, RequestValidationError):
        return faults.of_request(error.errors())
    return faults.UNFORESEEN


def told(request: Request, fault: Fault) -> Response:
    """What went wrong, in the form that was asked for."""
    if wants_json(request):
        response: Response = JSONResponse(fault.problem(request.url.path), fault.status, media_type=PROBLEM)
    else:
        response = fault_screen(request, fault)
    if fault.status == HTTPStatus.UNAUTHORIZED:
        response.headers["www-authenticate"] = "Bearer"
    response.headers.update(HEADERS)  # an unforeseen fault is told from outside the guard
    return response


def wants_json(request: Request) -> bool:
    """Is it a program that asks?"""
    path, accepted = request.url.path, request.headers.get("accept", "")
    return path.endswith(TWIN) or path.startswith("/api/") or ("json" in accepted and "html" not in accepted)


def _answer(failure: Failure) -> App:
    """What the guard says to those whom it turns away."""

    async def answered(scope: Connection, receive: Receive, send: Send) -> None:
        await told(Request(scope), failure.fault)(scope, receive, send)

    return answered


mimetypes.add_type("text/javascript", ".js")  # whatever this machine's own table says
