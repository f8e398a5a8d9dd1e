"""Twins: articles of the same bytes in one run, of which only the first is read."""

from __future__ import annotations

from provenance.errors import InputError
from provenance.read import Raw

RECENT = 10_000
"""Articles among which the same bytes are looked for before the first of them is stored."""


class Twins:
    """Remembers the articles that were handed out, and who waits for what comes of them.

    Bytes that two readers are to read are no twins: what one cannot read the other may.
    """

    def __init__(self) -> None:
        self._recent: dict[str, InputError | None] = {}
        self._waiting: dict[str, list[str]] = {}

    def first(self, raw: Raw) -> bool:
        """Note an article; say whether it is the first of its bytes."""
        key = _key(raw)
        if key in self._recent:
            return False
        self._recent[key] = None
        self._waiting[key] = []
        if len(self._recent) > RECENT:
            del self._recent[next(iter(self._recent))]
        return True

    def follow(self, raw: Raw) -> InputError | bool:
        """Return what came of the first one's bytes for its twin ``raw``.

        The error of the first under the twin's place; True when the article is stored; False
        when that is not known yet, and ``settle`` will tell.
        """
        key = _key(raw)
        waiting = self._waiting.get(key)
        if waiting is not None:
            waiting.append(raw.origin)
            return False
        error = self._recent.get(key)
        return True if error is None else moved(error, raw.origin)

    def settle(self, raw: Raw, error: InputError | None) -> list[str]:
        """Note what came of an article, and return the places of the twins that waited."""
        key = _key(raw)
        if key in self._recent:
            self._recent[key] = error
        return self._waiting.pop(key, [])


def moved(error: InputError, place: str) -> InputError:
    """Return an error for the same bytes in another place."""
    return type(error)(place, error.problem, error.remedy)


def _key(raw: Raw) -> str:
    return f"{raw.reader}:{raw.document_id}"


__all__ = ["Twins", "moved"]
