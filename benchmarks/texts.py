"""Generated articles: plain news prose with figures and sources, as many as wanted.

Templates filled by chance, so that each is another article and costs what reading news
costs: 300 words on the average, half of the sentences attributed, a third with a figure.  An
article repeats sentences of those before and after it, as many of a hundred as of a million.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

SENTENCES = 18
"""Of an article: some 300 words."""
STEMS = ("North", "East", "Har", "Lin", "Mar", "Quil", "Tarn", "Os", "Pen", "Rud", "Sel", "Tor")
ENDINGS = ("port", "vale", "row", "dell", "wick", "hale", "ham", "stead", "moor", "gate", "by")
AT_A_TIME, AS_LONG = 10, 300
"""Places of which is written at a time, and articles after which it is others."""
BODIES = (
    "the Ministry of Health",
    "the Harbour Observatory",
    "a hospital official",
    "the army",
    "rescue workers",
    "the governor",
    "witnesses",
    "the relief agency",
)
DEEDS = (
    "an explosion at a market",
    "an air strike on a warehouse",
    "shelling of a village",
    "a clash near the bridge",
    "a car bomb at a checkpoint",
    "a fire in a camp",
)
TOLLS = (
    "{n} people were killed and {m} wounded in {deed} in {place}",
    "at least {n} soldiers died in {deed} near {place}",
    "more than {n} families had fled {place} after {deed}",
    "{n} houses were destroyed and {m} damaged by {deed}",
    "no civilians were hurt in {deed} in {place}",
    "between {n} and {m} fighters had been captured around {place}",
)
FILLERS = (
    "Talks between the two sides were to go on in {place}, where envoys met for a third day.",
    "The road to {place} has been closed since the rain of last week, and buses turn back.",
    "Aid convoys waited at {place} while drivers argued about the order of the queue.",
    "The price of bread has doubled in {place}, and shops that open at all close before noon.",
    "Nobody has claimed responsibility for what happened in {place}, and nothing could be checked.",
    "Schools in {place} stayed closed, though some teachers came to give out books.",
)


def texts(count: int, seed: int = 1, sentences: int = SENTENCES) -> Iterator[str]:
    """Yield ``count`` articles; the same seed gives the same ones."""
    for number in range(count):
        yield text(Random(f"{seed} {number}"), number, sentences)


def text(chance: Random, number: int, sentences: int = SENTENCES) -> str:
    """Return one article."""
    day = date(2019, 1, 1) + timedelta(days=number // 30)
    place, deed = chance.choice(places(number)), chance.choice(DEEDS)
    lines = [f"Many hurt after {deed} in {place}", "", f"{place.upper()}, {day:%B %d, %Y} –"]
    paragraph: list[str] = []
    for ordinal in range(sentences):
        n = chance.randint(2, 90)
        told = chance.choice(TOLLS).format(n=n, m=n + chance.randint(1, 60), deed=deed, place=place)
        body = chance.choice(BODIES)
        paragraph.append(
            chance.choice(
                (
                    f"{told[0].upper()}{told[1:]}, {body} said.",
                    f"{body[0].upper()}{body[1:]} said that {told}.",
                    f"According to {body}, {told}.",
                    chance.choice(FILLERS).format(place=place),
                    chance.choice(FILLERS).format(place=place),
                )
            )
        )
        if ordinal % 4 == 3:
            lines += [" ".join(paragraph), ""]
            paragraph = []
    return "\n".join([*lines, " ".join(paragraph), f"Report {number}."])


def places(number: int) -> list[str]:
    """Return the places of which is written about the time of an article.

    News moves on.  If it did not, more articles would repeat each other's sentences the more
    there are, which is not how copying grows.
    """
    first = number // AS_LONG * AT_A_TIME
    return [_place(at) for at in range(first, first + AT_A_TIME)]


def _place(number: int) -> str:
    """Return the name of a place; there are as many as wanted."""
    rest, ending = divmod(number, len(ENDINGS))
    name = ENDINGS[ending]
    while True:
        rest, stem = divmod(rest, len(STEMS))
        name = f"{STEMS[stem]}{name}"
        if not rest:
            return name.capitalize()
        rest -= 1


def write_articles(path: Path, count: int, seed: int = 1, sentences: int = SENTENCES) -> Path:
    """Write articles as JSON Lines; nothing is held in memory."""
    with path.open("w", encoding="utf-8") as file:
        for number, words in enumerate(texts(count, seed, sentences)):
            file.write(json.dumps({"id": f"{seed}-{number}", "text": words}) + "\n")
    return path


__all__ = ["places", "text", "texts", "write_articles"]
