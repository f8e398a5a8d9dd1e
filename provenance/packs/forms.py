"""Forms of words: what a lemma of a pack looks like in a text.

English regular inflection (Quirk et al., A Comprehensive Grammar of the English Language, 3.3
to 3.11 and 5.79 to 5.81).  Packs list what is irregular.
"""

from __future__ import annotations

from collections.abc import Iterable

_PLURALS = {"child": "children", "person": "persons", "foot": "feet", "grandchild": "grandchildren"}
_HISSING = ("s", "x", "z", "ch", "sh")
_VOWELS = ("a", "e", "i", "o", "u")


def verb_forms(lemma: str, irregular: Iterable[str] | None = None) -> list[tuple[str, str]]:
    """Return the forms of a verb with their kind, regular unless forms are given."""
    if irregular is not None:
        forms = [(lemma, "base")]
        for form in irregular:
            kind = "ing" if form.endswith("ing") else "past"
            if form.endswith("s") and form != lemma:
                kind = "third"
            forms.append((form, kind))
        return forms
    third = lemma + ("es" if lemma.endswith((*_HISSING, "o")) else "s")
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        third, past, ing = lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"
    elif lemma.endswith("e"):
        past = lemma + "d"
        ing = lemma + "ing" if lemma.endswith("ee") else lemma[:-1] + "ing"
    else:
        past, ing = lemma + "ed", lemma + "ing"
    return [(lemma, "base"), (third, "third"), (past, "past"), (ing, "ing")]


def noun_forms(noun: str) -> list[str]:
    """Return the singular and the plural of a noun."""
    if noun in _PLURALS:
        return [noun, _PLURALS[noun]]
    if noun.endswith("man"):
        return [noun, noun[:-3] + "men"]
    if noun.endswith("fe"):
        return [noun, noun[:-2] + "ves"]
    if noun.endswith("thief"):
        return [noun, noun[:-1] + "ves"]
    if noun.endswith(_HISSING):
        return [noun, noun + "es"]
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return [noun, noun[:-1] + "ies"]
    return [noun, noun + "s"]


def regular_forms(word: str) -> frozenset[str]:
    """Return all regular forms of a noun or verb, too many rather than too few.

    A form that no word has does no harm where texts are only searched for the forms.

    >>> sorted(regular_forms("deny"))[:3]
    ['denied', 'denies', 'deny']
    """
    stem = word[:-1] if word.endswith(("e", "y")) else word
    doubled = word + word[-1]
    return frozenset(
        {word, *(word + end for end in ("s", "es", "d", "ed", "ing"))}
        | {stem + end for end in ("ing", "ed", "ies", "ied")}
        | {doubled + end for end in ("ed", "ing")}
    )


__all__ = ["noun_forms", "regular_forms", "verb_forms"]
