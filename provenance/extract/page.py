"""The bench: one document with its sentences and parses, shared by all extraction steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from spacy.tokens import Doc, Token

from provenance.extract.lists import find_lists
from provenance.records import Cue, Document, Mention, Sentence, Source, Span, Style


@dataclass
class Page:
    """One document being worked on.

    ``parses[i]`` is the parse of ``sentences[i]``, or None where no rule needs one
    (boilerplate, or no number, cue, hedge, quotation or event word) and where the sentence
    is too long or too deep for prose.  Token offsets are
    relative to the sentence; ``span`` gives offsets in the document.
    """

    document: Document
    sentences: tuple[Sentence, ...]
    parses: tuple[Doc | None, ...]
    publisher: Source
    """The publisher of the page."""
    origin: Source
    """Whose words the narration is: the original publisher where the page is a republication."""

    @property
    def text(self) -> str:
        """The document's text."""
        return self.document.text

    @cached_property
    def lists(self) -> dict[int, list[int]]:
        """The ordinals of the items of each list by that of the line which opens it."""
        return find_lists(self.text, self.sentences)

    def parsed(self) -> Iterator[tuple[Sentence, Doc]]:
        """Yield each parsed sentence with its parse, in order."""
        for sentence, parse in zip(self.sentences, self.parses, strict=True):
            if parse is not None:
                yield sentence, parse

    def span(self, ordinal: int, start: Token, last: Token | None = None) -> Span:
        """Return the document offsets of the tokens from ``start`` to ``last`` inclusive."""
        offset = self.sentences[ordinal].start
        last = last if last is not None else start
        return offset + start.idx, offset + last.idx + len(last.text)

    def slice(self, span: Span) -> str:
        """Return the characters of ``span``."""
        return self.document.text[span[0] : span[1]]


@dataclass(frozen=True, slots=True)
class Part:
    """The content of a statement inside one sentence."""

    ordinal: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """An attributed statement: who vouches, through whom, in which words.

    ``parts[0]`` is the part in the sentence of the cue; the others are sentences of the
    same quotation, before or after it, which become claims that continue the first.
    ``via`` are the sources between who vouches and the page, inner first ("told FNA").
    """

    source: Mention | None
    cue: Cue | None
    style: Style
    parts: tuple[Part, ...]
    rule: str
    sources: tuple[Mention, ...] = ()
    via: tuple[Mention, ...] = field(default=())


__all__ = ["Page", "Part", "Statement"]
