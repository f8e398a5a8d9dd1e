"""One request: to the address that was judged, within a size and a time.

A server can send its answer so slowly that no single read ever times out.  A clock therefore
closes the connection at the deadline, whatever the server does until then.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Collection
from contextlib import suppress
from datetime import UTC, datetime

from provenance.fetch.addresses import check_url, resolve
from provenance.fetch.answers import Answer, FetchError, Limits

_CHUNK = 65_536
_SILENCE = 20.0
"""Seconds without a byte after which a server is given up."""
_DROPPED = frozenset({"transfer-encoding", "connection", "keep-alive"})


class _Pinned(http.client.HTTPConnection):
    """A connection to one IP address, whatever its name points at by now."""

    def __init__(self, host: str, port: int, ip: str, timeout: float, *, secure: bool) -> None:
        super().__init__(host, port, timeout=timeout)
        self._ip, self._secure = ip, secure
        self.wire: socket.socket | None = None
        """The socket, also when the library has let go of it and the answer still comes."""

    def connect(self) -> None:
        """Connect to the address; the certificate must be the name's."""
        self.sock = self.wire = socket.create_connection((self._ip, self.port), self.timeout)
        if self._secure:
            context = ssl.create_default_context()
            secured = context.wrap_socket(
                self.wire, server_hostname=self.host, do_handshake_on_connect=False
            )
            self.sock = self.wire = secured
            secured.do_handshake()


class _Clock:
    """Closes a connection at the deadline."""

    def __init__(self, connection: _Pinned, seconds: float) -> None:
        self.rang = False
        self._connection = connection
        self._timer = threading.Timer(max(0.0, seconds), self._ring)
        self._timer.daemon = True

    def __enter__(self) -> _Clock:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        self._connection.close()

    def _ring(self) -> None:
        self.rang = True
        wire = self._connection.wire
        if wire is not None:
            with suppress(OSError):
                wire.shutdown(socket.SHUT_RDWR)


def request(
    url: str,
    agent: str,
    limits: Limits,
    *,
    deadline: float,
    allow_private: bool = False,
    kinds: Collection[str] | None = None,
) -> Answer:
    """Ask for a URL once, following nothing; raises FetchError.

    ``deadline`` is a time of ``time.monotonic``.  Of an answer of another kind than ``kinds``
    the body is not taken.
    """
    parts = check_url(url)
    assert parts.hostname is not None
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    ip = resolve(parts.hostname, port, allow_private=allow_private)
    left = deadline - time.monotonic()
    if left <= 0:
        raise _too_slow(limits)
    connection = _Pinned(parts.hostname, port, ip, min(_SILENCE, left), secure=secure)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    headers = {
        "User-Agent": agent,
        "Accept": "text/html,application/xhtml+xml,text/plain;q=0.8,application/pdf;q=0.5",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    with _Clock(connection, left) as clock:
        try:
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            wanted = 200 <= response.status < 300
            body = _body(response, limits, kinds) if wanted else b""
        except FetchError:
            raise
        except ssl.SSLError as error:
            reason = getattr(error, "verify_message", "") or error.reason or "TLS"
            raise FetchError(
                f"no secure connection ({reason})", "check the address in a browser"
            ) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            if clock.rang:
                raise _too_slow(limits) from error
            if isinstance(error, TimeoutError):
                problem = f"no byte in {_SILENCE:.0f} seconds"
                raise FetchError(problem, "try again later") from error
            reason = " ".join(str(error).split())[:120] or type(error).__name__
            raise FetchError(f"the server does not answer ({reason})", "try again later") from error
        if clock.rang:
            raise _too_slow(limits)
    kept = tuple(
        (_line(name), _line(value))
        for name, value in response.getheaders()
        if name.lower() not in _DROPPED
    )
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    reason = _line(response.reason or "")
    return Answer(parts.geturl(), ip, at, response.status, reason, kept, body)


def _body(
    response: http.client.HTTPResponse, limits: Limits, kinds: Collection[str] | None
) -> bytes:
    kind = (response.getheader("Content-Type") or "").partition(";")[0].strip().lower()
    if kinds is not None and kind and kind not in kinds:
        raise FetchError(f"{_line(kind)}, no page", "give the address of an article")
    length = response.getheader("Content-Length") or ""
    if length.isdigit() and int(length) > limits.size:
        raise _too_large(limits)
    unpacked = _Unpacked(response.getheader("Content-Encoding"), limits)
    parts: list[bytes] = []
    size = 0
    while piece := response.read1(_CHUNK):
        size += len(piece)
        if size > limits.size:
            raise _too_large(limits)
        unpacked.count(piece)
        parts.append(piece)
    if length.isdigit() and size < int(length):
        raise FetchError("the answer was cut off", "try again later")
    return b"".join(parts)


class _Unpacked:
    """Counts what a packed body unpacks to, without keeping it."""

    def __init__(self, coding: str | None, limits: Limits) -> None:
        coding = (coding or "identity").strip().lower()
        if coding not in ("identity", "gzip", "x-gzip", "deflate"):
            raise FetchError(f"packed as {_line(coding)}", "save the page from a browser")
        self._limits = limits
        self._packed = coding != "identity"
        self._size = 0
        self._stream = zlib.decompressobj(wbits=47 if "gzip" in coding else 15)

    def count(self, piece: bytes) -> None:
        """Count one piece; raises FetchError beyond the limit."""
        while self._packed and piece:
            try:
                self._size += len(self._stream.decompress(piece, _CHUNK * 16))
            except zlib.error:
                self._packed = False  # raw deflate, or damaged: reading will tell
                return
            if self._size > self._limits.size:
                raise _too_large(self._limits)
            piece = self._stream.unconsumed_tail


def _line(text: str) -> str:
    """Return a header as text of one line that any archive can hold."""
    return " ".join(text.encode("latin-1", "replace").decode("latin-1").split())


def _too_slow(limits: Limits) -> FetchError:
    problem = f"not there after {limits.seconds:,.0f} seconds"
    return FetchError(problem, "try again later, or give --seconds more")


def _too_large(limits: Limits) -> FetchError:
    return FetchError(f"a page of more than {limits.size:,} bytes", "give --size more")


__all__ = ["request"]
