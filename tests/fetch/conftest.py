"""The server that misbehaves, started and stopped."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer

import pytest

from tests.fetch.servers import ROBOTS, Handler


@pytest.fixture
def server() -> Iterator[str]:
    """Return the address of a server that behaves badly."""
    Handler.robots, Handler.busy = (200, ROBOTS), 0
    Handler.robots_headers = {}
    Handler.seen.clear()
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()
    thread.join()
    httpd.server_close()
