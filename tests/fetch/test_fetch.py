"""Fetching, from a server on this machine that behaves as badly as servers can."""

from __future__ import annotations

import gzip
import io
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from provenance.fetch import Answer, Limits, write_answer
from provenance.packs import Packs
from provenance.read import Raw, raws, read_raw
from tests.fetch.servers import HERE, PAGE, Handler, refused, visitor


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


@pytest.mark.parametrize("target", ["http://[bad", "file:///etc/passwd", "ftp://a.example/x"])
def test_no_redirect_to_anything_but_the_web(server: str, target: str) -> None:
    told = refused(f"{server}/go?{target}")
    assert "a redirect to no URL" in told or "only http and https" in told


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
