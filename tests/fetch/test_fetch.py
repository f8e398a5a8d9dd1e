"""Fetching, from a server on this machine that behaves as badly as servers can."""

from __future__ import annotations

import gzip
import io
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from provenance.fetch import Answer, FetchError, Limits, Visitor, write_answer
from provenance.fetch import addresses as addresses_module
from provenance.fetch.addresses import check_url, is_public
from provenance.packs import Packs
from provenance.read import Raw, raws, read_raw

PAGE = (
    b"<html><head><title>Quay reopened after attack</title></head><body><article><h1>Quay reopened "
    b"after attack</h1><p>The quay was reopened on Friday, a day after 14 people had been killed "
    b"there, the harbour master said.</p></article></body></html>"
)
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


@pytest.fixture
def server() -> Iterator[str]:
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


def visitor(slept: list[float] | None = None, **options: Any) -> Visitor:
    """Return one that notes how long it would sleep instead of sleeping."""
    options = {"delay": 0.0, "allow_private": True} | options
    limits = options.pop("limits", Limits(size=1_000_000, seconds=5))
    return Visitor(limits, sleep=(slept if slept is not None else []).append, **options)


def refused(url: str, **options: Any) -> str:
    with pytest.raises(FetchError) as caught:
        visitor(**options).fetch(url)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_page_is_kept_as_it_came(server: str, tmp_path: Path, packs: Packs) -> None:
    guest = visitor(contact="desk@example.org")
    answers = [guest.fetch(f"{server}/{name}") for name in ("page", "packed", "chunks")]
    with (tmp_path / "x.warc.gz").open("wb") as stream:
        for answer in answers:
            write_answer(stream, answer)
    assert answers[0].body == PAGE
    assert answers[0].header("x-note") == "caf\xe9"
    assert gzip.decompress(answers[1].body) == PAGE
    pieces = list(raws(tmp_path / "x.warc.gz", packs))
    assert [piece.data for piece in pieces if isinstance(piece, Raw)] == [PAGE] * 3
    assert isinstance(pieces[0], Raw)
    assert pieces[0].given["url"] == f"{server}/page"
    assert pieces[0].given["captured_at"] == answers[0].at
    assert "14 people" in read_raw(pieces[0], packs).document.text
    assert {agent for _, agent in Handler.seen} == {guest.agent}
    assert guest.agent.startswith("claim-provenance/")
    assert "desk@example.org" in guest.agent


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("missing", "404 Not Found; check the address"),
        ("paywall", "402 Payment Required; save the page from a browser"),
        ("image", "image/png, no page"),
        ("empty", "an empty page"),
        ("endless", "a page of more than 1,000,000 bytes"),
        ("huge", "a page of more than 1,000,000 bytes"),
        ("bomb", "a page of more than 1,000,000 bytes"),
        ("cut", "the answer was cut off"),
        ("later", "the server asks to wait 86,400 seconds (503)"),
        ("date", "the server asks to wait"),
        ("never", "503 Service Unavailable; try again later"),
        ("round", "redirects lead in a circle"),
        ("long/0", "more than 5 redirects"),
        ("garbage", "the server does not answer"),
        ("private/x", "robots.txt asks not to fetch it"),
        ("a.php", "robots.txt asks not to fetch it"),
        ("go?ftp://example.org/x", "ftp:, where only http and https are fetched"),
        ("go?file:///etc/passwd", "file:, where only http and https are fetched"),
        ("go?http://user:word@example.org/", "a name or password in it"),
        ("go?http://[nothing/", "a redirect to no URL"),
        ("go?/private", "robots.txt asks not to fetch it"),
    ],
)
def test_what_is_not_fetched(server: str, path: str, expected: str) -> None:
    assert expected in refused(f"{server}/{path}")


@pytest.mark.parametrize("path", ["drip", "slow_head"])
def test_a_slow_server_is_given_up_at_the_deadline(server: str, path: str) -> None:
    begun = time.monotonic()
    told = refused(f"{server}/{path}", limits=Limits(seconds=0.5))
    assert "not there after 0 seconds" in told or "not there after 1 seconds" in told
    assert time.monotonic() - begun < 20


def test_redirects_are_followed(server: str) -> None:
    assert visitor().fetch(f"{server}/go?/page").url == f"{server}/page"
    assert visitor().fetch(f"{server}/go?{server}/page#part").url == f"{server}/page"


def test_waiting_when_asked_to(server: str) -> None:
    slept: list[float] = []
    assert visitor(slept).fetch(f"{server}/busy").status == 200
    assert 3.0 in slept


def test_the_delay_and_what_robots_asks(server: str) -> None:
    slept: list[float] = []
    guest = visitor(slept)
    guest.fetch(f"{server}/page")
    assert len(slept) == 1
    assert 0.5 < slept[0] <= 1.0
    Handler.robots = (404, b"")
    slept.clear()
    slow = visitor(slept, delay=7.0)
    slow.fetch(f"{server}/page")
    slow.fetch(f"{server}/page")
    assert [round(pause) for pause in slept] == [7, 7]
    assert [path for path, _ in Handler.seen].count("/robots.txt") == 2


@pytest.mark.parametrize(
    ("status", "problem"), [(404, None), (403, None), (500, "its robots.txt cannot be had now")]
)
def test_robots_that_cannot_be_had(server: str, status: int, problem: str | None) -> None:
    Handler.robots = (status, b"")
    if problem is None:
        assert visitor().fetch(f"{server}/private").status == 200
    else:
        assert problem in refused(f"{server}/private")


@pytest.mark.parametrize(
    ("pack", "coding"),
    [
        (gzip.compress, "gzip"),
        (gzip.compress, "x-gzip"),
        (zlib.compress, "deflate"),
        (lambda data: zlib.compress(data, wbits=-15), "deflate"),
    ],
)
def test_robots_that_are_packed_hold(
    server: str, pack: Callable[[bytes], bytes], coding: str
) -> None:
    Handler.robots = (200, pack(ROBOTS))
    Handler.robots_headers = {"Content_Encoding": coding}
    assert "robots.txt asks not to" in refused(f"{server}/private")
    assert visitor().fetch(f"{server}/page").status == 200


@pytest.mark.parametrize(
    ("robots", "headers", "problem"),
    [
        ((200, b"no gzip"), {"Content_Encoding": "gzip"}, "its robots.txt is damaged"),
        ((302, b""), {"Location": "http://[bad"}, "a redirect to no URL"),
        ((302, b""), {"Location": "file:///etc/passwd"}, "only http and https"),
    ],
)
def test_robots_that_lead_nowhere(
    server: str, robots: tuple[int, bytes], headers: dict[str, str], problem: str
) -> None:
    Handler.robots, Handler.robots_headers = robots, headers
    assert problem in refused(f"{server}/page")
    assert not any(path == "/page" for path, _ in Handler.seen)


@pytest.mark.parametrize("target", ["http://[bad", "file:///etc/passwd", "ftp://a.example/x"])
def test_no_redirect_to_anything_but_the_web(server: str, target: str) -> None:
    told = refused(f"{server}/go?{target}")
    assert "a redirect to no URL" in told or "only http and https" in told


def test_no_private_address_unless_asked(server: str) -> None:
    assert "127.0.0.1, no public address" in refused(f"{server}/page", allow_private=False)
    assert not Handler.seen


@pytest.mark.parametrize(
    "target",
    ["http://10.1.2.3/x", "http://[::1]/x", "http://169.254.169.254/latest"],
)
def test_no_redirect_to_a_private_address(
    server: str, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = is_public
    monkeypatch.setattr(addresses_module, "is_public", lambda ip: ip == HERE or real(ip))
    told = refused(f"{server}/go?{target}", allow_private=False)
    assert "no public address" in told


def test_an_address_spelt_as_a_number_is_refused() -> None:
    told = refused("http://2130706433/", allow_private=False)
    assert "no public address" in told or "is not found" in told


HERE = "127.0.0.1"


def test_the_address_judged_is_the_one_asked(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    port = int(server.rpartition(":")[2])
    asked: list[object] = []

    def lookup(host: str, *_: object, **__: object) -> list[Any]:
        asked.append(host)
        ip = HERE if len(asked) <= 2 else "10.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port))]

    monkeypatch.setattr(addresses_module.socket, "getaddrinfo", lookup)
    connected: list[object] = []
    real = socket.create_connection

    def connect(address: tuple[str, int], *rest: Any) -> socket.socket:
        connected.append(address[0])
        monkeypatch.setattr(addresses_module.socket, "getaddrinfo", REAL_LOOKUP)
        found = real(address, *rest)
        monkeypatch.setattr(addresses_module.socket, "getaddrinfo", lookup)
        return found

    monkeypatch.setattr(socket, "create_connection", connect)
    answer = visitor().fetch(f"http://name.example:{port}/page")
    assert answer.ip == HERE
    assert connected == [HERE, HERE]
    assert asked == ["name.example"] * 2


REAL_LOOKUP = socket.getaddrinfo


def test_a_name_with_one_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("8.8.8.8", "10.0.0.1")
    ]
    monkeypatch.setattr(addresses_module.socket, "getaddrinfo", lambda *_, **__: found)
    assert "is 10.0.0.1, no public" in refused("http://name.example/", allow_private=False)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("10.0.0.1", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("255.255.255.255", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fc00::1", False),
        ("fec0::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::808:808", True),
        ("2002:7f00:1::", False),
        ("2001:0:4136:e378:8000:63bf:3fff:fdd2", False),
        ("::7f00:1", False),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    ("url", "checked"),
    [
        ("https://example.org", "https://example.org/"),
        ("http://EXAMPLE.org:8080/a?b=c#d", "http://example.org:8080/a?b=c"),
        ("https://münchen.example/ä?ö", "https://xn--mnchen-3ya.example/%C3%A4?%C3%B6"),
        ("http://[2001:db8::1]/x", "http://[2001:db8::1]/x"),
    ],
)
def test_urls(url: str, checked: str) -> None:
    assert check_url(url).geturl() == checked


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "ftp://a/b",
        "javascript:1",
        "http://",
        "http:///x",
        "http://a b/",
        "http://a:99999/",
        "http://a\r\nX: y/",
        "http://u@a/",
        "http://[::1",
        "https://" + "a" * 300 + "/",
        "http://a/" + "x" * 5000,
    ],
)
def test_what_is_no_url(url: str) -> None:
    with pytest.raises(FetchError):
        check_url(url)


def test_headers_cannot_break_the_archive() -> None:
    stream = io.BytesIO()
    headers = (("Content-Type", "text/html"), ("X-Odd", "ü☃"))
    write_answer(
        stream, Answer("https://a.example/", HERE, "2026-01-02T03:04:05Z", 200, "OK", headers, PAGE)
    )
    record = gzip.decompress(stream.getvalue())
    assert record.count(b"WARC/1.") == 1
    assert b"WARC-IP-Address: 127.0.0.1\r\n" in record


def test_the_command(server: str, tmp_path: Path, run: Callable[..., Any]) -> None:
    result = run(
        "fetch",
        tmp_path / "pages",
        f"{server}/page",
        f"{server}/missing",
        "--allow-private",
        "--delay",
        "0",
    )
    assert result.exit_code == 1
    assert "404 Not Found" in result.stderr
    (archive,) = (tmp_path / "pages").iterdir()
    assert archive.name.endswith(".warc.gz")


@pytest.fixture
def run() -> Callable[..., Any]:
    from click.testing import CliRunner

    from provenance.cli import main

    def call(*arguments: object) -> Any:
        return CliRunner().invoke(main, [str(argument) for argument in arguments])

    return call


def test_nothing_fetched_leaves_nothing(
    server: str, tmp_path: Path, run: Callable[..., Any]
) -> None:
    result = run("fetch", tmp_path / "pages", f"{server}/page")
    assert result.exit_code == 1
    assert "no public address" in result.stderr
    assert not list((tmp_path / "pages").iterdir())
