"""One article read: the bytes as they came, the document, its sentences."""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from provenance.errors import InputError
from provenance.packs.loader import Packs
from provenance.read.decode import check
from provenance.read.glue import glue_breaks
from provenance.read.language import find_language
from provenance.read.lead import find_lead
from provenance.read.metadata import Given, describe
from provenance.read.paragraphs import paragraphs
from provenance.read.sentences import SentenceWords, split
from provenance.read.zones import ROW_RULE, Mark, assign
from provenance.records import Capture, Document, Sentence, Span, Zone, content_id


@dataclass(frozen=True, slots=True)
class Reading:
    """A captured article: raw bytes, document and sentences in their zones."""

    capture: Capture
    document: Document
    sentences: tuple[Sentence, ...]


def read_text(
    text: str,
    packs: Packs,
    *,
    external_id: str | None = None,
    title: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    author: str | None = None,
    published: str | None = None,
    language: str | None = None,
    data: bytes | None = None,
    origin: str = "text",
    media_type: str = "text/plain",
    rules: Mapping[str, str] | None = None,
    marks: Sequence[Mark] = (),
    captured_at: str | None = None,
) -> Reading:
    """Read a text that is at hand; what is given of it wins over what the text says.

    ``data`` are the raw bytes that the text was read from; without them the capture is the
    text in UTF-8.  The text is kept as it is: offsets are code points into it.  ``rules``
    names the rule of a given field that was read from a page's markup, ``marks`` the
    stretches whose zone the markup tells, in order.  ``captured_at`` is when the bytes were
    captured (UTC, ISO 8601), where that was noted.
    Raises InputError when the text is blank, too long, or no text, and when a rule stumbles.
    """
    check(text, origin)
    raw = text.encode() if data is None else data
    capture = Capture(
        sha256=hashlib.sha256(raw).hexdigest(),
        media_type=media_type,
        data=raw,
        origin=origin,
        captured_at=captured_at,
    )
    given = Given(title, url, publisher, author, published, rules or {})
    try:
        return _read(text, packs, capture, given, external_id, language, marks)
    except Exception as error:
        raise stumbled(origin, error) from error


def stumbled(origin: str, error: Exception) -> InputError:
    """Return the error for an article over which a rule of ours failed.

    One article must never cost the others.
    """
    place = traceback.extract_tb(error.__traceback__)[-1]
    return InputError(
        origin,
        f"a rule stumbled ({type(error).__name__} in {Path(place.filename).name}:{place.lineno})",
        "the article is left out; please report it with its text",
    )


def _lines(blocks: Sequence[Span], marks: Sequence[Mark]) -> list[Span]:
    """Return the paragraphs that can be a page's headline, date or author.

    Rows of numbers and readers' comments are none.
    """
    others = {m.start for m in marks if m.rule == ROW_RULE or m.zone is Zone.COMMENT}
    return [block for block in blocks if block[0] not in others] if others else list(blocks)


def _read(
    text: str,
    packs: Packs,
    capture: Capture,
    given: Given,
    external_id: str | None,
    language: str | None,
    marks: Sequence[Mark],
) -> Reading:
    blocks = paragraphs(text)
    lead = find_lead(text, given.title, _lines(blocks, marks), packs)
    breaks = [*lead.breaks(), *glue_breaks(text, packs)]
    spans = split(text, breaks, packs.topic("read_sentences", SentenceWords))
    sentences = assign(text, spans, blocks, lead, packs, marks)
    said = describe(text, sentences, lead, given, packs)
    language, told = find_language(text, sentences, language, packs)
    document = Document(
        id=content_id("document", capture.sha256),
        external_id=external_id,
        title=said.title,
        url=said.url,
        publisher=said.publisher,
        author=said.author,
        published=said.published,
        published_precision=said.published_precision,
        republished_from=said.republished_from,
        language=language,
        media_type=capture.media_type,
        sha256=capture.sha256,
        captured_at=capture.captured_at,
        text=text,
        evidence=(*said.evidence, told) if told else said.evidence,
    )
    return Reading(capture, document, sentences)
