"""The app behind a real server, on a port of its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import uvicorn
from fastapi import FastAPI

from onrecord.cli.serve import listening


def serve(app: FastAPI) -> Iterator[str]:
    """Serves an app until the test is done; its address."""
    with listening("127.0.0.1", 0) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()
