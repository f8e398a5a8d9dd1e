"""A real server with the invented conflict, and a real browser."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from browse.conftest import known_ids
from browse.world import MONITOR, small_world

START_SECONDS = 180
SERVE = (
    "import sys; from pathlib import Path; from provenance.browse.serve import serve_command; "
    "sys.exit(serve_command([Path(sys.argv[1])], host='127.0.0.1', port=int(sys.argv[2]), "
    "open_browser=False, root=len(sys.argv) > 3))"
)
LOGIN = re.compile(r"http://\S+(/-/auth-token\?token=\S+)")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass
class Server:
    """A running server; its pages and the ids in its database."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path
    ids: dict[str, str]

    def url(self, path: str) -> str:
        """Return the address of a page."""
        return f"http://127.0.0.1:{self.port}{path}"

    def page(self, name: str) -> str:
        """Return the address of one of our pages."""
        ids = self.ids
        return self.url(
            {
                "start": "/claims/-/provenance",
                "event": f"/claims/-/event/{ids['event']}",
                "document": f"/claims/-/document/{ids['quay-1']}",
                "claim": f"/claims/-/claim/{ids['toll']}",
                "hostile": f"/claims/-/document/{ids['hostile-1']}",
                "evil": f"/claims/-/claim/{ids['evil']}",
                "source": f"/claims/-/source/{MONITOR.id}",
                "queue": "/claims/-/queue",
                "events": "/claims/-/events",
                "search": "/claims/-/search?q=killed",
            }[name]
        )

    def login(self) -> str:
        """Return the address that logs in as root, which the server has printed."""
        found = LOGIN.search(self.log.read_text(errors="replace"))
        assert found is not None, self.log.read_text(errors="replace")
        return self.url(found[1])


def start(database: Path, folder: Path, *, root: bool = False) -> Server:
    """Start a server as the command line does, and wait until it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = folder / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(database), str(port), *(["root"] if root else [])],
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, "TMPDIR": str(folder)},
        )
    server = Server(process, port, log, known_ids(database))
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(server.url("/-/versions.json"), timeout=5):
                return server
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    process.kill()
    process.wait()
    pytest.fail(f"the server did not start:\n{log.read_text(errors='replace')}")


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the invented conflict."""
    return small_world().write(tmp_path_factory.mktemp("e2e") / "claims.db")


@pytest.fixture(scope="session")
def server(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for all tests; they only read."""
    running = start(database, tmp_path_factory.mktemp("server"))
    yield running
    running.process.terminate()
    running.process.wait(timeout=30)


@pytest.fixture
def open_server(database: Path, tmp_path: Path) -> Iterator[Server]:
    """A server of one test, with a copy of the database, in which root may decide."""
    copy = tmp_path / "claims.db"
    shutil.copy(database, copy)
    running = start(copy, tmp_path, root=True)
    yield running
    running.process.terminate()
    running.process.wait(timeout=30)


@dataclass
class Tab:
    """A page of the browser, and what went wrong in it."""

    page: Any
    errors: list[str] = field(default_factory=list)
    abroad: list[str] = field(default_factory=list)


@asynccontextmanager
async def tab(server: Server, **settings: Any) -> AsyncIterator[Tab]:
    """Open a tab of a browser; no error, dialog or request abroad may have happened at the end."""
    from playwright.async_api import async_playwright

    async with async_playwright() as driver:
        browser = await driver.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(FLAGS)
        )
        context = await browser.new_context(
            **{"viewport": {"width": 1280, "height": 900}, **settings}
        )
        opened = Tab(await context.new_page())
        opened.page.on("pageerror", lambda error: opened.errors.append(str(error)))
        opened.page.on("dialog", lambda dialog: opened.errors.append(f"dialog: {dialog.message}"))
        opened.page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((server.url("/"), "data:"))
                else opened.abroad.append(request.url)
            ),
        )
        try:
            yield opened
        finally:
            await browser.close()
        assert not opened.errors
        assert not opened.abroad
