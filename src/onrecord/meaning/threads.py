"""Matrix products on one thread.

Our matrices are so small that a second thread costs more than it gives: on a busy machine, threads that wait for each
other took twelve times the processor time. With one thread sums also run in one order, so a vector is always the same.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache

from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]


def one_thread() -> AbstractContextManager[object]:
    """While it is open, numpy's products take one thread of this process; afterwards as many as before."""
    limited: AbstractContextManager[object] = _controller().limit(limits=1, user_api="blas")
    return limited


@cache
def _controller() -> ThreadpoolController:
    """Looked up once: finding the loaded libraries takes milliseconds."""
    return ThreadpoolController()
