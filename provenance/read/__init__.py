"""Reading: captured bytes to a document and its sentences, each in its zone."""

from __future__ import annotations

from provenance.read import jsonlines, plain  # noqa: F401 - they register their readers
from provenance.read.files import endings, read_path, register
from provenance.read.jsonlines import read_stream
from provenance.read.reading import Reading, read_text
from provenance.read.sentences import split

__all__ = ["Reading", "endings", "read_path", "read_stream", "read_text", "register", "split"]
