"""Names of files as they can be stored and shown, whatever is in them."""

from __future__ import annotations


def shown(name: str) -> str:
    """Return the name of a file as text that can be stored and shown on one line."""
    name = name.encode("utf-8", "backslashreplace").decode()
    if name.isprintable():
        return name
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)


__all__ = ["shown"]
