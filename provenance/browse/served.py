"""Run Datasette so that Ctrl-C ends it without a traceback, also while it starts."""

from __future__ import annotations

import os
import signal
from types import FrameType


def end(number: int, frame: FrameType | None) -> None:
    """End at once: nothing is open yet, or the server has shut down already."""
    os._exit(0)


def main() -> None:
    """Take Ctrl-C from now on, then serve; the server has a handler of its own while it runs."""
    signal.signal(signal.SIGINT, end)
    if hasattr(signal, "pthread_sigmask"):
        # Blocked by who started this process, so that none came before there was a handler.
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    from datasette.cli import cli

    cli(prog_name="datasette")


if __name__ == "__main__":
    main()
