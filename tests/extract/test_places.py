"""Places: sentence -> names, precision, country, rule; on invented texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.extract import gazetteer as module
from provenance.extract.gazetteer import Gazetteer, build, fold, gazetteer, skeleton
from provenance.extract.page import Page
from provenance.extract.places import find_places
from provenance.packs import Packs
from provenance.records import Where

MakePage = Callable[..., Page]
Read = Callable[..., list[tuple[str, str, str | None]]]
# A second sentence tells which country a page speaks of.
SYRIA = "The Syrian army spoke to Syrian media in Syria."
USA = "The shooting in Ohio was one of many in Ohio."


@pytest.fixture
def wheres(make_page: MakePage, packs: Packs) -> Callable[..., tuple[Where, ...]]:
    """Read the places of a sentence on a page that speaks of a country."""

    def run(text: str, about: str = SYRIA) -> tuple[Where, ...]:
        page = make_page(text, about)
        found = find_places(page, packs).get(0, ())
        for where in found:
            assert page.slice(where.spans[0]) == where.text
        return found

    return run


@pytest.fixture
def read(wheres: Callable[..., tuple[Where, ...]]) -> Read:
    """Read name, precision and country of the places of a sentence."""
    return lambda text, about=SYRIA: [
        (w.place.name, w.place.precision.value, w.place.country) for w in wheres(text, about)
    ]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("A shop burned in the town of Saraqib.", [("Saraqib", "exact", "SY")]),
        ("A shop burned in Saraqeb.", [("Saraqib", "exact", "SY")]),
        ("Jets hit Saraqib and Binnish.", [("Saraqib", "exact", "SY"), ("Binnish", "exact", "SY")]),
        ("A shop burned near Saraqib.", [("Saraqib", "near", "SY")]),
        ("A shop burned in the north of Saraqib.", [("Saraqib", "exact", "SY")]),
        ("They moved west of Saraqib.", [("Saraqib", "near", "SY")]),
        ("A shop burned in Idlib province.", [("Idlib", "province", "SY")]),
        ("A shop burned in the province of Idlib.", [("Idlib", "province", "SY")]),
        ("A shop burned in southern Idlib.", [("Idlib", "province", "SY")]),
        ("A shop burned in the city of Idlib.", [("Idlib", "exact", "SY")]),
        ("A shop burned in Idlib city.", [("Idlib", "exact", "SY")]),
        ("A shop burned in the western countryside of Hama.", [("Hama", "province", "SY")]),
        ("A shop burned in Idlib.", [("Idlib", "province", "SY")]),
        ("A shop burned in Eastern Ghouta.", [("Eastern Ghouta", "district", "SY")]),
        ("A shop burned at the Hmeimim air base.", [("Hmeimim", "exact", "SY")]),
        ("A drone hit the Norwegian Hmeimim Air Base.", [("Hmeimim", "exact", "SY")]),
        ("They live in the Shi’a towns of Saraqib and Binnish.",
         [("Saraqib", "exact", "SY"), ("Binnish", "exact", "SY")]),
        ("The Homs oil refinery burned.", [("Homs", "near", "SY")]),
        ("A shop burned in northern Lebanon.", [("Lebanon", "country", "LB")]),
        ("A shop burned in al-Hamdaniya neighbourhood.", [("Hamdaniyah", "exact", "SY")]),
        # most specific first
        ("In Idlib province a shop burned in Saraqib.",
         [("Saraqib", "exact", "SY"), ("Idlib", "province", "SY")]),
        # other transliterations
        ("A shop burned in the town of Maarrat an-Noumaan.", [("Maarat al-Numan", "exact", "SY")]),
        # unknown, but in a position that only places have
        ("A shop burned in the village of Qasr el-Zahir.", [("Qasr el-Zahir", "unresolved", None)]),
        ("A shop burned near Umm Tineh.", [("Umm Tineh", "unresolved", None)]),
    ],
)  # fmt: skip
def test_places(read: Read, text: str, places: list[tuple[str, str, str | None]]) -> None:
    assert read(text) == places


@pytest.mark.parametrize(
    "text",
    [
        "A source at Aleppo Police Command spoke.",
        "The Syrian Observatory spoke.",
        "Moscow said that Ankara lied.",
        "The Idlib militants fled.",
        "The Damascus-based group fled.",
        "They took the Homs-Aleppo highway.",
        "According to Hassan it burned.",
        "Mr. Hama al-Idlibi wept in Ramadan.",
        "Hamas and the Islamic State spoke in Parliament.",
        "It burned on Monday in March.",
        "They read it in the Aleppo Times.",
    ],
)
def test_no_places(read: Read, text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "about", "places"),
    [
        ("A shop burned in Portland, Maine.", USA,
         [("Portland", "exact", "US"), ("Maine", "province", "US")]),
        ("A shop burned in Columbus, Ohio.", USA,
         [("Columbus", "exact", "US"), ("Ohio", "province", "US")]),
        ("A shop burned in Oklahoma City.", USA, [("Oklahoma City", "exact", "US")]),
        ("Talks were held in Geneva.", SYRIA, [("Geneva", "exact", "CH")]),
        ("A shop burned on Dana Avenue.", USA, []),
        ("A shop burned in Salem.", "Nobody knows where.", []),
        ("A shop burned in Georgia.", USA, [("Georgia", "province", "US")]),
        ("A shop burned in Georgia.", "The Georgian army spoke.", [("Georgia", "country", "GE")]),
    ],
)  # fmt: skip
def test_one_name_in_several_countries(
    read: Read, text: str, about: str, places: list[tuple[str, str, str | None]]
) -> None:
    assert read(text, about) == places


def test_same_place_same_row_and_near_it_another(wheres: Callable[..., tuple[Where, ...]]) -> None:
    one = wheres("A shop burned in Saraqib.")[0].place
    other = wheres("Jets hit Saraqeb.")[0].place
    near = wheres("A shop burned near Saraqib.")[0].place
    assert one == other
    assert near.id != one.id
    assert near.gazetteer_id == one.gazetteer_id


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Khan Shaykhūn", "khan shaykhun"),
        ("Deir ez-Zor", "Deir az Zor"),
        ("al-Bab", "Bab"),
        ("Ma‘arrat an Nu‘mān", "Maarrat al-Numan"),
    ],
)
def test_fold(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Khan Sheikhoun", "Khān Shaykhūn", True),
        ("Qamishli", "Kamishly", True),
        ("Talbiseh", "Tallbīsah", True),
        ("Homs", "Hama", False),
    ],
)
def test_skeleton(one: str, other: str, same: bool) -> None:
    assert (skeleton(one) == skeleton(other)) is same


def towns() -> Iterator[dict[str, object]]:
    """Two invented towns as the package gives them."""
    for number, name in enumerate(("Oldport", "Āl Bëndorf"), 1):
        yield {
            "geonameid": number,
            "name": name,
            "latitude": 1.5 * number,
            "longitude": -2.25,
            "countrycode": "XN",
            "population": 700,
            "admin1code": "01",
            "alternatenames": ["Aldport", "ALD", "oldport city", "Олдпорт"] if number == 1 else [],
        }


def test_index_finds_names_and_latin_spellings_only() -> None:
    index = Gazetteer(build(towns()))
    assert [town.name for town in index.find("oldport")] == ["Oldport"]
    assert [town.geoname for town in index.find("Aldport")] == [1]
    assert index.find("Al Bendorf")[0].longitude == -2.25
    assert index.find("ALD") == index.find("oldport city") == index.find("Олдпорт") == []


def test_broken_index_is_refused() -> None:
    data = build(towns())
    for broken in (b"", data[:-1], b"x" + data[1:]):
        with pytest.raises(ValueError, match="gazetteer"):
            Gazetteer(broken)


def test_index_is_built_once_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built = []
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(module, "_read_towns", lambda: built.append(1) or towns())
    for _ in range(2):
        gazetteer.cache_clear()
        assert gazetteer().find("Oldport")[0].geoname == 1
    assert built == [1]
    (file,) = tmp_path.rglob("*.bin")
    file.write_bytes(b"broken")
    gazetteer.cache_clear()
    assert gazetteer().find("Oldport")[0].geoname == 1
    gazetteer.cache_clear()


@settings(max_examples=60, deadline=None)
@given(text=st.text(min_size=1, max_size=40))
def test_any_text_is_read(make_page: MakePage, packs: Packs, text: str) -> None:
    page = make_page(f"In {text} near {text} province, {text}", SYRIA)
    for wheres in find_places(page, packs).values():
        for where in wheres:
            assert page.slice(where.spans[0]) == where.text
    assert skeleton(text) == skeleton(text)


@pytest.mark.parametrize(
    ("text", "more", "names"),
    [
        ("Twelve people were killed in Zarevna on Monday.", "", ["Zarevna"]),
        ("The earthquake in Zarevna killed 12.", "", ["Zarevna"]),
        ("Officials met in Zarevna.", "", []),
        ("Officials met in Zarevna.", "Shells hit the town of Zarevna.", ["Zarevna"]),
        ("The mayor of Zarevna spoke.", "Shells hit the town of Zarevna.", []),
        ("Two were killed in Orlan's raid.", "", []),
        ("Two were shot near Orlan's house.", "", []),
        ("Two were killed in Mid-Zarevna.", "", ["Mid-Zarevna"]),
        ("Two were killed in Ramadan.", "", []),
        # One word of a name may be a place of its own, or a noun of places.
        ("Two were killed in the town of Tal Zarevna.", "", ["Tal Zarevna"]),
        ("Two were killed in Aleppo Zarevna on Friday.", "", ["Aleppo Zarevna"]),
        ("Shells fell near Harra Zarevna.", "", ["Harra Zarevna"]),
        ("Two were killed in Port Zarevna.", "", ["Port Zarevna"]),
        ("Aleppo Zarevna said two were killed.", "", []),
        ("Boy Shot in Head.", "", []),
        # What an attack is on, where it is no body and nobody of the page.
        ("The attack on Zarevna killed two.", "", ["Zarevna"]),
        ("The shelling of Zarevna killed two.", "", ["Zarevna"]),
        ("The siege of Zarevna left two dead.", "", ["Zarevna"]),
        ("The attack on Zarevna killed two.", "Anna Zarevna sang.", []),
        ("The attack on Anna Zarevna killed two.", "", []),
        ("The killing of Zarevna hurt many.", "", []),
        ("The raid on Hezbollah killed two.", "", []),
        ("The raid on Parliament killed two.", "", []),
        # What an earthquake, a missile, a storm does harm to.
        ("The earthquake shook Zarevna and killed two.", "", ["Zarevna"]),
        ("A missile struck Zarevna on Friday.", "", ["Zarevna"]),
        ("Shells fell on Zarevna on Friday.", "", ["Zarevna"]),
        ("A missile struck Hezbollah on Friday.", "", []),
        ("The earthquake shook Zarevna.", "Anna Zarevna sang.", []),
        ("The lorry struck Zarevna on Friday.", "", []),
        ("The earthquake shook Parliament.", "", []),
        ("Two were killed in Mondays fighting.", "", []),
    ],
)
def test_a_name_that_no_gazetteer_knows_where_something_happens(
    wheres: Callable[..., tuple[Where, ...]], text: str, more: str, names: list[str]
) -> None:
    found = wheres(text, f"{more} {SYRIA}" if more else SYRIA)
    assert [where.text for where in found] == names
    assert [where.rule for where in found] == ["place.printed"] * len(names)


def test_a_town_whose_name_is_known_of_another_country_stays_as_printed(read: Read) -> None:
    text = "Shells hit the town of Saraqib."
    assert read(text, "They fled.") == [("Saraqib", "unresolved", None)]
    assert read("Shells hit Saraqib.", "They fled.") == []
