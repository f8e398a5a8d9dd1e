"""Marks of footnotes: small numbers that link to a note, not numbers of the text.

Read as they stand they would run into the word or the number before them ("14" and the mark
of note 1 would be 141).
"""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[a-z*†‡§¶↑↩^]{1,3}|note \d{1,3})[\])]?", re.IGNORECASE)
_BRACKETED = re.compile(r"\[(?:\d{1,3}|[a-z]|note \d{1,3}|citation needed|update)\]", re.IGNORECASE)
_MOST_INNER = 5
"""Elements in a raised number from which on it is none."""
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def unmark(tree: HtmlElement) -> None:
    """Take out the marks of notes; other raised numbers are written as raised digits."""
    for link in list(tree.iter("a")):
        text = " ".join(link.text_content().split())
        if not _leads_to_note(link) or link.getparent() is None:
            continue
        place = link
        while place.getparent().tag == "sup" and _says(place.getparent()) == text:
            place = place.getparent()
        if (place.tag == "sup" and _MARK.fullmatch(text)) or _BRACKETED.fullmatch(text):
            place.drop_tree()
    for raised in list(tree.iter("sup")):
        if sum(1 for _ in islice(raised.iter(), _MOST_INNER)) == _MOST_INNER:
            continue
        text = raised.text_content()
        digits = text.strip()
        if digits.isascii() and digits.isdigit() and raised.getparent() is not None:
            for child in list(raised):
                raised.remove(child)
            # With the blank behind the digits, which parts them from the next word.
            raised.text = text.translate(_RAISED)


def _leads_to_note(link: HtmlElement) -> bool:
    """Say whether a link leads to a place in a page, not to the page of something else."""
    address = link.get("href") or ""
    return "#" in address and not address.endswith("#")


def _says(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


__all__ = ["unmark"]
