"""Addresses: which hosts on the network may be asked.

A name can point anywhere, and point elsewhere a moment later.  So the name is looked up once,
every address it stands for is judged, and the connection goes to the address judged.
"""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit, urlunsplit

from provenance.fetch.answers import FetchError

_NAT64 = ip_network("64:ff9b::/96")
_LONGEST = 4_000


def check_url(url: str) -> SplitResult:
    """Return the parts of a URL that may be asked for; raises FetchError.

    Only http and https, with a host and without a name and password; a fragment is dropped,
    characters that no URL has are escaped.
    """
    if len(url) > _LONGEST:
        raise FetchError("a URL of more than 4,000 characters", "give a shorter one")
    if any(ord(character) <= 0x20 or ord(character) == 0x7F for character in url):
        raise FetchError("a URL with blanks or control characters", "escape them, as %20")
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname
    except ValueError as error:
        raise FetchError(f"no URL ({error})", "give one as https://example.org/page") from error
    if parts.scheme not in ("http", "https"):
        what = f"{parts.scheme}:" if parts.scheme else "no scheme"
        raise FetchError(f"{what}, where only http and https are fetched", "give a web address")
    if not host or port == 0:
        raise FetchError("a URL without a host", "give one as https://example.org/page")
    if parts.username is not None or parts.password is not None:
        raise FetchError("a URL with a name or password in it", "take them out")
    try:
        name = host if ":" in host else host.encode("idna").decode()
    except UnicodeError as error:
        raise FetchError("a host name that cannot be", "check its spelling") from error
    shown = f"[{name}]" if ":" in name else name
    network = f"{shown}:{port}" if port else shown
    path = _escaped(parts.path) or "/"
    return urlsplit(urlunsplit((parts.scheme, network, path, _escaped(parts.query), "")))


def _escaped(text: str) -> str:
    return "".join(c if ord(c) < 0x80 else "".join(f"%{b:02X}" for b in c.encode()) for c in text)


def resolve(host: str, port: int, *, allow_private: bool) -> str:
    """Return one IP address of a host that may be asked; raises FetchError.

    When any of a name's addresses is not public the name is refused.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise FetchError(f"the host {host} is not found", "check its name and the line") from error
    addresses = list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))
    if not addresses:
        raise FetchError(f"the host {host} has no address", "check its name")
    for address in addresses:
        if not allow_private and not is_public(address):
            raise FetchError(
                f"{address} is no public address"
                if host == address
                else f"{host} is {address}, no public address",
                "give --allow-private if you mean a server of your own",
            )
    return addresses[0]


def is_public(address: str) -> bool:
    """Say whether an IP address is one of the public network, also when it is wrapped."""
    ip = ip_address(address)
    if isinstance(ip, IPv6Address):
        inner: IPv4Address | None = ip.ipv4_mapped or ip.sixtofour
        if ip.teredo is not None:
            return False
        if inner is None and ip in _NAT64:
            inner = IPv4Address(ip.packed[-4:])
        if inner is None and ip.packed[:12] == bytes(12):
            inner = IPv4Address(ip.packed[-4:])
        if inner is not None:
            return is_public(str(inner))
        if ip.is_site_local:
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


__all__ = ["check_url", "is_public", "resolve"]
