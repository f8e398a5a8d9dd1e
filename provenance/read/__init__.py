"""Reading: captured bytes to a document and its sentences, each in its zone.

Two halves: ``raws`` finds the articles of files, folders and archives and is cheap,
``read_raw`` reads one of them and is not.  ``read_path`` does both.
"""

from __future__ import annotations

from provenance.read import (  # noqa: F401 - they register their formats
    archives,
    feeds,
    html,
    jsonlines,
    letters,
    packed,
    pdf,
    plain,
    tables,
    webarchives,
)
from provenance.read.files import expand, raws, raws_stream, read_path, read_stream
from provenance.read.formats import Options, endings, read_raw
from provenance.read.raw import Raw
from provenance.read.reading import Reading, read_text
from provenance.read.sentences import split

__all__ = [
    "Options",
    "Raw",
    "Reading",
    "endings",
    "expand",
    "raws",
    "raws_stream",
    "read_path",
    "read_raw",
    "read_stream",
    "read_text",
    "split",
]
