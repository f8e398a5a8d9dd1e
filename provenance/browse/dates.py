"""Dates that a visitor gives to narrow a list."""

from __future__ import annotations

import re
from collections.abc import Mapping

_DATE = re.compile(r"[0-9X]{4}(-[0-9X]{2}){0,2}\Z")


def problems_of(given: Mapping[str, str]) -> list[str]:
    """Return what is wrong with ``since`` and ``until``, in words.

    >>> problems_of({"since": "2031-05", "until": "May"})
    ["'May' is no date; write it as 2031-05-04 or 2031-05"]
    """
    return [
        f"{given[name]!r} is no date; write it as 2031-05-04 or 2031-05"
        for name in ("since", "until")
        if given[name] and not _DATE.match(given[name])
    ]


__all__ = ["problems_of"]
