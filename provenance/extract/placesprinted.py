"""Printed places: names that no gazetteer knows, and that are places by what the page says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from provenance.extract.bodies import sources_of
from provenance.extract.gazetteer import fold
from provenance.extract.kinds import Kinds
from provenance.extract.page import Page
from provenance.extract.parties import PartiesTopic
from provenance.extract.placenames import LONGEST_NAME, Names, Outlook, Places
from provenance.extract.placerows import HYPHENS, Piece, text_of
from provenance.extract.placesettings import Setting
from provenance.packs import Compiled, Packs
from provenance.records import Zone

# Kinds of nouns that only places have beside them.
FIRM = frozenset({"settlement", "part", "district", "area", "countryside"})
# Words from a name up to what happens there: the preposition, and a noun between.
CLIMB = 4


class _Words:
    """The words of happenings, and those that say of the name behind them that it is a place."""

    def __init__(self, packs: Packs) -> None:
        kinds = packs.topic("kinds", Kinds).kinds.values()
        self.happenings = frozenset(
            word for kind in kinds for word in kind.words if " " not in word
        )
        # Whom an attack may be on: no place.
        parties = packs.topic("parties", PartiesTopic).parties.values()
        bodies = sources_of(packs).all_bodies
        self.bodies = frozenset(
            fold(name)
            for name in (
                *(term for terms in parties for term in terms),
                *(alias for body in bodies for alias in (body.name, *body.aliases)),
            )
        )
        nouns = packs.topic("places", Places).nouns
        towns = "|".join(sorted(noun for noun, what in nouns.items() if what == "settlement"))
        self.town = re.compile(
            rf"\b(?:{towns}) of ([A-Z][\w’'-]{{2,29}}(?: [A-Z][\w’'-]{{2,29}})?)"
        )


_words = Compiled(_Words)
# What ends the place in a dateline: "SAREVO, April 7 -".
_DATED = re.compile(r"[,(:\u2013\u2014]| - ")


class PrintedPlaces:
    """What one page says of names that nobody knows."""

    def __init__(self, page: Page, packs: Packs, names: Names, outlook: Outlook) -> None:
        self.names = names
        self.topic = names.topic
        self.outlook = outlook
        self.words = _words(packs)
        self._here = _told(page, self.words)

    def says(self, text: str) -> bool:
        """Say whether the page itself says that a name is a place."""
        return fold(text) in self._here

    def may_be(self, piece: Piece, setting: Setting) -> bool:
        """Say whether a name that no gazetteer knows is a place by where it stands."""
        words = [t for t in piece.tokens if t.text not in HYPHENS]
        return (
            len(words) <= LONGEST_NAME
            and not _goes_on(piece.last)
            and self._is_name(words[0])
            and words[-1].tag_ in ("NNP", "NNPS")
            and len(words[-1].text.rstrip(".")) > 2
            and not any(t.lower_ in self.topic.not_with for t in words)
            and fold(text_of(piece.tokens)) not in self.names.adjectives
            and (
                setting.noun in FIRM | {"province"}
                or setting.near
                or self._spoken_of(piece, words, setting)
            )
        )

    def _spoken_of(self, piece: Piece, words: Sequence[Token], setting: Setting) -> bool:
        """Return whether the page calls the name a place, or something happens in it.

        "The earthquake in Sarevo", where another sentence has "the town of Sarevo" or not.
        """
        text = text_of(piece.tokens)
        if self.is_aimed_at(words, setting):
            return True
        if setting.preposition not in self.topic.prepositions - self.topic.unsure:
            return setting.preposition == "of" and self.says(text)
        if self.says(text):
            return True
        if setting.preposition not in self.topic.locative or (text.isupper() and len(text) < 5):
            return False
        if fold(words[-1].text) in self.outlook.surnames:
            return False
        above = piece.last.head
        for _ in range(CLIMB):
            if not self.words.happenings.isdisjoint((above.lemma_.lower(), above.lower_)):
                return True
            above = above.head
        return False

    def is_aimed_at(self, words: Sequence[Token], setting: Setting) -> bool:
        """Return whether the name alone is what an attack is on ("the shelling of Sarevo").

        One word that is no body's name, no people's, and nobody's in the page.
        """
        if self._is_struck(words):
            return True
        if (
            setting.preposition not in self.topic.aiming
            or len(words) != 1
            or words[0].tag_ != "NNP"
        ):
            return False
        name, preposition = fold(words[0].text), words[0].head
        if preposition.lower_ not in self.topic.aiming or name in self.outlook.surnames:
            return False
        if name in self.words.bodies or (words[0].text.isupper() and len(name) < 5):
            return False
        return preposition.head.lemma_.lower() in self.topic.aimed.get(preposition.lower_, ())

    def _is_struck(self, words: Sequence[Token]) -> bool:
        """Return whether the name is all that a happening hits: "the earthquake struck Sarevo"."""
        name, verb = words[-1], words[-1].head
        if name.dep_ != "dobj" or verb.lemma_.lower() not in self.topic.struck:
            return False
        if any(word.tag_ != "NNP" for word in words) or fold(name.text) in self.outlook.surnames:
            return False
        if any(fold(word.text) in self.words.bodies or word.text.isupper() for word in words):
            return False
        happenings = self.words.happenings | self.topic.striking
        subjects = (t for t in verb.lefts if t.dep_ == "nsubj")
        return any(not happenings.isdisjoint((t.lemma_.lower(), t.lower_)) for t in subjects)

    def _is_name(self, word: Token) -> bool:
        first = word.lower_.rstrip(".")
        return first not in self.topic.not_places and first not in self.topic.not_printed


def _told(page: Page, words: _Words) -> frozenset[str]:
    """Return the names that the page itself says are places: in datelines, "the town of X"."""
    found = {fold(match[1]) for match in words.town.finditer(page.text)}
    for sentence in page.sentences:
        if sentence.zone is Zone.DATELINE:
            text = page.text[sentence.start : min(sentence.end, sentence.start + 60)]
            found.add(fold(_DATED.split(text, maxsplit=1)[0].strip()))
    return frozenset(found)


def _goes_on(last: Token) -> bool:
    """Say whether a name is but a part of what stands there ("near Orlan's arm", "Mid-Orlan")."""
    if last.i + 1 >= len(last.doc):
        return False
    behind = last.doc[last.i + 1]
    return behind.tag_ == "POS" or (behind.text in HYPHENS and not last.whitespace_)


__all__ = ["FIRM", "PrintedPlaces"]
