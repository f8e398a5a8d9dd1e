"""Settings: what the words around a name say of it ("the town of X", "near X", "X province")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from provenance.extract.placenames import Places
from provenance.extract.placerows import Piece

# How far to look back over articles, adjectives and directions.
_BACK = 8
_AHEAD = 3
SKIPPED_TAGS = frozenset({"JJ", "VBN", "HYPH", "JJS", "CD"})
MODIFIERS = frozenset({"compound", "nmod", "amod", "npadvmod", "poss"})


@dataclass(slots=True)
class Setting:
    """What stands around a name."""

    noun: str | None = None
    """What a noun beside it makes of it: settlement, province, part …"""
    preposition: str | None = None
    direction: bool = False
    near: bool = False
    body: bool = False
    """People, a body or a thing is named after the place."""
    listed: bool = False
    """It stands in a list behind a place."""
    capital_noun: Token | None = None
    """The capitalised noun of places that ends its name ("Yazoo City", "Lubbock County")."""

    @property
    def placed(self) -> bool:
        """Something says that it is a place."""
        return bool(self.noun or self.preposition or self.direction or self.near or self.listed)


class Reader:
    """Reads the settings of one sentence; ``last_place`` is the end of the last place found."""

    def __init__(self, doc: Doc, topic: Places) -> None:
        self.doc = doc
        self.topic = topic
        self.last_place = -2

    def word(self, place: int) -> str:
        """Return the lower-case word at ``place``; empty outside the sentence."""
        return str(self.doc[place].lower_) if 0 <= place < len(self.doc) else ""

    def read(self, pieces: Sequence[Piece], place: int) -> Setting:
        """Return the setting of piece ``place`` of a row."""
        setting = Setting()
        before = place - 1
        while before >= 0 and pieces[before].role in ("direction", "people"):
            setting.direction |= pieces[before].role == "direction"
            before -= 1
        self._look_back(pieces[before + 1].first.i - 1, setting)
        after = place + 1
        while after < len(pieces) and pieces[after].role == "noun":
            setting.capital_noun = pieces[after].last
            after += 1
        if setting.capital_noun is not None:
            word = setting.capital_noun.lower_
            setting.noun = self.topic.nouns.get(word, setting.noun)
            # "Damascus University", "Beaver Area School": a body of its own.
            setting.body |= word in self.topic.institutions
            setting.body |= after < len(pieces) and pieces[after].role == "other"
        self._look_ahead(pieces[after - 1].last, pieces[-1].last, setting)
        return setting

    def _look_back(self, at: int, setting: Setting) -> None:
        topic = self.topic
        for _ in range(_BACK):
            word = self.word(at)
            if word in topic.near:
                setting.near, setting.preposition = True, word
                return
            if word == "of":
                at = self._look_back_of(at - 1, setting)
                if at < 0:
                    return
                continue
            if word in topic.directions:
                setting.direction = True
            elif topic.nouns.get(word) == "settlement" and self.doc[at].tag_ != "NNP":
                setting.noun = setting.noun or "settlement"
            elif word in topic.prepositions:
                if word == "to" and self.word(at - 1) == "according":
                    return
                setting.preposition = setting.preposition or word
                return
            elif word in ("and", ",", "or", "&"):
                setting.listed = self.last_place >= 0 and self.last_place in (at - 1, at - 2)
                return
            elif not word or not (word in topic.skipped or self.doc[at].tag_ in SKIPPED_TAGS):
                return
            at -= 1

    def _look_back_of(self, at: int, setting: Setting) -> int:
        """Read the noun before "of"; return where to look on, or -1."""
        topic = self.topic
        noun = self.word(at)
        if noun in topic.nouns and noun not in topic.institutions:
            setting.noun = setting.noun or topic.nouns[noun]
            return at - 1
        if noun in topic.directions:
            # "In the north of X" is inside it, "north of X" is not.
            inside = self.word(at - 1) == "the" and self.word(at - 2) in topic.before_side
            setting.near, setting.direction = not inside, inside
            setting.preposition = "of"
            return -1
        if noun in topic.not_with or noun in topic.institutions or self.word(at)[:1] == "":
            setting.body = True
        elif self.doc[at].tag_ in ("NNP", "NNPS"):
            # "Bank of X", "Free Men of X": a name of its own.
            setting.body = True
        setting.preposition = setting.preposition or "of"
        return -1

    def _look_ahead(self, last: Token, row_end: Token, setting: Setting) -> None:
        topic = self.topic
        if row_end.i > last.i and topic.nouns.get(self.word(row_end.i + 1)) == "road":
            setting.noun = "road"
            return
        modifies = last.dep_ in MODIFIERS
        at = last.i + 1
        for step in range(_AHEAD):
            word = self.word(at)
            if word in topic.nouns and (modifies or step == 0):
                if not setting.noun or topic.nouns[word] in ("road", "border"):
                    setting.noun = topic.nouns[word]
                return
            if word in topic.not_with and modifies:
                setting.body = True
                return
            if not word or not (
                word in topic.facility_words or self.doc[at].tag_ in ("NN", "JJ", "NNS", "HYPH")
            ):
                break
            at += 1
        for child in last.rights:
            if child.dep_ == "appos" and child.lower_ in topic.nouns:
                setting.noun = setting.noun or topic.nouns[child.lower_]


__all__ = ["MODIFIERS", "Reader", "Setting"]
