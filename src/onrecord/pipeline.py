"""The path of one page, from bytes to findings. Read this first."""

from __future__ import annotations

from onrecord.clean import clean
from onrecord.errors import Unreadable
from onrecord.extract.figures import figures_of
from onrecord.extract.statements import statements_of
from onrecord.types import Page, Reading, Rejection


def read(page: Page) -> Reading | Rejection:
    """Everything that one page gives, or the reason why it gives nothing.

    Pure: the same page gives the same answer on any day and machine; the clock comes with ``page.captured``.
    """
    try:
        article = clean(page)
    except Unreadable as error:
        return Rejection(name=page.name, sha256=page.sha256, reason=error.reason, detail=error.detail)
    return Reading(page=page, article=article, statements=statements_of(article), figures=figures_of(article))
