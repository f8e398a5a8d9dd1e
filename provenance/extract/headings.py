"""Headings: the source printed before or behind a headline, with a mark or without.

"Toll rises to 12: monitor", "Monitor: 12 dead", and, where a page has lost its commas and
colons, "12 dead in raid on village Monitor".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from unicodedata import category

from spacy.tokens import Doc

from provenance.extract.bodies import Sources
from provenance.extract.said import Draft
from provenance.extract.tags import FINITE, NOUNS

MARKS = frozenset({":", "-", "–", "—", "|", "..."})
# Signs by their class in Unicode: mathematical, other, modifying, invisible; and pointers.
SIGNS = frozenset({"Sm", "So", "Sk", "Cf"})
POINTERS = frozenset("»›•·")
# Tags of words that no name of a speaker holds.
CLAUSAL = FINITE | {"IN"}
# The most words of a source, and of a clock or label before it.
LONGEST = 6
LABEL = 6
QUOTES = frozenset('"”’)]')
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d")
LEAST = 3


def heading(
    doc: Doc, ordinal: int, known: Sources, names: Mapping[int, int], text: str, *, plain: bool
) -> Draft | None:
    """Return the draft of a headline that prints its source at an end.

    ``text`` is the page's, in which a person before a colon must be named again; ``plain``
    says that the page prints no commas, so that the mark may be lost.
    """
    count = len(doc)
    while count and (doc[count - 1].is_space or doc[count - 1].text in (".", "…")):
        count -= 1
    marks = [t.i for t in doc[:count] if t.text in MARKS and _is_apart(doc, t.i)]
    marks += [t.i for t in doc[max(0, count - 5) : count] if t.text == ","]
    for mark in reversed(marks):
        if 0 < count - mark - 1 <= LONGEST and mark >= LEAST:
            source = list(range(mark + 1, count))
            if _vouches(doc, source, known, names, text):
                return _draft(doc, ordinal, list(range(mark)), mark, source)
    if marks and doc[marks[0]].text == ":" and 0 < marks[0] <= LONGEST:
        mark = marks[0]
        # A sign of the page before its first word ("× Police: …") is no part of a name.
        first = next((i for i in range(mark) if not _is_sign(doc[i].text)), 0)
        source = list(range(first, mark))
        if count - mark > LEAST and _vouches(doc, source, known, names, text):
            return _draft(doc, ordinal, list(range(mark + 1, count)), mark, source)
    if plain and not marks:
        return _stripped(doc, ordinal, count, known)
    return None


def label(
    doc: Doc, ordinal: int, known: Sources, names: Mapping[int, int], text: str
) -> Draft | None:
    """Return the draft of a sentence before whose colon nothing stands but who says it.

    "Medics: 8 dead", and behind a clock or a label, as live pages print them: "13:47 Medics:
    8 dead", "UPDATE | Medics: 8 dead".
    """
    mark = next((t.i for t in doc[: LONGEST + LABEL] if t.text == ":"), None)
    if mark is None or len(doc) - mark <= LEAST:
        return None
    ends = [i for i in range(min(mark, LABEL)) if _ends_label(doc[i].text)]
    first = ends[-1] + 1 if ends else 0
    source = [i for i in range(first, mark) if not _is_sign(doc[i].text)]
    if (
        not source
        or len(source) > LONGEST
        or not _vouches(doc, source, known, names, text, named=True)
    ):
        return None
    content = [i for i in range(mark + 1, len(doc)) if not doc[i].is_space]
    while content and doc[content[-1]].is_punct and doc[content[-1]].text not in QUOTES:
        content.pop()
    return Draft(ordinal, [mark], content, source, "cue.colon", doc[source[-1]])


def _ends_label(text: str) -> bool:
    return text in ("|", "–", "—", "-") or _CLOCK.fullmatch(text) is not None


def _is_apart(doc: Doc, mark: int) -> bool:
    """Say whether a mark stands between words: a dash inside "air-strike" does not."""
    return doc[mark].text == ":" or bool(doc[mark].whitespace_)


def _is_sign(text: str) -> bool:
    """Say whether a word is a sign of the page, neither a letter nor a number nor a quotation."""
    return all(category(char) in SIGNS or char in POINTERS for char in text)


def _vouches(
    doc: Doc,
    source: list[int],
    known: Sources,
    names: Mapping[int, int],
    text: str,
    *,
    named: bool = False,
) -> bool:
    """Say whether words before or behind a mark name who says it.

    ``named`` says that a role and a name are enough, though the page does not name them again.
    """
    words = [doc[i] for i in source if doc[i].text[:1].isalnum()]
    if not words or any(t.tag_ in CLAUSAL for t in words if t.i not in names):
        return False
    last = words[-1]
    if last.i in names:
        return True
    if last.lower_ in known.heading_words:
        return True
    if named and len(words) > 2 and last.tag_ == "NNP":
        # "Local journalist Jane Roe: 3 dead"
        roles = known.heading_words | known.heads
        if any(t.lower_ in roles for t in words[:-1]) and words[-2].tag_ == "NNP":
            return True
    person = 2 <= len(words) <= 4 and all(t.text[0].isupper() for t in words)
    return person and text.count(last.text) > 2 and last.lower_ not in known.role_words


def _stripped(doc: Doc, ordinal: int, count: int, known: Sources) -> Draft | None:
    """Return the draft of a headline whose last words are a source behind a lost mark."""
    start = count
    words = known.heading_closers | known.heading_modifiers
    while start > LEAST and doc[start - 1].lower_ in words:
        start -= 1
    last = count - 1
    if start == count or doc[last].lower_ not in known.heading_closers or start < LEAST:
        return None
    if not doc[start].text[:1].isupper() and doc[last].lower_ not in known.heading_bodies:
        return None
    before = doc[start - 1]
    if before.tag_ not in NOUNS | {"CD", "VBN", "VBD", "RB"} or before.lower_ in known.alignments:
        return None
    source = list(range(start, count))
    return Draft(ordinal, source, list(range(start)), source, "cue.headline", doc[last])


def _draft(doc: Doc, ordinal: int, content: list[int], mark: int, source: list[int]) -> Draft:
    inside = [i for i in content if not doc[i].is_space]
    return Draft(ordinal, [mark], inside, source, "cue.headline", doc[source[-1]])


__all__ = ["heading", "label"]
