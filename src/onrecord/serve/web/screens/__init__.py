"""One module a screen; this is the list of them, in the order in which addresses are matched."""

from onrecord.serve.web.screens import (
    auditing,
    captured,
    checking,
    counting,
    entering,
    exporting,
    holding,
    importing,
    page,
    positions,
    retelling,
    reviewing,
    search,
    speaking,
    statement,
    writing,
)

ALL = (
    entering.screens,
    search.screens,
    captured.screens,
    page.screens,
    statement.screens,
    checking.screens,
    reviewing.screens,
    speaking.screens,
    counting.screens,
    retelling.screens,
    auditing.screens,
    positions.screens,
    holding.screens,
    exporting.screens,
    importing.screens,
    writing.screens,
)
