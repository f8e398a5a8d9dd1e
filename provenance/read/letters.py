"""Letters: newsletters as saved e-mail, boxes of them, and pages saved as one letter (MHTML)."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import EmailPolicy
from email.utils import parseaddr, parsedate_to_datetime
from functools import partial
from pathlib import PurePath

from provenance.errors import InputError, LeftOut
from provenance.packs.loader import Packs
from provenance.read.charset import decode_page
from provenance.read.filenames import shown
from provenance.read.formats import Blob, Format, Piece, by_ending, register, split
from provenance.read.handedon import handed_on
from provenance.read.limits import DEPTH, LimitError
from provenance.read.packed import DAMAGED
from provenance.read.publishers import known_publishers
from provenance.read.raw import Raw
from provenance.read.reading import Reading, read_text

LARGEST_LETTER = 50_000_000
"""The largest letter that is read, with what is attached to it, in bytes."""
_HEADERS = re.compile(
    rb"(?:From |(?:Received|Return-Path|Delivered-To|From|To|Date|Subject|Message-ID|MIME-Version"
    rb"|DKIM-Signature|ARC-[\w-]+|X-[\w-]+|List-[\w-]+|Content-[\w-]+|Snapshot-[\w-]+):[ \t])",
    re.IGNORECASE,
)
_MORE = re.compile(rb"\n(?:From|Subject|Date|MIME-Version|Content-Type):[ \t]", re.IGNORECASE)
_LISTS = ("List-Unsubscribe", "List-Id", "List-Post")
_CHUNK = 1 << 20
_HEAD = 4096
_LONGEST_HEADER = 4_000
"""Characters of a header that are parsed: the library's parser needs the square of them."""
_FROM = re.compile(rb"From \S.{0,200}\d\d:\d\d")
"""The line before a letter in a box has its sender and the time; others are words of a letter."""
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_LEFT_BEHIND = re.compile(r"ATT\d{3,6}\.(?:html?|txt)", re.IGNORECASE)
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")


class _Policy(EmailPolicy):
    """The library's policy, which parses no more of a header than a person would read."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Return name and value of a header."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_LONGEST_HEADER]


def tells_letter(head: bytes) -> bool:
    """Say whether the first bytes are the headers of a letter."""
    return (
        _HEADERS.match(head) is not None
        and not head.startswith(b"From ")
        and not tells_saved_page(head)
        and len(set(_MORE.findall(head))) >= 2
    )


def tells_box(head: bytes) -> bool:
    """Say whether the first bytes are those of a box of letters."""
    return head.startswith(b"From ") and len(set(_MORE.findall(head))) >= 2


def split_letter(blob: Blob) -> Iterator[Piece]:
    """Yield the file as one letter."""
    with blob.open() as stream:
        data = stream.read(LARGEST_LETTER + 1)
    if len(data) > LARGEST_LETTER:
        raise _too_large(blob.origin)
    given = {"external_id": PurePath(blob.name).stem}
    if tells_saved_page(data[:_HEAD]):
        yield Raw(data, blob.origin, "multipart/related", "mhtml", given)
        return
    yield Raw(data, blob.origin, "message/rfc822", "letter", given)
    low = data.lower()
    if b"message/rfc822" in low or b"attachment" in low:
        yield from _attached(data, blob)


def _attached(data: bytes, blob: Blob) -> Iterator[Piece]:
    """Yield what is attached to a letter: letters that were handed on, files with articles."""
    try:
        parts = list(_message(data).walk())
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError):
        return  # the letter itself says what is wrong
    letters = 0
    for part in parts:
        if part.get_content_type() == "message/rfc822":
            letters += 1
            inner = part.get_payload(0) if part.is_multipart() else None
            if isinstance(inner, EmailMessage):
                place = f"{blob.origin}#{letters}"
                yield Raw(inner.as_bytes(), place, "message/rfc822", "letter")
        elif blob.depth < DEPTH and (name := _file_name(part)) is not None:
            yield from _file(part, name, blob)


def _file_name(part: Message) -> str | None:
    """Return the name of an attached file in which articles can be."""
    try:
        attached = part.get_content_disposition() == "attachment"
        name = str(part.get_filename() or "") if attached else ""
    except (ValueError, LookupError, TypeError, AttributeError):
        return None
    # Programs for letters attach what stands behind a picture as a page of its own.
    known = bool(name) and by_ending(name) is not None and not _LEFT_BEHIND.fullmatch(name)
    return shown(PurePath(name).name) if known else None


def _file(part: Message, name: str, blob: Blob) -> Iterator[Piece]:
    """Yield the articles of an attached file; what is wrong with it does not cost the others."""
    try:
        held = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AttributeError):
        held = None
    data = held if isinstance(held, bytes) else b""
    place = f"{blob.origin}!{name}"
    inner = Blob(name, place, partial(io.BytesIO, data), blob.options, blob.depth + 1)
    try:
        yield from split(inner)
    except InputError as error:
        yield error
    except (LimitError, *DAMAGED) as error:
        yield InputError(place, f"damaged ({error or 'cut off'})", "save it by itself")


def split_box(blob: Blob) -> Iterator[Piece]:
    """Yield the letters of an mbox file: each begins with a line ``From `` after an empty one."""
    lines: list[bytes] = []
    number, size, empty = 0, 0, True
    with blob.open() as stream:
        while line := stream.readline(_CHUNK):
            if (empty or not number) and _FROM.match(line):
                if number:
                    yield _boxed(lines, size, f"{blob.origin}#{number}")
                number, lines, size = number + 1, [], 0
            elif number:
                size += len(line)
                if size <= LARGEST_LETTER:
                    lines.append(line)
            empty = line in (b"\n", b"\r\n")
    if not number:
        raise InputError(blob.origin, "no letters in this box", "give an mbox file")
    yield _boxed(lines, size, f"{blob.origin}#{number}")


def _boxed(lines: list[bytes], size: int, place: str) -> Piece:
    if size > LARGEST_LETTER:
        return _too_large(place)
    data = _QUOTED_FROM.sub(rb"\1", b"".join(lines))
    return Raw(data, place, "message/rfc822", "letter")


def _too_large(place: str) -> InputError:
    return InputError(
        place, f"a letter of more than {LARGEST_LETTER:,} bytes", "save it without attachments"
    )


def read(raw: Raw, packs: Packs) -> Reading:
    """Read a letter: its HTML, or its plain text where that is all or more."""
    from provenance.read.webpage import read_fragment

    message = _parse(raw)
    html, plain = _part(message, "html", raw.origin), _part(message, "plain", raw.origin)
    title = " ".join((_header(message, "Subject") or "").split()) or None
    text, marks = read_fragment(html, title) if html else ("", ())
    rule = "letter.html"
    if len(plain.split()) > len(text.split()):
        text, marks, rule = plain.replace("\r\n", "\n"), (), "letter.plain"
    if not text.strip():
        raise _no_text(message, raw.origin)
    sender, date, by = _header(message, "From"), _header(message, "Date"), "letter"
    inner = handed_on(text, packs)
    if inner is not None and text[inner.start :].strip():
        by, sender, date = "letter.forwarded", inner.sender, inner.date
        title = inner.subject or title
        marks = tuple(
            replace(mark, start=mark.start - inner.start, end=mark.end - inner.start)
            for mark in marks
            if mark.start >= inner.start
        )
        text = text[inner.start :]
    publisher, author = _sender(sender, message, packs)
    return read_text(
        text,
        packs,
        external_id=(_header(message, "Message-ID") or "").strip("<> ")
        or raw.given.get("external_id"),
        title=title,
        publisher=publisher,
        author=author,
        published=date,
        data=raw.data,
        origin=raw.origin,
        media_type=raw.media_type,
        rules={
            "title": f"{by}.subject",
            "publisher": f"{by}.from",
            "author": f"{by}.from",
            "published": f"{by}.date",
            "text": rule,
        },
        marks=marks,
    )


def _no_text(message: EmailMessage, place: str) -> InputError:
    kinds = {part.get_content_type() for part in message.walk()}
    if "application/ms-tnef" in kinds:
        problem = "its text is packed in a winmail.dat of Outlook"
        return InputError(place, problem, "have it sent as HTML or plain text")
    if "message/rfc822" in kinds or any(map(_file_name, message.walk())):
        return LeftOut(place, "a letter that only hands on others", "they are read by themselves")
    return InputError(place, "no text in this letter", "save it with its body")


def read_saved_page(raw: Raw, packs: Packs) -> Reading:
    """Read a page that a browser saved as one file (MHTML)."""
    from provenance.read.html import page_reading

    message = _parse(raw)
    html = _part(message, "html", raw.origin)
    if not html:
        raise InputError(raw.origin, "no page in this file", "save the page again, as HTML")
    url = _header(message, "Snapshot-Content-Location") or _location(message)
    saved = {"captured_at": at} if (at := _saved_at(message)) else {}
    return page_reading(replace(raw, given=saved | dict(raw.given)), html, url, packs)


def _saved_at(message: EmailMessage) -> str | None:
    """Return when the browser saved the page (UTC, ISO 8601), where it noted that."""
    try:
        at = parsedate_to_datetime(_header(message, "Date") or "")
    except (ValueError, TypeError, OverflowError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _location(message: EmailMessage) -> str | None:
    """Return the address of the page itself, where it is one of the web."""
    part = message.get_body(preferencelist=("html",))
    value = _header(part, "Content-Location") if isinstance(part, EmailMessage) else None
    return value if value and value.startswith(("http://", "https://")) else None


def _parse(raw: Raw) -> EmailMessage:
    if not raw.data.strip():
        raise InputError(raw.origin, "the letter is empty", "save it again")
    try:
        message = _message(raw.data)
        # A flaw elsewhere in a letter does not cost its text.
        with suppress(LookupError, ValueError, AttributeError, TypeError):
            message.get_body()
    except RecursionError as error:
        problem = "parts in parts hundreds deep"
        raise InputError(raw.origin, problem, "give its text") from error
    if not message.keys():
        raise InputError(raw.origin, "no headers, so no letter", "save it with its headers")
    return message


def _message(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=_Policy())
    assert isinstance(message, EmailMessage)
    return message


def _part(message: EmailMessage, kind: str, place: str) -> str:
    """Return the text of the body's part of that kind, blank when there is none."""
    try:
        part = message.get_body(preferencelist=(kind,))
        if part is None:
            return ""
        data = part.get_payload(decode=True)
    except (LookupError, ValueError, AttributeError, TypeError):
        return ""
    if str(part.get("Content-Transfer-Encoding") or "").strip().lower() == "base64":
        data = _whole_base64(part.get_payload(), data)
    charset = part.get_param("charset")
    label = charset if isinstance(charset, str) else None
    return decode_page(data, place, label) if isinstance(data, bytes) else ""


def _whole_base64(packed: object, data: object) -> object:
    """Return what base64 with a damaged end holds, which the library hands back as it came."""
    source = packed.encode("ascii", "ignore") if isinstance(packed, str) else b""
    if not isinstance(data, bytes) or data.strip() != source.strip():
        return data
    source = _NOT_BASE64.sub(b"", source)
    return base64.b64decode(source[: len(source) // 4 * 4])


def _header(message: EmailMessage, name: str) -> str | None:
    """Return a header; one that the library cannot parse is as good as none."""
    try:
        value = str(message.get(name) or "").strip()
    except (ValueError, IndexError, AttributeError, TypeError, RecursionError):
        return None
    return value.encode("utf-8", "replace").decode() or None


def _sender(
    sender: str | None, message: EmailMessage, packs: Packs
) -> tuple[str | None, str | None]:
    """Return who publishes the letter and who wrote it.

    A list's sender, and an outlet that is known by name or address, publishes; whoever else
    writes a letter is its author.
    """
    name, address = parseaddr(sender or "")
    name = " ".join(name.split())
    known = known_publishers(packs)
    host = address.rpartition("@")[2]
    outlet = (known.by_name(name) if name else None) or (known.by_url(host) if host else None)
    if outlet is not None:
        return outlet.name, None if known.by_name(name) or not name else name
    if any(message.get(header) for header in _LISTS):
        return name or host or None, None
    return None, name or address or None


def tells_saved_page(head: bytes) -> bool:
    """Say whether the first bytes are those of a page saved as one file."""
    return b"\nSnapshot-Content-Location:" in head or b"<Saved by " in head[:500]


def split_saved_page(blob: Blob) -> Iterator[Piece]:
    """Yield the file as one page."""
    for piece in split_letter(blob):
        if isinstance(piece, Raw):
            yield Raw(piece.data, piece.origin, "multipart/related", "mhtml", piece.given)


register(Format("letter", (".eml",), split_letter, read, tells_letter))
register(Format("box", (".mbox",), split_box, tells=tells_box))
register(Format("mhtml", (".mht", ".mhtml"), split_saved_page, read_saved_page, tells_saved_page))
