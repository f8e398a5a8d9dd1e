"""Archives: answers written as WARC records (ISO 28500), each packed on its own."""

from __future__ import annotations

import gzip
import io
from typing import IO

from fastwarc.warc import WarcRecord, WarcRecordType

from provenance.fetch.answers import Answer


def write_answer(stream: IO[bytes], answer: Answer) -> None:
    """Write one answer with its headers; a stream that is cut off holds the ones before it."""
    head = f"HTTP/1.1 {answer.status} {answer.reason}\r\n" + "".join(
        f"{name}: {value}\r\n" for name, value in answer.headers
    )
    record = WarcRecord()
    record.init_headers(WarcRecordType.response)
    record.headers["WARC-Target-URI"] = answer.url
    record.headers["WARC-Date"] = answer.at
    record.headers["WARC-IP-Address"] = answer.ip
    record.headers["Content-Type"] = "application/http; msgtype=response"
    record.set_bytes_content(head.encode("latin-1", "replace") + b"\r\n" + answer.body)
    plain = io.BytesIO()
    record.write(plain, checksum_data=True)
    stream.write(gzip.compress(plain.getvalue()))
    stream.flush()


__all__ = ["write_answer"]
