"""The description of the service for programs (OpenAPI 3.1): every screen's JSON, as it is told."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from onrecord.serve.web.guarding import needed

PROBLEM = "application/problem+json"
_ABOUT = """Every screen of the app is an answer in JSON, too: the address with `.json` behind it. Lists go on at the
address that `next` holds, and the `Link` header; an answer bears an `ETag`, and is not sent again to whoever has it.
Under `/api/` programs write, in JSON, what people do in forms; what is sent again changes nothing more. Offsets count
characters (code points) of a page's text, and a span is a pair of them. Ids are digests of content, the same in every
record."""
_TOKEN = {
    "type": "http",
    "scheme": "bearer",
    "description": "Asked for where the app is served with tokens; x-onrecord-scope tells what each request needs.",
}
_SPAN = {
    "type": "array",
    "prefixItems": [{"type": "integer"}, {"type": "integer"}],
    "minItems": 2,
    "maxItems": 2,
    "title": "Span",
    "description": "Code points [start, end) of one page's text.",
}


def describe(app: FastAPI) -> None:
    """Makes an app describe itself at ``/openapi.json``."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = described(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's own way to say it otherwise


def described(app: FastAPI) -> dict[str, Any]:
    """The description, with spans and errors as they are told."""
    made = get_openapi(title=app.title, version=app.version, description=" ".join(_ABOUT.split()), routes=app.routes)
    schemas = made["components"]["schemas"]
    schemas["Span"] = _SPAN
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    made["components"]["securitySchemes"] = {"token": _TOKEN}
    made["security"] = [{}, {"token": []}]
    for path, methods in made["paths"].items():
        for method, operation in methods.items():
            operation["x-onrecord-scope"] = needed(method.upper(), path).value
            responses = operation["responses"]
            responses.pop("422", None)
            if "default" in responses:
                responses["default"]["content"] = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return made
