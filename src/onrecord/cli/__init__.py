"""The commands: parse, call, print. Data on standard output, messages on standard error."""

from __future__ import annotations

import sys

from onrecord.cli.exits import Exit


def main() -> None:
    """The program. Exit codes: 0 fine, 1 partial failure, 2 usage, 3 nothing readable, 130 interrupted."""
    try:
        from onrecord.cli.commands import run  # imported here, so that an interruption is met while modules load

        code = run()
    except KeyboardInterrupt:
        code = Exit.INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe went away: nothing is wrong, and nothing more can be said to it.
        sys.stderr.close()
        code = Exit.FINE
    sys.exit(int(code))
