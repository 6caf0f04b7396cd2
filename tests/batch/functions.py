"""What a reader's child calls, found there by name."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from onrecord.types import Page


def shout(page: Page) -> str:
    """The page in capitals; some pages do harm."""
    text = page.content.decode()
    if text == "raise":
        raise ValueError("no")
    if text == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if text.startswith("once:") and not Path(text[5:]).exists():
        Path(text[5:]).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return f"{os.getpid()} {text.upper()}"
