"""Generated pages: as many claims as wanted, of a war that goes on for as long as it takes.

Shaped after measured articles: 13 claims a page, four pages a happening, a fifth of the
sentences printed again by another page, places in the news by a power law.  The war goes on
while claims are wanted: more claims are more days, not more claims a day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from provenance.naming import source_id
from provenance.records import (
    Attribution,
    ChainLink,
    Claim,
    Cue,
    Document,
    Extraction,
    Figure,
    Measure,
    Mention,
    Place,
    Precision,
    Sentence,
    Source,
    SourceKind,
    Style,
    When,
    Where,
    Zone,
    content_id,
)

A_PAGE, A_HAPPENING, A_DAY = 13, 4, 30
"""Claims of a page, pages of a happening, pages of a day."""
COPIED, WITHOUT_PLACE, WITHOUT_DAY = 0.2, 0.3, 0.4
STORY = 300
"""Words of pages that all tell of one happening."""
PLACES, OUTLETS, BODIES, WORDS = 800, 60, 120, 20_000
KINDS = ("airstrike", "shelling", "clash", "bombing", "assassination", "drone_attack")
MEASURES = (Measure.KILLED, Measure.INJURED, Measure.DISPLACED, Measure.DESTROYED)
SYLLABLES = ("ba", "de", "ki", "lo", "mu", "ra", "se", "ti", "vo", "zan", "qir", "hel")
START = date(2011, 3, 15)


def pages(claims: int, seed: int = 1) -> Iterator[Extraction]:
    """Yield pages until there are ``claims`` claims; the same seed gives the same pages."""
    world = _World(Random(seed))
    for number in range(-(-claims // A_PAGE)):
        yield world.page(number, min(A_PAGE, claims - number * A_PAGE))


def crowd(claims: int, a_page: int, seed: int = 1) -> Iterator[Extraction]:
    """Yield pages of ``a_page`` claims that all tell of one happening, printed on one day."""
    world = _World(Random(seed))
    # Pages of one story share their words: none of them is rare.
    world.words = world.words[:STORY]
    told = world.places[0], KINDS[0], 40
    for number in range(-(-claims // a_page)):
        count = min(a_page, claims - number * a_page)
        yield world.page_of(number, count, START, [told])


class _World:
    """What the pages are drawn from."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.words = [self._word() for _ in range(WORDS)]
        self.places = [self._place(number) for number in range(PLACES)]
        self.weights = [1 / (rank + 5) for rank in range(PLACES)]
        self.outlets = [_source(f"{self._name()} Post", SourceKind.MEDIA) for _ in range(OUTLETS)]
        self.bodies = [_source(f"{self._name()} Office", SourceKind.STATE) for _ in range(BODIES)]
        self.printed: list[str] = []

    def _word(self) -> str:
        return "".join(self.chance.choice(SYLLABLES) for _ in range(self.chance.randint(2, 4)))

    def _name(self) -> str:
        return f"{self._word().capitalize()} {self._word().capitalize()}"

    def _place(self, number: int) -> Place:
        name = self._name().split()[0] + str(number)
        at = 33 + self.chance.random() * 4, 36 + self.chance.random() * 5
        key = content_id("place", name)
        return Place(id=key, name=name, latitude=at[0], longitude=at[1], precision=Precision.EXACT)

    def page(self, number: int, claims: int) -> Extraction:
        """Return a page of ``claims`` claims about two happenings of the day before."""
        day = START + timedelta(days=number // A_DAY)
        happenings = [
            Random(f"{day} {self.chance.randrange(A_DAY // A_HAPPENING + 1)}") for _ in range(2)
        ]
        told = [
            (h.choices(self.places, self.weights)[0], h.choice(KINDS), h.randint(1, 60))
            for h in happenings
        ]
        return self.page_of(number, claims, day, told)

    def page_of(
        self, number: int, claims: int, day: date, told: Sequence[tuple[Place, str, int]]
    ) -> Extraction:
        """Return a page of ``claims`` claims about some happenings: place, kind and toll."""
        outlet = self.chance.choice(self.outlets)
        key = content_id("document", number, outlet.id)
        text, sentences, made = "", [], []
        for ordinal in range(claims):
            where, kind, toll = told[ordinal * len(told) // max(claims, 1)]
            words = self._sentence(where, toll)
            start = len(text)
            text += words + "\n"
            zone = Zone.BODY if ordinal else Zone.HEADLINE
            sentences.append(
                Sentence(ordinal=ordinal, start=start, end=start + len(words), zone=zone, rule="b")
            )
            made.append(self._claim(key, sentences[-1], words, (where, kind, day), outlet))
        document = Document(
            id=key, publisher=outlet.name, published=day.isoformat(), text=text, title=None
        )
        return Extraction(document=document, sentences=tuple(sentences), claims=tuple(made))

    def _sentence(self, where: Place, toll: int) -> str:
        if self.printed and self.chance.random() < COPIED:
            return self.chance.choice(self.printed[-200:])
        number = max(1, toll + self.chance.choice((0, 0, 0, -2, 3)))
        words = self.chance.choices(self.words, k=self.chance.randint(8, 22))
        words.insert(3, f"{number}")
        words.insert(6, where.name)
        text = " ".join(words).capitalize() + "."
        self.printed.append(text)
        del self.printed[:-400]
        return text

    def _claim(
        self, page: str, at: Sentence, text: str, told: tuple[Place, str, date], outlet: Source
    ) -> Claim:
        where, kind, day = told
        span = (at.start, at.end)
        key = content_id("claim", page, at.ordinal)
        number = next((word for word in text.split() if word.isdigit()), None)
        figures = []
        if number is not None and self.chance.random() < 0.5:
            begin = at.start + text.index(number)
            figures.append(
                Figure(
                    id=content_id("figure", key),
                    span=(begin, begin + len(number)),
                    text=number,
                    low=int(number),
                    high=None if self.chance.random() < 0.2 else int(number),
                    point=None,
                    measure=self.chance.choice(MEASURES),
                    subject="people",
                    rule="b",
                )
            )
        chain: tuple[ChainLink, ...] = (ChainLink(source=outlet, rule="publisher"),)
        attribution = None
        if self.chance.random() < 0.5:
            body = self.chance.choice(self.bodies)
            chain = (ChainLink(source=body, rule="b", spans=(span,)), *chain)
            attribution = Attribution(
                source=Mention(spans=(span,), text=body.name, source=body, rule="b"),
                cue=Cue(spans=(span,), text="said"),
                style=Style.INDIRECT,
                chain=chain,
                rule="b",
            )
        dated = self.chance.random() >= WITHOUT_DAY
        placed = self.chance.random() >= WITHOUT_PLACE
        return Claim(
            id=key,
            ordinal=at.ordinal,
            sentence=span,
            zone=at.zone,
            spans=(span,),
            text=text,
            attribution=attribution,
            chain=chain,
            figures=tuple(figures),
            when=When(edtf=day.isoformat(), text="", spans=(), rule="b") if dated else None,
            where=(Where(spans=(), text=where.name, place=where, rule="b"),) if placed else (),
            kind=kind,
            rule="b",
        )


def _source(name: str, kind: SourceKind) -> Source:
    return Source(id=source_id(name), name=name, kind=kind, named=True)


__all__ = ["crowd", "pages"]
