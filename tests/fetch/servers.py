"""A server on this machine that behaves as badly as servers can."""

from __future__ import annotations

import gzip
import time
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from provenance.fetch import FetchError, Limits, Visitor

PAGE = (
    b"<html><head><title>Quay reopened after attack</title></head><body><article><h1>Quay reopened "
    b"after attack</h1><p>The quay was reopened on Friday, a day after 14 people had been killed "
    b"there, the harbour master said.</p></article></body></html>"
)

HERE = "127.0.0.1"
ROBOTS = b"User-agent: *\nDisallow: /private\nDisallow: /*.php$\nCrawl-delay: 1\n"


class Handler(BaseHTTPRequestHandler):
    """One page of each kind of trouble."""

    protocol_version = "HTTP/1.1"
    robots: tuple[int, bytes] = (200, ROBOTS)
    robots_headers: dict[str, str] = {}
    seen: list[tuple[str, str]] = []
    busy = 0

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer by the path."""
        self.seen.append((self.path, self.headers["User-Agent"]))
        name = self.path.strip("/").partition("?")[0].partition("/")[0]
        if self.path == "/robots.txt":
            status, body = self.robots
            self.answer(status, body, **self.robots_headers)
        else:
            getattr(self, f"get_{name}", self.get_missing)()

    def answer(self, status: int, body: bytes, **headers: str) -> None:
        """Send a whole answer."""
        self.send_response(status)
        headers = {"Content_Type": "text/html; charset=utf-8"} | headers
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def get_page(self) -> None:
        self.answer(200, PAGE, X_Note="caf\xe9")

    get_private = get_page

    def get_packed(self) -> None:
        self.answer(200, gzip.compress(PAGE), Content_Encoding="gzip")

    def get_bomb(self) -> None:
        self.answer(200, gzip.compress(b" " * 30_000_000), Content_Encoding="gzip")

    def get_chunks(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for start in range(0, len(PAGE), 50):
            piece = PAGE[start : start + 50]
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        self.wfile.write(b"0\r\n\r\n")

    def get_endless(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Connection", "close")
        self.end_headers()
        self.pour(b"x" * 65536, 0)

    def get_drip(self) -> None:
        self.get_slow_head(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")

    def get_slow_head(self, begin: bytes = b"HTTP/1.1 200 OK\r\n") -> None:
        self.wfile.write(begin)
        self.pour(b"x", 0.05)

    def pour(self, piece: bytes, pause: float) -> None:
        self.close_connection = True
        try:
            for _ in range(2000):
                self.wfile.write(piece)
                self.wfile.flush()
                time.sleep(pause)
        except OSError:
            pass

    def get_cut(self) -> None:
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", "5000")
        self.end_headers()
        self.wfile.write(PAGE)

    def get_huge(self) -> None:
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", "99999999999")
        self.end_headers()

    def get_empty(self) -> None:
        self.answer(200, b"")

    def get_image(self) -> None:
        self.answer(200, b"\x89PNG", Content_Type="image/png")

    def get_missing(self) -> None:
        self.answer(404, b"<html>no</html>")

    def get_paywall(self) -> None:
        self.answer(402, b"")

    def get_busy(self) -> None:
        Handler.busy += 1
        if Handler.busy == 1:
            self.answer(429, b"", Retry_After="3")
        else:
            self.get_page()

    def get_later(self) -> None:
        self.answer(503, b"", Retry_After="86400")

    def get_date(self) -> None:
        self.answer(503, b"", Retry_After="Fri, 31 Dec 2999 23:59:59 GMT")

    def get_never(self) -> None:
        self.answer(503, b"")

    def get_go(self) -> None:
        self.answer(302, b"", Location=self.path.partition("?")[2])

    def get_round(self) -> None:
        self.answer(301, b"", Location="/round")

    def get_long(self) -> None:
        number = int(self.path.rpartition("/")[2])
        self.answer(307, b"", Location=f"/long/{number + 1}")

    def get_garbage(self) -> None:
        self.wfile.write(b"\0\0nothing of HTTP\r\n\r\n")
        self.close_connection = True


def visitor(slept: list[float] | None = None, **options: Any) -> Visitor:
    """Return one that notes how long it would sleep instead of sleeping."""
    options = {"delay": 0.0, "allow_private": True} | options
    limits = options.pop("limits", Limits(size=1_000_000, seconds=5))
    return Visitor(limits, sleep=(slept if slept is not None else []).append, **options)


def refused(url: str, **options: Any) -> str:
    """Return what is told of an address that is not fetched."""
    with pytest.raises(FetchError) as caught:
        visitor(**options).fetch(url)
    assert "\n" not in str(caught.value)
    return str(caught.value)
