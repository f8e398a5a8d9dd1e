"""What a server asks robots to do, and to leave alone."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable

import pytest

from tests.fetch.servers import ROBOTS, Handler, refused, visitor


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
