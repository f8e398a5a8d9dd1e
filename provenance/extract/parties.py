"""Read whose people or things a noun phrase speaks of."""

from __future__ import annotations

from collections.abc import Sequence

from provenance.extract.bench import Bench
from provenance.packs.loader import Packs, Topic

PartySpan = tuple[str | None, int, int]
NOBODY: PartySpan = (None, -1, -1)


class PartiesTopic(Topic):
    """Topic ``parties``: words that name a party; strong and weak ones; mixed company."""

    parties: dict[str, list[str]] = {}
    strong: list[str] = []
    weak: list[str] = []
    mixed: list[str] = []


class PartyReader:
    """Finds party words in a noun phrase."""

    def __init__(self, packs: Packs) -> None:
        topic = packs.topic("parties", PartiesTopic)
        self.table = {
            tuple(words.split()): party for party, texts in topic.parties.items() for words in texts
        }
        self.longest = max((len(words) for words in self.table), default=0)
        self.heads = {words[0] for words in self.table}
        self.strong = frozenset(topic.strong)
        self.weak = {tuple(words.split()) for words in topic.weak}
        self.mixed = frozenset(topic.mixed)

    def read(self, words: Sequence[str]) -> PartySpan:
        """Return the party of a noun phrase, and the first and last word that show it.

        A strong party ("civilians") wins, then the longer term, then the first.
        """
        best: tuple[tuple[int, int], int, int] | None = None
        found = None
        for at, word in enumerate(words):
            if word not in self.heads:
                continue
            for length in range(min(self.longest, len(words) - at), 0, -1):
                term = tuple(words[at : at + length])
                party = self.table.get(term)
                if party is not None:
                    rank = 2 if party in self.strong else 0 if term in self.weak else 1
                    if best is None or (rank, length) > best[0]:
                        best, found = ((rank, length), at, at + length - 1), party
                    break
        if best is None or found is None:
            return NOBODY
        joined = any(word in ("and", "&", "or", "with") for word in words)
        if joined and found not in self.strong and not self.mixed.isdisjoint(words):
            return NOBODY
        if joined and found in self.strong and self._others(words):
            return NOBODY
        return found, best[1], best[2]

    def _others(self, words: Sequence[str]) -> bool:
        """Say whether a party that is not the strong one is named as well."""
        return any(
            party not in self.strong and (word,) in self.table
            for word in words
            for party in [self.table.get((word,), "")]
        )

    def in_tokens(self, bench: Bench, first: int, last: int) -> PartySpan:
        """Return the party of the tokens ``first`` to ``last``, and the tokens that show it.

        Tokens are joined where no blank stands between them ("al-Nusra"), marks left out.
        """
        chunks: list[str] = []
        places: list[int] = []
        for token in bench.tokens[max(first, 0) : last + 1]:
            glued = chunks and token.i > first and not bench.tokens[token.i - 1].whitespace_
            if token.is_punct and token.text != "-":
                continue
            if glued and token.lower_ in ("'s", "’s"):
                continue
            if glued and (token.text == "-" or chunks[-1].endswith("-")):
                chunks[-1] += token.lower_
            else:
                chunks.append(token.lower_)
                places.append(token.i)
        party, start, end = self.read(chunks)
        if party is None:
            return NOBODY
        stop = (
            places[end + 1] - 1
            if end + 1 < len(places)
            else max(min(last, len(bench.tokens) - 1), places[end])
        )
        return party, places[start], stop if stop - places[end] < 5 else places[end]


__all__ = ["NOBODY", "PartiesTopic", "PartyReader", "PartySpan"]
