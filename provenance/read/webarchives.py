"""Web archives: the pages in WARC files, as crawlers and archives keep them.

An article is the answer of a server as it came, with the address and the time that the
record gives.  Answers that are no page, and records that only say "as before", are counted.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import quote

from provenance.errors import InputError, LeftOut
from provenance.read.answers import BodyError, unpacked_body
from provenance.read.decode import LARGEST_BYTES
from provenance.read.feeds import LARGEST_FEED
from provenance.read.feeds import split as split_feed
from provenance.read.feeds import tells as is_feed
from provenance.read.formats import Blob, Format, Piece, Rejoined, register
from provenance.read.html import LARGEST_PAGE
from provenance.read.html import tells as is_page
from provenance.read.jsonfeeds import tells as is_json_feed
from provenance.read.jsonlines import split as split_json
from provenance.read.limits import LimitError
from provenance.read.packed import OPENERS, damage_told, unpack_pieces
from provenance.read.raw import Raw

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_READERS = {
    "text/html": ("html", LARGEST_PAGE),
    "application/xhtml+xml": ("html", LARGEST_PAGE),
    "text/plain": ("text", LARGEST_BYTES),
    "application/pdf": ("pdf", 5 * LARGEST_PAGE),
}
_UNTOLD = ("", "application/octet-stream", "binary/octet-stream", "unknown/unknown")
"""Types that say nothing; a page is told by its first bytes then."""
_FEEDS = (
    "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml",
    "text/xml", "application/feed+json", "application/json",
)  # fmt: skip
"""Types under which feeds are served; what is none is told by its first bytes."""
_HEAD = 4096
_GZIP = b"\x1f\x8b"
_NAMED = 5
_AUXILIARY = ("/robots.txt", "/favicon.ico", "/ads.txt")


def split(blob: Blob) -> Iterator[Piece]:
    """Yield the pages of a web archive, in the order in which they lie in it."""
    with blob.open() as outer:
        # By their first bytes: what is packed is often named as if it were not, and the reverse.
        head = outer.read(2)
        joined = Rejoined(head, outer)
        packed = head == _GZIP
        stream = unpack_pieces(io.BufferedReader(joined), OPENERS[".gz"]) if packed else joined
        with damage_told(blob.origin):
            yield from _records(stream, blob)


def _records(stream: IO[bytes] | io.RawIOBase, blob: Blob) -> Iterator[Piece]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    left: Counter[str] = Counter()
    records = pages = 0
    wanted = (
        WarcRecordType.response
        | WarcRecordType.resource
        | WarcRecordType.conversion
        | WarcRecordType.revisit
        | WarcRecordType.warcinfo
    )
    try:
        archive = ArchiveIterator(
            stream, record_types=wanted, parse_http=True, auto_decode="none", stream_detect=False
        )
        for record in archive:
            records += 1
            for piece in _pieces(record, blob, left):
                pages += 1
                yield piece
    except (ValueError, OSError) as error:
        if isinstance(error, LimitError):
            raise
        problem = f"malformed after {records:,} records ({error})"
        yield InputError(blob.origin, problem, "fetch or write the archive again")
        return
    except BaseException as error:
        # The parser is another language's; where it gives up it raises what nobody catches.
        if type(error).__name__ != "PanicException":
            raise
        problem = f"malformed after {records:,} records"
        yield InputError(blob.origin, problem, "fetch or write the archive again")
        return
    if left:
        kinds = [f"{kind} {count:,}" for kind, count in left.most_common(_NAMED)]
        more = f" and {len(left) - _NAMED} other kinds" if len(left) > _NAMED else ""
        records_are = "record is no page" if left.total() == 1 else "records are no pages"
        problem = f"{left.total():,} {records_are} ({', '.join(kinds)}{more}), left out"
        yield LeftOut(blob.origin, problem, "nothing is amiss if you want pages only")
    if not pages and not left:
        problem = "no pages in this web archive" if records else "no web archive"
        yield InputError(blob.origin, problem, "give a WARC file with pages in it")


def _pieces(record: WarcRecord, blob: Blob, left: Counter[str]) -> Iterator[Piece]:
    from fastwarc.warc import WarcRecordType

    url = _address(record.headers.get("WARC-Target-URI") or "")
    if record.record_type == WarcRecordType.warcinfo or url.startswith("metadata:"):
        return
    place = f"{blob.origin}!{url or record.record_id}"
    if record.record_type == WarcRecordType.revisit:
        left["revisit"] += 1
        return
    given, kind, status = _given(record, url)
    if status is not None and not 200 <= status < 300:
        left[f"status {status}"] += 1
        return
    reader = _READERS.get(kind)
    untold = reader is None and kind in _UNTOLD
    fed = kind in _FEEDS
    if (reader is None and not untold and not fed) or any(
        url.endswith(name) for name in _AUXILIARY
    ):
        left[kind or "no type"] += 1
        return
    name, limit = reader or (("feed", LARGEST_FEED) if fed else _READERS["text/html"])
    packed = record.reader.read(limit + 1)
    if len(packed) <= limit and len(packed) < record.content_length:
        yield InputError(place, "the archive is cut off in this page", "fetch it again")
        return
    headers = record.http_headers
    transfer, content = (
        (headers.get("Transfer-Encoding") or "", headers.get("Content-Encoding") or "")
        if headers is not None
        else ("", "")
    )
    try:
        data = unpacked_body(packed, transfer, content, limit)
    except BodyError as error:
        yield InputError(place, f"its bytes cannot be read ({error})", "fetch the page again")
        return
    entries = _entries(data, replace(blob, name=url, origin=place)) if len(data) <= limit else None
    if entries is not None:
        yield from entries
    elif fed or (untold and not is_page(data)):
        left[kind or "no type"] += 1
    elif len(data) > limit:
        yield InputError(place, f"a page of more than {limit:,} bytes", "save its text")
    elif not data:
        left["empty"] += 1
    else:
        yield Raw(data, place, "text/html" if untold else kind, name, given)


def _entries(data: bytes, blob: Blob) -> Iterator[Piece] | None:
    """Return the entries of a feed, whatever type it was served as; None for what is no feed.

    They have no time of capture: an entry is not another version of the page that it leads to.
    """
    head = data[:_HEAD]
    inner = replace(blob, open=lambda: io.BytesIO(data))
    if is_feed(head):
        return _guarded(split_feed(inner))
    if is_json_feed(head):
        return _guarded(split_json(replace(inner, name="feed.json", leftover=None)))
    return None


def _guarded(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Yield the entries of a feed; one that cannot be read does not cost what follows it."""
    try:
        yield from pieces
    except InputError as error:
        yield error


def _address(value: str) -> str:
    """Return the address of a record; what would change how it is shown is spelt out."""
    value = value.strip("<> ")
    if value.isascii() and value.isprintable():
        return value
    return "".join(c if c.isprintable() else quote(c, errors="replace") for c in value)


def _given(record: WarcRecord, url: str) -> tuple[dict[str, str], str, int | None]:
    """Return what the record says of the page, its kind, and the status of the answer."""
    given = {"external_id": record.record_id or url}
    if url.startswith(("http://", "https://")):
        given["url"] = url
    date: Any = record.record_date
    if date is not None:
        given["captured_at"] = date.strftime("%Y-%m-%dT%H:%M:%SZ")
    if not record.is_http_parsed or record.http_headers is None:
        kind = record.headers.get("Content-Type") or ""
        return given, _kind(kind), None
    if record.http_charset:
        given["charset"] = record.http_charset
    kind = record.http_headers.get("Content-Type") or ""
    return given, _kind(kind), record.http_headers.status_code


def _kind(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def tells(head: bytes) -> bool:
    """Say whether the first bytes are those of a WARC file."""
    return head.startswith(b"WARC/")


register(Format("warc", (".warc", ".warc.gz"), split, tells=tells))
