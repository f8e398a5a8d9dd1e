"""Ways to run the command line, shared by its tests."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]
COMMAND = (sys.executable, "-m", "provenance.cli")


def provenance(
    *arguments: str | Path, stdin: bytes | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run the command line in a process of its own, its output in pipes."""
    command = [*COMMAND, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, input=stdin, check=False, timeout=120)
