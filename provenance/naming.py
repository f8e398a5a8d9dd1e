"""Names of bodies and people: one form for comparison, one id for one source."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from provenance.records import content_id

_POSSESSIVE = re.compile(r"['’‘ʼ`´]s(?!\w)|(?<=s)['’ʼ](?!\w)")
_DOTS = re.compile(r"(?<=\b\w)\.(?=\w\b)")
_NOT_WORD = re.compile(r"[\W_]+")
_ARTICLE = re.compile(r"(?:the|an?) (?=\w)")


LONGEST_KEPT = 200
"""Names so long are nobody's; their forms are not kept in memory."""


def normalise(name: str) -> str:
    """Return the form of ``name`` in which two spellings of one name are equal.

    Compatibility forms, case, possessives, punctuation, a leading article and runs of blanks
    do not count; "U.S." and "US" are equal.  A name without a letter or digit is returned
    stripped, so that no two of them fall together.

    >>> normalise("The Syrian  Observatory’s")
    'syrian observatory'
    """
    return _known(name) if len(name) <= LONGEST_KEPT else _normal(name)


def _normal(name: str) -> str:
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    plain = _NOT_WORD.sub(" ", _DOTS.sub("", _POSSESSIVE.sub("", folded))).strip()
    without = _ARTICLE.sub("", plain, count=1) if _ARTICLE.match(plain) else plain
    return without or plain or name.strip()


# Linking compares few names with one another very often.
_known = lru_cache(maxsize=16_384)(_normal)


def source_id(name: str, scope: str | None = None) -> str:
    """Return the id of a source; ``scope`` is the page origin that an unnamed one belongs to."""
    return content_id("source", normalise(name), scope)
