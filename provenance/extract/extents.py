"""Read over what a figure counts: one happening, a period, or all since a start."""

from __future__ import annotations

from provenance.extract.phrases import Bench
from provenance.packs.loader import Packs, Topic
from provenance.records import Extent


class ExtentsTopic(Topic):
    """Topic ``extents``."""

    cumulative: list[str] = []
    since: list[str] = []
    conflict: list[str] = []
    past: list[str] = []
    openers: list[str] = []
    short: list[str] = []
    long: list[str] = []


class ExtentReader:
    """Finds words that stretch the figures of a sentence over time."""

    def __init__(self, packs: Packs) -> None:
        self.topic = packs.topic("extents", ExtentsTopic)
        self.total = [tuple(words.split()) for words in self.topic.cumulative]

    def read(self, bench: Bench, place: bool) -> tuple[Extent, str, tuple[int, int] | None]:
        """Return extent, rule and the tokens that show it (first, last).

        ``place``: the figure is of places taken, which adds up over an operation, a period.
        """
        words, topic = bench.words, self.topic
        for at, word in enumerate(words):
            for run in self.total:
                if word == run[0] and tuple(words[at : at + len(run)]) == run:
                    extent = Extent.PERIOD if place else Extent.CUMULATIVE
                    return extent, "extent.total", (at, at + len(run) - 1)
            if word in topic.since and bench.tag(at + 1) not in ("", ".", ","):
                perfect = {"has", "have", "had", "'ve"} & set(words)
                if perfect or at == 0 or "to" in words:
                    extent = Extent.PERIOD if place else Extent.CUMULATIVE
                    return extent, "extent.since", (at, at)
            if word in topic.past and at:
                stop = at + 1
                while stop < len(words) and stop <= at + 3 and words[stop] not in topic.short:
                    if words[stop] in topic.long:
                        return Extent.CUMULATIVE, "extent.years", (at, stop)
                    stop += 1
                if (
                    stop < len(words)
                    and stop <= at + 3
                    and (words[at - 1] in topic.openers or words[at - 1] == "the")
                ):
                    if words[at - 1] == "the" and words[at - 2] not in topic.openers:
                        continue
                    return Extent.PERIOD, "extent.period", (at, stop)
            if word == "this" and at + 1 < len(words) and words[at + 1] in ("week", "month"):
                return Extent.PERIOD, "extent.period", (at, at + 1)
            if word in topic.conflict and {"has", "have"} & set(words):
                return Extent.CUMULATIVE, "extent.conflict", (at, at)
        return Extent.INCIDENT, "extent.default", None


__all__ = ["ExtentReader", "ExtentsTopic"]
