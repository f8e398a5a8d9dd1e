"""Small web archives, written by hand, so that broken ones can be written too."""

from __future__ import annotations

import gzip

ID = "<urn:uuid:00000000-0000-4000-8000-{:012}>"


def record(
    number: int,
    url: str,
    body: bytes,
    *,
    kind: str = "response",
    status: int = 200,
    content_type: str = "text/html; charset=utf-8",
    headers: str = "",
    date: str = "2019-03-08T09:00:00Z",
) -> bytes:
    """Return one record; a response has the head of an HTTP answer before its body."""
    block, outer = body, content_type
    if kind in ("response", "revisit"):
        head = f"HTTP/1.1 {status} X\r\nContent-Type: {content_type}\r\n{headers}\r\n"
        block, outer = head.encode() + body, "application/http; msgtype=response"
    lines = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: {ID.format(number)}\r\n"
        f"WARC-Target-URI: {url}\r\nWARC-Date: {date}\r\nContent-Type: {outer}\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return lines.encode() + block + b"\r\n\r\n"


def packed(*records: bytes) -> bytes:
    """Return the records, each packed on its own, as WARC files are."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)
