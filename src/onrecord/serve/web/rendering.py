"""Answers as HTML, through templates that escape everything and show what would hide.

Whatever a template prints has its control and bidirectional characters shown by their number, so that no captured
text can reorder or hide what stands around it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import unquote, urlencode
from zlib import crc32

from fastapi import Request
from fastapi.responses import Response
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from onrecord import __version__
from onrecord.record.export import FORMATS
from onrecord.serve.web import links, wording
from onrecord.serve.web.faults import Fault
from onrecord.serve.web.navigation import PLACES, Place
from onrecord.serve.web.visible import named, visible

LOOKS = ("auto", "light", "dark")
"""How a person can have the screens; the first is as the system has it."""
LOOK, KEYS, EDITOR = "onrecord_look", "onrecord_keys", "onrecord_editor"
"""Cookies of what a person chose: a look, ``off`` where single keys shall do nothing, and who decides."""
EXPORTS = {name: form.what for name, form in FORMATS.items()}


@dataclass(frozen=True, slots=True)
class Frame:
    """What every screen knows of itself: where it is, and how the person wants it."""

    path: str
    query: str
    asked: str
    look: str
    keys: bool
    editor: str

    @property
    def here(self) -> str:
        """The address of this very screen."""
        return f"{self.path}?{self.query}" if self.query else self.path

    @property
    def twin(self) -> str:
        """The same as JSON."""
        return f"{self.path}.json" + (f"?{self.query}" if self.query else "")

    def is_at(self, place: Place) -> bool:
        return self.path == place.path or self.path.startswith(f"{place.path}/")


def rendered(request: Request, template: str, answer: object) -> bytes:
    """A screen as HTML."""
    return _environment().get_template(template).render(answer=answer, frame=frame_of(request)).encode()


def fault_screen(request: Request, fault: Fault) -> Response:
    """What went wrong, as a screen."""
    html = _environment().get_template("fault.html").render(fault=fault, frame=frame_of(request))
    return Response(html.encode(), fault.status, media_type="text/html; charset=utf-8")


def frame_of(request: Request) -> Frame:
    look = request.cookies.get(LOOK, "")
    return Frame(
        path=request.url.path,
        query=urlencode(request.query_params.multi_items()),
        asked=request.query_params.get("q", ""),
        look=look if look in LOOKS else LOOKS[0],
        keys=request.cookies.get(KEYS) != "off",
        editor=unquote(request.cookies.get(EDITOR, "")),
    )


@cache
def static(name: str) -> str:
    """The address of one of our files, which changes whenever the file does."""
    content = files("onrecord.serve").joinpath("static", name).read_bytes()
    return f"/static/{name}?{crc32(content):08x}"


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("onrecord.serve", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finally,
    )
    made.globals |= {
        "exports": EXPORTS,
        "links": links,
        "looks": LOOKS,
        "places": PLACES,
        "static": static,
        "version": __version__,
    }
    made.filters |= {
        "circumstances": wording.circumstances,
        "days": wording.days,
        "direction": wording.direction,
        "exactly": escape,
        "language": wording.language,
        "moment": wording.moment,
        "number": wording.number,
        "period": wording.period,
        "plural": wording.plural,
        "score": wording.score,
        "svg": Markup,
        "value": wording.value,
        "visible": visible,
    }
    return made


def _finally(value: Any) -> Any:  # noqa: ANN401 (whatever a template prints)
    """What a template prints: text is made safe to look at; markup is what we made ourselves."""
    return named(value) if isinstance(value, str) and not isinstance(value, Markup) else value
