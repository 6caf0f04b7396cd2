"""What programs do, in JSON, where people use forms: decide, import, relate, prove. A request that comes again, as
after a lost answer, changes nothing more."""

from __future__ import annotations

import io
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Request

from onrecord.pipeline import decide as settled
from onrecord.pipeline import identify
from onrecord.record.decisions import decisions, on_names
from onrecord.relating import Related
from onrecord.serve.web import links
from onrecord.serve.web.beside import Beside, Made, Ran
from onrecord.serve.web.bodies import Correction, Importing, Judgement, OnNames, OnStatement, Renaming
from onrecord.serve.web.deciding import Meant, already
from onrecord.serve.web.desk import Desk, Examined
from onrecord.serve.web.faults import missing, refused
from onrecord.serve.web.guarding import bearer_of
from onrecord.serve.web.screen import Done, Screens, signed
from onrecord.serve.web.screens.holding import Decided, decided_of
from onrecord.serve.web.screens.importing import ImportProgress, begun, progress
from onrecord.serve.web.screens.reviewing import editor
from onrecord.serve.web.screens.speaking import holder, key_of
from onrecord.types import Decision, DecisionKind

screens = Screens()


def _bearer(request: Request) -> str:
    return bearer_of(request.scope)


@screens.takes("/api/decisions", HTTPStatus.CREATED, HTTPStatus.OK)
def decide(desk: Desk, said: Judgement, bearer: Annotated[str, Depends(_bearer)] = "") -> Done[Decided]:
    """An editor's word: accept, reject or correct a statement; say that two names are one speaker (same) or two
    (different); rename a speaker; undo a decision. Where the same was said already and stands, that decision is the
    answer, with status 200, and nothing is written down."""
    with desk.deciding:
        meant = _meant(desk, said, editor(signed(said.who, bearer)))
        before = already(_said(desk, meant), meant)
        made = before or _written(desk, meant)
    where = links.statement(made.target) if made.page else holder(desk, made.target, "")
    if meant.kind is DecisionKind.UNDO:
        where = "/decisions"
    status = HTTPStatus.OK if before else HTTPStatus.CREATED
    return Done(decided_of(made, undone=False), links.twin(where), status)


@screens.takes("/api/imports", HTTPStatus.ACCEPTED)
def bring(desk: Desk, said: Importing) -> Done[ImportProgress]:
    """Begins an import of files, texts, addresses or the examples beside the screens. A page that the record holds
    already is told as known and changes nothing."""
    files = [(each.name, io.BytesIO(each.raw)) for each in said.files]
    return _importing(desk, begun(desk, files, said.texts, said.addresses, examples=said.examples))


@screens.takes("/api/imports/{id}/stop", HTTPStatus.ACCEPTED)
def stop(desk: Desk, id: str) -> Done[ImportProgress]:  # noqa: A002 (as the address has it)
    """Ends an import after the page in hand; what was kept stays."""
    if not desk.imports.stop(id):
        raise missing("import", id)
    return _importing(desk, id)


@screens.takes("/api/relating", HTTPStatus.ACCEPTED)
def bring_together(desk: Desk) -> Done[Ran[Related]]:
    """Relates beside the screens what is not related yet, unless that is being done already."""
    return _beginning(desk.relating, links.occasions())


@screens.takes("/api/examination", HTTPStatus.ACCEPTED)
def prove(desk: Desk) -> Done[Ran[Examined]]:
    """Proves every byte, word, row and decision again beside the screens, unless that is being done already."""
    return _beginning(desk.examination, "/doctor")


@screens.takes("/api/speakers", HTTPStatus.OK)
def tell(desk: Desk) -> Done[bool]:
    """Tells anew who is who, where names or decisions on them have changed since; was anything to do?"""
    return Done(identify(desk.record), links.twin(links.speakers()), HTTPStatus.OK)


def _meant(desk: Desk, said: Judgement, who: str) -> Meant:
    """What is to be written down.

    Raises:
        Failure: the record holds no such statement, name or decision, or not the words that are sent.
    """
    kind, why = DecisionKind(said.kind), said.why.strip()
    if isinstance(said, OnStatement | Correction):
        value = said.corrected.value(who) if isinstance(said, Correction) else {}
        return Meant(kind, said.statement, who, why, value, _page_with(desk, said.statement, value))
    if isinstance(said, OnNames):
        one, other = key_of(desk, said.one), key_of(desk, said.other)
        if one == other:
            detail = f"{said.one} and {said.other} are one name: nothing can be said of it."
            raise refused(HTTPStatus.UNPROCESSABLE_ENTITY, "That is one name", detail)
        return Meant(kind, one, who, why, {"other": other})
    if isinstance(said, Renaming):
        return Meant(kind, key_of(desk, said.one), who, why, {"name": said.name.strip()})
    undone = desk.record.decision(said.decision)
    if undone is None:
        raise missing("decision", said.decision)
    return Meant(kind, undone.hash, who, why, page=undone.page)


def _said(desk: Desk, meant: Meant) -> list[Decision]:
    """What was said so far that bears on it: of the page, or of names."""
    with desk.engine.connect() as connection:
        return decisions(connection, pages=[meant.page]) if meant.page else on_names(connection)


def _page_with(desk: Desk, statement: str, value: dict[str, object]) -> str:
    """The page of a statement, on which the words that are sent must stand.

    Raises:
        Failure: there is no such statement, or its page is not so long.
    """
    page = desk.page_of(statement)
    if page is None:
        raise missing("statement", statement)
    spans = [
        span for name in ("content", "cue", "source") if isinstance(held := value.get(name), list) for span in held
    ]
    length = len(desk.text_of(page)) if spans else 0
    if any(end > length for _, end in spans):
        detail = f"A span ends beyond the page's {length:,} characters."
        raise refused(HTTPStatus.UNPROCESSABLE_ENTITY, "There are no such words", detail)
    return page


def _written(desk: Desk, meant: Meant) -> Decision:
    """A decision, on disk; those on names with who is who told anew, in one transaction."""
    value, moment = dict(meant.value) or None, desk.settings.clock()
    kind, target, who, why = meant.kind, meant.target, meant.who, meant.why
    on_statement = kind in (DecisionKind.ACCEPT, DecisionKind.REJECT, DecisionKind.CORRECT)
    if on_statement:
        return desk.record.decide(kind, target, who=who, moment=moment, why=why, corrected=value)
    return settled(desk.record, kind, target, who=who, moment=moment, why=why, corrected=value)


def _importing(desk: Desk, id_: str) -> Done[ImportProgress]:
    return Done(progress(desk, id_), links.twin(links.importing(id_)), HTTPStatus.ACCEPTED)


def _beginning(work: Beside[Made], where: str) -> Done[Ran[Made]]:
    return Done(work.begin(), links.twin(where), HTTPStatus.ACCEPTED)
