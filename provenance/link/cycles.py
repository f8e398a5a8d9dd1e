"""Reference cycles, which linking makes none of."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Let the collector of reference cycles rest; it was enabled before, it is so again.

    Linking makes millions of records without cycles, and walking them over and over to look
    for some cost a fifth of its time.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


__all__ = ["uncollected"]
