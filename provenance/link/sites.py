"""Sites: places as linking compares them, across spellings and gazetteers."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from provenance.records import Precision, Where

FINE = frozenset({Precision.EXACT, Precision.NEAR, Precision.UNRESOLVED})
REGIONS = frozenset({Precision.DISTRICT, Precision.PROVINCE})
EITHER = ".wider"
"""The end of the rule of a place that may be a town or its province."""
# Kilometres from which one known pair of places is enough to tell two happenings apart.
REMOTE_KM = 60
# Transliterated articles: "al-Bureij", "el Breij", "ar-Raqqa".
_ARTICLE = re.compile(r"^(?:al|el|ad|ar|as|ash|at|an|az|ul)[\s-]+(?=\w{3})")
_TAIL = re.compile(
    r"\b(?:city|town|village|district|neighbou?rhood|area|region|province|governorate|countryside"
    r"|suburbs?|camp|county|the|of)\b"
)
_VOWELS = re.compile(r"[aeiouy'’`ʻʿ\s-]+")
_TWICE = re.compile(r"(.)\1+")
_SAME = str.maketrans({"q": "k", "c": "k", "j": "g", "z": "s", "v": "w"})


@dataclass(frozen=True, slots=True)
class Site:
    """A place: its key, whether it is fine enough to tell places apart, and where it lies."""

    key: str
    alias: str | None
    """The key of the last word alone ("Qasr el-Breij" is also known as "Breij")."""
    name: str
    fine: bool
    region: bool
    """A district or province: too wide to bring happenings together, wide enough to part them."""
    either: bool
    """Does the name mean a town or its province: "in Oldport", which is both."""
    located: bool
    """Is its position known; quarters and hamlets often have none."""
    latitude: float | None
    longitude: float | None
    id: str


def site_of(where: Where) -> Site:
    """Return the site of a place as printed."""
    place = where.place
    name = place.name or where.text
    last = re.split(r"[\s-]+", name.strip())[-1]
    alias = skeleton(last) if place.precision in FINE and last != name else ""
    return Site(
        key=skeleton(name),
        alias=alias if len(alias) > 2 else None,
        name=place.name,
        fine=place.precision in FINE,
        region=place.precision in REGIONS,
        either=where.rule.endswith(EITHER),
        located=place.latitude is not None and place.longitude is not None,
        latitude=place.latitude,
        longitude=place.longitude,
        id=place.id,
    )


def skeleton(name: str) -> str:
    """Return the consonants of a name: equal for the usual spellings of one Arabic name.

    >>> skeleton("al-Bureij") == skeleton("el-Breij")
    True
    """
    plain = "".join(
        c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c)
    ).strip()
    bare = _TAIL.sub(" ", _ARTICLE.sub("", plain)).strip()
    bare = _ARTICLE.sub("", bare)
    bones = _TWICE.sub(r"\1", _VOWELS.sub("", bare).translate(_SAME))
    bones = bones.removesuffix("h") if len(bones) > 2 else bones
    # Two consonants are too few to tell names by; such a name keeps its vowels.
    return bones if len(bones) > 2 else _TWICE.sub(r"\1", " ".join(bare.split())) or plain


def shared(a: Sequence[Site], b: Sequence[Site], near_km: float) -> list[Site]:
    """Return the sites of ``a`` that are one with a site of ``b``."""
    return [x for x in a if any(one(x, y, near_km) for y in b)]


def finer_apart(a: Sequence[Site], b: Sequence[Site], near_km: float) -> bool:
    """Say whether two happenings that share a place lie in different parts of it.

    Both name a place without a position besides the shared one (a quarter, a hamlet), and those
    are not the same: "Midan in Oldport" and "Harra in Oldport".
    """
    x = [s for s in a if s.fine and not any(one(s, t, near_km) for t in b)]
    y = [s for s in b if s.fine and not any(one(s, t, near_km) for t in a)]
    return any(not s.located for s in x) and any(not s.located for s in y)


def far(a: Sequence[Site], b: Sequence[Site], near_km: float) -> bool:
    """Say whether all places of the one lie away from all places of the other.

    A place of unknown position may be near; the known ones must then be remote.
    """
    gaps = [kilometres(x, y) for x in a for y in b]
    known = [gap for gap in gaps if gap is not None]
    return bool(known) and min(known) > (near_km if len(known) == len(gaps) else REMOTE_KM)


def other_region(a: Sequence[Site], b: Sequence[Site]) -> bool:
    """Say whether both name regions, and no common one."""
    if not (a and b):
        return False
    x, y = {s.key for s in a if s.region}, {s.key for s in b if s.region}
    return bool(x and y) and not x & y


def one(a: Site, b: Site, near_km: float) -> bool:
    """Say whether two sites are one place: same row, or same name not far apart."""
    if a.id == b.id:
        return True
    if a.fine != b.fine or not (a.key == b.key or a.key == b.alias or a.alias == b.key):
        return False
    distance = kilometres(a, b)
    return distance is None or distance <= near_km


def kilometres(a: Site, b: Site) -> float | None:
    """Return the distance; None when a position is unknown."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    phi, psi = math.radians(a.latitude), math.radians(b.latitude)
    half = math.radians(b.longitude - a.longitude) / 2
    square = math.sin((psi - phi) / 2) ** 2 + math.cos(phi) * math.cos(psi) * math.sin(half) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, square)))


__all__ = [
    "Site",
    "far",
    "finer_apart",
    "kilometres",
    "one",
    "other_region",
    "shared",
    "site_of",
    "skeleton",
]
