"""What goes wrong, told on a designed page, or as problem details (RFC 9457) to those who ask for JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from onrecord.errors import OnrecordError, QueryError, RecordError


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong, as programs are told it (RFC 9457); members of one kind of problem may stand beside these."""

    type: str
    title: str
    status: int
    detail: str
    instance: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that went wrong: its HTTP status, a title, what to do, and what else a program may want to know."""

    status: int
    title: str
    detail: str
    more: Mapping[str, object] = field(default_factory=dict)

    def problem(self, path: str) -> dict[str, object]:
        """As problem details; ``type`` is left at its default, for the status says it all."""
        told = {"type": "about:blank", "title": self.title, "status": self.status, "detail": self.detail}
        return {**told, "instance": path, **self.more}


class Failure(OnrecordError):
    """A request that cannot be answered; the fault says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.detail)
        self.fault = fault


def missing(what: str, id_: str) -> Failure:
    """The record holds no such thing."""
    detail = f"The record holds no {what} {id_}. It may have been read anew since; search for its words."
    return Failure(Fault(HTTPStatus.NOT_FOUND, f"There is no such {what}", detail))


def refused(status: HTTPStatus, title: str, detail: str) -> Failure:
    """A request that is turned away for what it asks."""
    return Failure(Fault(status, title, detail))


def fault_of(error: OnrecordError) -> Fault:
    """What an error becomes."""
    if isinstance(error, Failure):
        return error.fault
    if isinstance(error, QueryError):
        return Fault(HTTPStatus.BAD_REQUEST, "This query cannot be understood", _sentence(error), {"at": error.at})
    if isinstance(error, RecordError):
        return Fault(HTTPStatus.SERVICE_UNAVAILABLE, "The record cannot be used just now", _sentence(error))
    return Fault(HTTPStatus.UNPROCESSABLE_ENTITY, "This cannot be done", _sentence(error))


def of_status(status: int) -> Fault:
    """What a bare HTTP status says."""
    known = HTTPStatus(status)
    told = {
        HTTPStatus.NOT_FOUND: ("There is nothing here", "The address leads nowhere. Search the record instead."),
        HTTPStatus.METHOD_NOT_ALLOWED: ("That is not done here", "This address does not take such a request."),
    }
    return Fault(status, *told.get(known, (known.phrase, known.description or known.phrase)))


def of_request(errors: Sequence[Any]) -> Fault:
    """What is wrong with an address, or with what was sent, as FastAPI finds it; the first of it is told."""
    first = errors[0]
    source, *parts = (str(part) for part in first["loc"])
    where = ".".join(parts).encode(errors="replace").decode()
    what = first["msg"].encode(errors="replace").decode()  # it may tell what was sent, lone surrogates and all
    if first["type"] == "json_invalid":
        return Fault(HTTPStatus.BAD_REQUEST, "This is not JSON", f"It cannot be read at character {where}.")
    if source == "body":
        told = f"{where}: {what}." if where else f"{what}."
        return Fault(HTTPStatus.UNPROCESSABLE_ENTITY, "What was sent cannot be used", told)
    return Fault(HTTPStatus.UNPROCESSABLE_ENTITY, "The address asks for something that cannot be", f"{where}: {what}.")


UNFORESEEN = Fault(
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "Something went wrong here",
    "This is a fault of onrecord, not of yours. The record is as it was; what happened stands in the terminal.",
)


def _sentence(error: Exception) -> str:
    told = str(error)
    return told[:1].upper() + told[1:] + ("" if told.endswith((".", "?", "!")) else ".")
