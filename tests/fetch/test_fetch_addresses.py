"""Addresses: what is public, what is a URL, which one is asked."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from provenance.fetch import FetchError
from provenance.fetch import addresses as addresses_module
from provenance.fetch.addresses import check_url, is_public
from tests.fetch.servers import HERE, Handler, refused, visitor

REAL_LOOKUP = socket.getaddrinfo


def test_no_private_address_unless_asked(server: str) -> None:
    assert "127.0.0.1 is no public address" in refused(f"{server}/page", allow_private=False)
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
