"""Make the pictures of the tutorial: ``python docs/screenshots.py``.

Reads the sample articles into a database of its own, serves it and photographs some pages
with Chromium.  Pages are chosen that name no victim.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

import provenance

ROOT = Path(__file__).parent.parent
IMAGES = Path(__file__).parent / "images"
LARGEST = 150_000
"""Bytes of a picture at most."""
WIDTH, HEIGHT = 1000, 560
MARGIN = 60
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
WAIT_SECONDS = 60


def main() -> None:
    """Make all pictures."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "claims.db"
        command = [sys.executable, "-m", "provenance.cli"]
        subprocess.run([*command, "ingest", database, ROOT / "seeds"], check=True)
        with serving(command, database) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=list(FLAGS)
            )
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
            for name, path, words in pages(database):
                take(page, address + path, words, IMAGES / f"{name}.png")
            browser.close()


def pages(database: Path) -> Iterator[tuple[str, str, str]]:
    """Yield name and address of each picture, and the words that it is to begin with."""
    with provenance.open(database) as db:
        event = max(db.events(), key=lambda event: (event.n_figures, event.n_origins, event.id))
        found = db.compare(event)
        figure = next(f for f in found.figures if f.low is not None and f.high is None)
    yield "start", "/claims/-/provenance", ""
    yield "event", f"/claims/-/event/{event.id}", "Figures side by side"
    yield "claim", f"/claims/-/claim/{figure.claim_id}", ""
    yield "document", f"/claims/-/document/{figure.document_id}", figure.sentence[:12]
    yield "queue", f"/claims/-/queue?event={event.id}", ""


def take(page: Page, address: str, words: str, target: Path) -> None:
    """Photograph one page from some words on; without words, its top."""
    page.goto(address)
    if words:
        box = page.get_by_text(words).first.bounding_box()
        if box is not None:
            page.evaluate("y => window.scrollTo(0, y)", max(0, box["y"] - MARGIN))
    page.screenshot(path=target)
    size = target.stat().st_size
    if size > LARGEST:
        raise SystemExit(f"{target}: {size:,} bytes; make the picture smaller")
    print(f"{target.relative_to(ROOT)}: {size:,} bytes")


@contextmanager
def serving(command: list[str], database: Path) -> Iterator[str]:
    """Serve a database, and yield the address when it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [*command, "serve", str(database), "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"NO_COLOR": "1"},
    )
    address = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + WAIT_SECONDS
        while True:
            try:
                urllib.request.urlopen(address, timeout=5).close()
                break
            except (urllib.error.URLError, OSError):
                if time.monotonic() > until:
                    raise
                time.sleep(0.3)
        yield address
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    main()
