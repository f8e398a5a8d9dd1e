"""Vocabulary as data: word lists and domain knowledge in YAML, validated when loaded.

A pack is a folder of topic files (``cues.yaml``, ``measures.yaml``, …).  Packs are laid on
top of each other in order: lists are appended, mappings merged, scalars replaced.  The
model of a topic says what its file may hold; what does not fit is refused with file and
line.
"""

from __future__ import annotations

from provenance.packs.compiled import Compiled
from provenance.packs.loader import DEFAULT_PACKS, Packs, Topic

__all__ = ["DEFAULT_PACKS", "Compiled", "Packs", "Topic"]
