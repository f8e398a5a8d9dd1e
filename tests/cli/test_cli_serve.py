"""Serving: Datasette comes up with our plugin, and Ctrl-C ends it quietly."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from cli_runs import COMMAND

PATIENCE = 90
"""Seconds to wait for the server, on a busy machine."""


def fetch(url: str) -> bytes:
    """Return what ``url`` answers."""
    with urllib.request.urlopen(url, timeout=10) as answer:
        body: bytes = answer.read()
        return body


def served(database: Path) -> tuple[subprocess.Popen[bytes], int]:
    """Begin to serve a database; return the process and its port."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [*COMMAND, "serve", str(database), "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,  # so that the signal reaches both, as from a terminal
    )
    return process, port


@pytest.mark.skipif(os.name != "posix", reason="process groups are POSIX")
def test_serve_until_interrupted(database: Path) -> None:
    process, port = served(database)
    try:
        base = f"http://127.0.0.1:{port}"
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                plugins = json.loads(fetch(f"{base}/-/plugins.json"))
                break
            except (urllib.error.URLError, ConnectionError):
                assert process.poll() is None, process.communicate()[0]
                assert time.monotonic() < deadline, "the server does not answer"
                time.sleep(0.1)
        assert "claim-provenance" in json.dumps(plugins)
        assert b"figure_comparison" in fetch(f"{base}/claims")
        name = database.stem
        assert b"Coverage" in fetch(f"{base}/{name}/-/provenance"), "our pages are there"
    finally:
        os.killpg(process.pid, signal.SIGINT)
        output, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert b"Traceback" not in output


@pytest.mark.skipif(os.name != "posix", reason="process groups are POSIX")
@pytest.mark.parametrize("times", [1.5, 3, 6])
def test_ctrl_c_while_it_starts_is_quiet(database: Path, times: float) -> None:
    """Before our first line Python speaks for itself: wait longer than it takes to get there."""
    begun = time.monotonic()
    subprocess.run([*COMMAND, "--version"], stdout=subprocess.PIPE, check=True)
    start = time.monotonic() - begun
    process, _ = served(database)
    time.sleep(start * times)
    os.killpg(process.pid, signal.SIGINT)
    output, _ = process.communicate(timeout=PATIENCE)
    # A shell shows the end by the signal itself as 130 too.
    assert process.returncode in (0, 130, -signal.SIGINT)
    assert b"Traceback" not in output
