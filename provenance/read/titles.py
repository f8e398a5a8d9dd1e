"""The title of a page in its text: at the start, before the body, in parts."""

from __future__ import annotations

from provenance.naming import normalise

_END_MARKS = ".:!?…\"'”’»)]*|"
_SITE_MARKS = (" | ", " - ", " – ", " — ", " » ", " :: ")


def title_variants(title: str | None) -> list[str]:
    """Return the title and the title without the names of the site after it."""
    found: list[str] = []
    rest = (title or "").strip()
    while rest and len(found) < 4:
        found.append(rest)
        cut = max(rest.rfind(mark) for mark in _SITE_MARKS)
        rest = rest[:cut].strip() if cut > 0 else ""
        if len(rest.split()) < 3:
            break
    return found


def is_title_part(line: str, title: str) -> bool:
    """Tell whether a line is a part of the title that is known, not the whole of it."""
    if not title or len(line) > len(title) or line.count(" ") < 2:
        return False
    part = normalise(line)
    return part != title and f" {part} " in f" {title} "


def title_end(text: str, start: int, end: int, title: str) -> int | None:
    """Return the offset after ``title`` at ``start``, None when it does not stand there.

    Words that go on in a small letter show that the title's words begin a sentence.
    """
    last = _match(text, start, end, title)
    if last is None:
        return None
    rest = last
    while rest < end and text[rest] in " \t\xa0":
        rest += 1
    if rest < end and text[rest].islower() and text[last - 1] not in _END_MARKS:
        return None
    return last


def _match(text: str, start: int, end: int, title: str) -> int | None:
    """Return the offset after ``title`` at ``start``; only letters and digits are compared."""
    letters = [character for character in title.casefold() if character.isalnum()]
    if len(letters) < 3:
        return None
    position, index, limit = start, 0, min(end, start + 3 * len(title) + 20)
    while position < limit and index < len(letters):
        character = text[position]
        if character.isalnum():
            folded = character.casefold()
            if letters[index : index + len(folded)] != list(folded):
                return None
            index += len(folded)
        position += 1
    if index < len(letters) or (position < end and text[position].isalnum()):
        return None
    last = position
    while last < end and text[last] in " \xa0":
        last += 1
    if last < end and text[last] in ".:!?":
        position = last
    while position < end and text[position] in _END_MARKS:
        position += 1
    return position
