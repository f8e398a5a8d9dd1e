"""Fetching: pages from the web to web archives, politely and within limits.

Nothing of a page is read here: what a server answered is written as it came, and reading it
is the work of ``provenance.read``.
"""

from __future__ import annotations

from provenance.fetch.answers import Answer, FetchError, Limits
from provenance.fetch.archive import write_answer
from provenance.fetch.visits import Visitor

__all__ = ["Answer", "FetchError", "Limits", "Visitor", "write_answer"]
