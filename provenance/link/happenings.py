"""Happenings: what a thread says of one happening, and how alike two pages' are.

Day, place, kind and named people speak for one happening; figures never do, and never
against it.  Day and province alone are not enough.  What stands on many days tells nothing:
which places, names and words do is counted over all pages (``census``), and a happening is
compared by those that tell.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from provenance.link.days import Days
from provenance.link.items import Item
from provenance.link.kinships import Kinships
from provenance.link.sites import Site, far, other_region, shared
from provenance.link.terms import term
from provenance.link.threads import Thread
from provenance.link.tokens import Reader, Remembered, sentence_words
from provenance.packs.scope import Thresholds

# Not at the beginning of a line or a sentence.  What stands before is looked at after the
# capital, which is soon found.
_NAME = re.compile(
    r"[A-Z](?<![.!?“\"] [A-Z])(?<!^[A-Z])[\w’'-]+"
    r"(?: (?:(?:al|el|bin|ibn|abu|de|van|von)[ -])?[A-Z][\w’'-]+){1,3}"
)
_POSSESSIVE = re.compile(r"['’]s?$")
_CAPITAL = re.compile(r"[A-Z](?<!\w[A-Z])")
_WORDS = re.compile(r"\w+")
# How many more words of a token have no capital than have one.
_PLAIN: Remembered[int] = Remembered(
    lambda token: len(_WORDS.findall(token)) - 2 * len(_CAPITAL.findall(token))
)
_CONTENT = re.compile(r"[^\W\d_]{5,}")
_LONG: Reader[str] = Reader(lambda token: tuple(map(str.casefold, _CONTENT.findall(token))))
# Names looked at in one happening: enough for a list of victims, little for a directory.
MOST_NAMES = 60
MOST_WORDS = 120
MOST_TEXT = 20_000
# Sentences of a happening that are looked for in other pages, their characters, and the words
# from which none is alike by chance.
MOST_TEXTS, MOST_WORDS_TEXT, LEAST_WORDS = 12, 2_000, 8
# The words from which one sentence is enough; of shorter ones two are.
LONG_WORDS, SEVERAL_TEXTS = 14, 2
# Rare words from which two sentences speak of one thing though neither names a place.
MANY_WORDS, MANY_PARTS = 4, 3
Likeness = tuple[float, tuple[str, ...]]
"""Points for two being one happening, and the reasons."""

OWN_DAY, NEXT_DAY, PAGE_DAY, PAGE_DAYS = 1.5, 0.75, 0.75, 0.5
PLACE, COMMON_PLACE, PAGE_PLACE, WIDE_PLACE, OTHER_PLACE = 1.5, 0.25, 0.5, 0.25, 1.0
# A town or its province: with one day and one telling kind enough, not with less.
EITHER_PLACE = 1.0
KIND, OUTCOME, COUNTED = 0.75, 0.2, 0.2
NAME, PART, MOST_FOR_NAMES = 1.0, 0.5, 2.0
WORD, MOST_FOR_WORDS = 0.25, 1.0
COPIED = 2.0


@dataclass(frozen=True, slots=True)
class Happening:
    """One thread, summed up."""

    key: str
    """The smallest id of its claims."""
    document: str
    claims: tuple[str, ...]
    long: bool
    """Does it count over a stretch of time; never the same as one happening."""
    begins: int
    """Ordinal of the sentence of its first claim."""
    dated: bool
    """Is its day printed as a date: with a number, not as a weekday."""
    days: tuple[Days, ...]
    published: Days | None
    """Day of the page, for the thread that the page is about and that names no day."""
    printed: Days | None
    fine: tuple[Site, ...]
    context: tuple[Site, ...]
    """Fine places that the page names elsewhere, for a thread that names none."""
    wide: tuple[Site, ...]
    kinds: frozenset[str]
    counted: frozenset[tuple[str, str | None]]
    texts: frozenset[int]
    """Its sentences that count something, as terms whose last bit says which are long: other
    pages may have them word for word."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What tells a happening from others, as terms."""

    sites: frozenset[int]
    names: frozenset[int]
    parts: frozenset[int]
    """The words of the names: surnames, streets."""
    words: frozenset[int]


@dataclass(frozen=True, slots=True)
class AllMarks:
    """What may tell a happening from others, as terms."""

    sites: frozenset[int]
    names: dict[int, frozenset[int]]
    """Names, and the words of each."""
    words: frozenset[int]


@dataclass(frozen=True, slots=True)
class Told:
    """A happening, and those of its marks that tell it from others."""

    happening: Happening
    marks: Marks


def happening_of(thread: Thread, context: tuple[Site, ...] = ()) -> Happening:
    """Sum up a thread."""
    items = thread.items
    first = items[0]
    sharp = tuple(sorted(days for days in thread.days or thread.followed if days.sharp))
    return Happening(
        key=thread.key,
        document=first.document.id,
        claims=tuple([item.id for item in items]),
        long=thread.long,
        begins=first.claim.ordinal,
        dated=any(
            item.days in sharp and any(map(str.isdigit, item.claim.when.text))
            for item in items
            if item.claim.when is not None
        ),
        days=sharp,
        published=first.page.published if thread.main and not sharp else None,
        printed=first.page.published,
        fine=tuple(thread.fine),
        context=() if thread.fine else context,
        wide=tuple(site for site in thread.sites if not site.fine),
        kinds=frozenset(thread.main_kinds),
        counted=frozenset(
            (figure.measure.value, figure.party) for item in items for figure in item.claim.figures
        ),
        texts=frozenset(islice(_texts(items), MOST_TEXTS)),
    )


def _texts(items: Sequence[Item]) -> Iterator[int]:
    """Yield the sentences that count something and are too long to be alike by chance."""
    for item in items:
        if item.claim.figures and not item.headline:
            words = sentence_words(item.told.text[:MOST_WORDS_TEXT])
            if len(words) >= LEAST_WORDS:
                # The last bit says that it is a long one.
                yield term(" ".join(words)) & ~1 | (len(words) >= LONG_WORDS)


def _copied(texts: frozenset[int]) -> bool:
    """Say whether sentences that stand in both are more than chance: a long one, or several."""
    return len(texts) >= SEVERAL_TEXTS or any(text & 1 for text in texts)


def marks_of(thread: Thread, common: Collection[str]) -> AllMarks:
    """Return all marks of a thread; ``common`` words tell nothing."""
    names = _first(_names(thread), MOST_NAMES)
    return AllMarks(
        sites=frozenset(term(site.key) for site in thread.sites if site.fine or site.either),
        names={
            term(name): frozenset(
                term(part) for part in name.split() if len(part) > 3 and part not in common
            )
            for name in names
        },
        words=frozenset(map(term, _words(thread.items, common))),
    )


def _first(values: Iterable[str], most: int) -> Iterator[str]:
    seen: set[str] = set()
    for value in values:
        if value not in seen:
            seen.add(value)
            yield value
        if len(seen) >= most:
            return


def _names(thread: Thread) -> Iterator[str]:
    """Yield names of two words or more; headlines in title case name nobody.

    What the page is about is named anywhere in it.
    """
    items = thread.items
    texts = dict.fromkeys([item.told.text[:2000] for item in items])
    if thread.main:
        texts[items[0].document.text[:MOST_TEXT]] = None
    places = _place_words(items)
    for text in texts:
        for line in text.splitlines():
            names = _NAME.findall(line)
            if not names or _in_capitals(line):
                continue
            for printed in names:
                name = printed.casefold()
                if "'" in name or "’" in name:
                    name = _POSSESSIVE.sub("", name)
                if not places.issuperset(name.split()):
                    yield name


def _place_words(items: Sequence[Item]) -> set[str]:
    return {w for item in items for site in item.sites for w in site.name.casefold().split()}


def _in_capitals(line: str) -> bool:
    """Say whether most words of a line have a capital."""
    return sum(map(_PLAIN.__getitem__, line.split())) < 0


def _words(items: Sequence[Item], common: Collection[str]) -> Iterator[str]:
    """Return the first words of the sentences that say something, without the common ones.

    The names of their places are compared as places.
    """
    places = _place_words(items)
    found: dict[str, None] = {}
    for item in items:
        words = _LONG.parts(item.told.text[:2000])
        found.update((word, None) for word in words if word not in common and word not in places)
        if len(found) >= MOST_WORDS:
            break
    return islice(found, MOST_WORDS)


def source_names(items: Iterable[Item]) -> frozenset[str]:
    """Return the names of all that vouch or publish in a page: they do not name who it hit."""
    names: set[str] = set()
    for item in items:
        for link in item.claim.chain:
            names.add(link.source.name.casefold())
        if item.claim.attribution and item.claim.attribution.source:
            text = item.claim.attribution.source.text
            names.update(m[0].casefold() for m in _NAME.finditer(text[:500]))
    return frozenset(names)


def likeness(one: Told, other: Told, kinships: Kinships, limits: Thresholds) -> Likeness | None:
    """Return points and reasons for two pages' threads being one happening; None: they are not.

    Not one: threads of one page (told apart there), totals over time, other days, places
    far apart, kinds that exclude each other.
    """
    a, b = one.happening, other.happening
    if a.document == b.document or a.long or b.long:
        return None
    day = _day(a, b, limits)
    if day is None or kinships.clash(a.kinds, b.kinds):
        return None
    names = len(one.marks.names & other.marks.names)
    place = _place(one, other, limits)
    words = len(one.marks.words & other.marks.words)
    parts = len(one.marks.parts & other.marks.parts)
    named = bool(names) or parts >= MANY_PARTS
    copied = _copied(a.texts & b.texts)
    told = named or copied or words >= MANY_WORDS
    if place is None or not (place[0] > WIDE_PLACE or told):
        return None
    if not day[0] and not named:
        return None
    points = [day, place, *_kind(a, b, kinships)]
    if names or parts:
        shown = min(MOST_FOR_NAMES, max(NAME * names, PART * parts))
        points.append((shown, f"names in both: {names}, words of names: {parts}"))
    if words:
        points.append((min(MOST_FOR_WORDS, WORD * words), f"rare words in both: {words}"))
    if copied:
        points.append((COPIED, "a sentence in both, word for word"))
    if a.counted & b.counted:
        points.append((COUNTED, "the same is counted"))
    score = sum(value for value, _ in points)
    return score, tuple(reason for value, reason in points if value)


def _day(a: Happening, b: Happening, limits: Thresholds) -> tuple[float, str] | None:
    """Return points for the day; None when the days are known and not the same.

    No page tells of what happens after it was printed.
    """
    if _foretold(a, b) or _foretold(b, a):
        return None
    if a.days and b.days:
        gap = min(x.gap(y) for x in a.days for y in b.days)
        if gap > limits.days_apart:
            return None
        return (NEXT_DAY, "a day apart") if gap else (OWN_DAY, "same day")
    if a.days or b.days:
        said, page = (a.days, b.published) if a.days else (b.days, a.published)
        near = page is not None and min(x.gap(page) for x in said) <= limits.undated_window
        return (PAGE_DAY, "the day is that of the page") if near else (0.0, "")
    if a.published and b.published and a.published.gap(b.published) <= limits.undated_window:
        return PAGE_DAYS, "pages of the same days"
    return 0.0, ""


def days_apart(a: Happening, b: Happening, limits: Thresholds) -> bool:
    """Say whether two happenings are known to be of other days."""
    return _day(a, b, limits) is None


def _foretold(a: Happening, b: Happening) -> bool:
    """Say whether all days of a lie after the page of b."""
    page = b.printed
    if page is None or not page.year or not a.days or not all(day.year for day in a.days):
        return False
    return all((day.first - page.last).days > 1 for day in a.days)


def _place(one: Told, other: Told, limits: Thresholds) -> tuple[float, str] | None:
    a, b = one.happening, other.happening
    same = shared(a.fine, b.fine, limits.near_km)
    if same:
        telling = [site for site in same if term(site.key) in one.marks.sites]
        points = PLACE if telling else COMMON_PLACE
        if points < PLACE and len(same) < min(len(a.fine), len(b.fine)):
            points -= OTHER_PLACE
        best = min(telling or same, key=lambda site: site.key)
        return points, f"same place: {best.name}"
    if a.fine and b.fine:
        if far(a.fine, b.fine, limits.near_km):
            return None
        return -OTHER_PLACE, "other place names"
    if other_region(a.wide, b.wide):
        return -OTHER_PLACE, "other regions"
    wide = shared(a.wide, b.wide, limits.near_km)
    towns = [site for site in wide if site.either and term(site.key) in one.marks.sites]
    if towns and not (a.fine or b.fine):
        return EITHER_PLACE, f"same town or province: {towns[0].name}"
    spoken = shared(a.fine or a.context, b.fine or b.context, limits.near_km)
    if spoken:
        return PAGE_PLACE, f"the page speaks of the same place: {spoken[0].name}"
    return (WIDE_PLACE, f"same region: {wide[0].name}") if wide else (0.0, "")


def _kind(a: Happening, b: Happening, kinships: Kinships) -> list[tuple[float, str]]:
    same = a.kinds & b.kinds
    telling = sorted(kinships.telling(same))
    if telling:
        return [(KIND, f"same kind: {telling[0].replace('_', ' ')}")]
    return [(OUTCOME, "same outcome")] if same else []


__all__ = [
    "Happening",
    "Likeness",
    "Marks",
    "Told",
    "days_apart",
    "happening_of",
    "likeness",
    "marks_of",
    "source_names",
]
