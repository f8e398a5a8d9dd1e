"""Start Datasette with our plugin and metadata, and the flags that its version wants."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from provenance.browse.metadata import served
from provenance.errors import StoreError
from provenance.store.connect import must_be_immutable

# Ctrl-C is taken as soon as there is a handler; the server has its own while it runs.  Not a
# module of this package: Datasette must be imported before the plugin that it loads.
SERVED = """
import os, signal
signal.signal(signal.SIGINT, lambda *_: os._exit(0))
if hasattr(signal, "pthread_sigmask"):
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
from datasette.cli import cli
cli(prog_name="datasette")
"""
SETTINGS = {"truncate_cells_html": 320}
"""A cell of a table page shows this many characters: whole articles belong on their pages."""

LARGE = 256 * 2**20
"""Bytes of a database from which on Datasette is not asked to suggest facets.

To suggest some it counts all rows of a table or view once a column: at a million claims that
takes seconds, and for two of our views longer than a query may take.  The facets of our
metadata are shown all the same.
"""


def serve(
    db_paths: Sequence[Path], host: str = "127.0.0.1", port: int = 8001, extra: Sequence[str] = ()
) -> int:
    """Serve databases until stopped and return Datasette's exit code.

    The metadata is written for the names that Datasette gives these files, into a
    temporary file that lives as long as the server.  Raises StoreError for a path that
    is not a file.
    """
    for path in db_paths:
        if not path.is_file():
            raise StoreError(f"{path}: no such database; make it with: provenance ingest {path} …")
    # Datasette numbers names that come twice in this order.
    db_paths = sorted(db_paths, key=must_be_immutable)
    for path in filter(must_be_immutable, db_paths):
        print(
            f"{path}: in a folder where nothing may be written; it is shown as it is now, "
            "and takes no decisions.",
            file=sys.stderr,
        )
    with tempfile.TemporaryDirectory(prefix="provenance-") as folder:
        metadata = Path(folder) / "metadata.json"
        metadata.write_text(json.dumps(served(database_names(db_paths))), "utf-8")
        command = arguments(db_paths, metadata, host=host, port=port, extra=extra)
        with _undisturbed():
            process = subprocess.Popen([sys.executable, "-c", SERVED, *command])
        return _wait(process)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep Ctrl-C waiting while the server is started: it takes it when it can end quietly."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _wait(process: subprocess.Popen[bytes]) -> int:
    """Wait for the server to end; being told to end, tell it to end."""
    before = signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    try:
        return process.wait()
    except KeyboardInterrupt:
        # The terminal has sent the signal to Datasette too, which shuts down by itself.
        process.wait()
        return 0
    finally:
        signal.signal(signal.SIGTERM, before)


def serve_command(
    paths: Sequence[Path], *, host: str, port: int, open_browser: bool, root: bool = False
) -> int:
    """Serve databases for the command line.

    ``open_browser`` opens their first page, ``root`` prints an address that logs in as root.
    """
    extra = [*(["--open"] if open_browser else []), *(["--root"] if root else [])]
    return serve(paths, host, port, extra)


def arguments(
    paths: Sequence[Path],
    metadata: Path,
    *,
    host: str,
    port: int,
    extra: Sequence[str] = (),
    datasette_version: str | None = None,
) -> list[str]:
    """Return the arguments of ``datasette`` for its version.

    From 1.0 on, ``-m`` alone passes over canned queries in silence and ``-c`` alone passes
    over titles and descriptions: the same file is given as both.
    """
    given = datasette_version or version("datasette")
    flags = ["-m", str(metadata)]
    if int(given.split(".")[0]) >= 1:
        flags += ["-c", str(metadata)]
    settings = dict(SETTINGS)
    if any(path.is_file() and path.stat().st_size >= LARGE for path in paths):
        settings["suggest_facets"] = 0
    for name, value in settings.items():
        flags += ["--setting", name, str(value)]
    files: list[str] = []
    for path in paths:
        files += ["-i", str(path)] if must_be_immutable(path) else [str(path)]
    return ["serve", *files, *flags, "--host", host, "--port", str(port), *extra]


def database_names(paths: Sequence[Path]) -> list[str]:
    """Return the names that Datasette gives to these files: the stems, numbered when repeated.

    >>> database_names([Path("a/claims.db"), Path("b/claims.db"), Path("x.sqlite")])
    ['claims', 'claims_2', 'x']
    """
    names: list[str] = []
    # Datasette, too, takes a file that is named twice once.
    for path in dict.fromkeys(paths):
        name, number = path.stem, 2
        while name in names:
            name = f"{path.stem}_{number}"
            number += 1
        names.append(name)
    return names
