"""Read whose people or things a noun phrase speaks of."""

from __future__ import annotations

from collections.abc import Sequence

from provenance.packs.loader import Packs, Topic


class PartiesTopic(Topic):
    """Topic ``parties``: words that name a party, and kinds of people of any party."""

    parties: dict[str, list[str]] = {}
    neutral: list[str] = []


class PartyReader:
    """Finds party words in a noun phrase."""

    def __init__(self, packs: Packs) -> None:
        topic = packs.topic("parties", PartiesTopic)
        self.table: dict[tuple[str, ...], str] = {
            tuple(words.split()): party for party, texts in topic.parties.items() for words in texts
        }
        self.longest = max((len(words) for words in self.table), default=0)
        self.heads = {words[0] for words in self.table}

    def read(self, words: Sequence[str]) -> tuple[str | None, int, int]:
        """Return the party of a noun phrase, and the first and last word that show it.

        The longest term wins, then the last: "Turkish-backed militants" are militants.
        """
        best: tuple[int, int, str] | None = None
        for at, word in enumerate(words):
            if word not in self.heads:
                continue
            for length in range(min(self.longest, len(words) - at), 0, -1):
                party = self.table.get(tuple(words[at : at + length]))
                if party is not None:
                    if best is None or length >= best[0]:
                        best = (length, at, party)
                    break
        if best is None:
            return None, -1, -1
        return best[2], best[1], best[1] + best[0] - 1


__all__ = ["PartiesTopic", "PartyReader"]
