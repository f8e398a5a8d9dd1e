"""Words of pages: the lines of a page, and the words and names that each holds, as terms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from provenance.link.terms import term
from provenance.link.tokens import Remembered, printed_words
from provenance.records import Document

_POSSESSIVE = re.compile(r"['’]s?$")
MOST_TEXT = 20_000
SHORTEST = 4
NONE = -1
"""In place of the term of a word that is too short to tell anything."""


def lines_of(document: Document) -> Iterator[tuple[int, set[int]]]:
    """Yield the lines and sentences of a page, roughly, with its title: each once, its words."""
    seen: set[str] = set()
    text = document.text[:MOST_TEXT].replace(".", "\n").replace("!", "\n").replace("?", "\n")
    for line in (document.title or "", *text.split("\n")):
        tokens = line.split()
        plain = " ".join(tokens)
        if plain and plain not in seen:
            seen.add(plain)
            yield term(plain), _words(tokens)


def _words(tokens: Sequence[str]) -> set[int]:
    """Return what a line says: its words, and its pairs of capitalised words.

    A name keeps its capital: "Baker" and "baker" are two words.  Lines in capitals name nobody.
    """
    found: set[int] = set()
    names: list[int] = []
    folded: list[int] = []
    count, last = len(tokens), ""
    for form in map(_FORMS.__getitem__, tokens):
        if isinstance(form, int):
            # Most tokens are one word without a capital.
            found.add(form)
            last = ""
            continue
        count += len(form) - 1
        for number, name, as_name in form:
            if not name:
                found.add(number)
            else:
                names.append(as_name)
                folded.append(number)
                if last:
                    names.append(term(f"{last} {name}"))
            last = name
    found.update(folded if 2 * len(folded) > count else names)
    found.discard(NONE)
    return found


Form = tuple[int, str, int]
"""Term of a word; with a capital, its case-folded form and its term as a name."""


def _form(printed: str) -> Form:
    word = _POSSESSIVE.sub("", printed) if "'" in printed or "’" in printed else printed
    folded = word.casefold()
    number = term(folded) if len(word) >= SHORTEST else NONE
    if not word[:1].isupper():
        return number, "", NONE
    return number, folded, term(folded.capitalize()) if len(word) >= SHORTEST else NONE


def _forms(token: str) -> int | tuple[Form, ...]:
    """Return the words of a token; of one word without a capital its term alone."""
    forms = tuple(map(_form, printed_words(token)))
    return forms[0][0] if len(forms) == 1 and not forms[0][1] else forms


_FORMS: Remembered[int | tuple[Form, ...]] = Remembered(_forms)


__all__ = ["lines_of"]
