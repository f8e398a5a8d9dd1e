"""Events as GeoJSON (RFC 7946): one feature an event, and no place that is not known."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from provenance.export.addresses import Site
from provenance.export.choice import Choice
from provenance.export.events import check_profiles, ranges_of, sources_of
from provenance.export.text import json_line
from provenance.records import Precision

Row = Mapping[str, Any]
Feature = dict[str, Any]

WHERE_PREC = {
    Precision.EXACT: 1,
    Precision.NEAR: 2,
    Precision.DISTRICT: 3,
    Precision.PROVINCE: 4,
    Precision.COUNTRY: 6,
}
"""UCDP's code of how exactly a place is known; a place that nothing resolved has none."""

_PLAIN = (
    "kind",
    "date_from",
    "date_to",
    "place",
    "country",
    "precision",
    "n_claims",
    "n_origins",
    "n_documents",
    "n_figures",
    "n_conflicts",
)
_RANGE = ("measure", "party", "profile", "low", "best", "high", "n_claims", "n_origins")


def event_feature(
    event: Row,
    ranges: Iterable[Row] = (),
    sources: Sequence[str] = (),
    url: str | None = None,
) -> Feature | None:
    """Return an event as a feature with a point, or None where its coordinates are not known.

    ``event`` has the columns of ``events``, and of its place ``place`` (the name),
    ``latitude``, ``longitude`` (degrees, WGS 84), ``country`` and ``precision``; ``ranges``
    the columns of ``ranges``; what is not there is null.  ``sources`` are the names of who
    vouches, ``url`` the page of the event.  The point stands for a whole province or country
    where ``precision`` says so.  Dates are EDTF.
    """
    point = coordinates(event.get("latitude"), event.get("longitude"))
    if point is None:
        return None
    properties: dict[str, Any] = {"id": event["id"], "label": event["label"]}
    properties |= {name: event.get(name) for name in _PLAIN}
    properties["where_prec"] = where_prec(event.get("precision"))
    properties["sources"] = list(sources)
    properties["ranges"] = [{name: row.get(name) for name in _RANGE} for row in ranges]
    if url is not None:
        properties["url"] = url
    return {
        "type": "Feature",
        "id": event["id"],
        "geometry": {"type": "Point", "coordinates": point},
        "properties": properties,
    }


def coordinates(latitude: Any, longitude: Any) -> list[float] | None:
    """Return longitude and latitude, in the order of RFC 7946; None where they are no place.

    >>> coordinates(35.5, 36), coordinates(None, 36), coordinates(95, 36)
    ([36, 35.5], None, None)
    """
    for value, most in ((latitude, 90), (longitude, 180)):
        if not isinstance(value, int | float) or not math.isfinite(value) or abs(value) > most:
            return None
    return [longitude, latitude]


def where_prec(precision: str | None) -> int | None:
    """Return UCDP's code for one of our words; None where nothing is known.

    >>> where_prec("exact"), where_prec("province"), where_prec("unresolved"), where_prec(None)
    (1, 4, None, None)
    """
    known = Precision(precision) if precision in set(Precision) else None
    return None if known is None else WHERE_PREC.get(known)


def export_geojson(
    db: Database,
    choice: Choice,
    tell: Callable[[str], None],
    *,
    profiles: Sequence[str] = (),
    site: Site | None = None,
) -> Iterator[bytes]:
    """Yield a FeatureCollection of the chosen events, one feature a line, in order of ids.

    ``profiles`` are those whose ranges are given, by default all.  Events whose coordinates
    are not known, and ranges that rest on claims which are not chosen, are counted in
    members of the collection and told.
    """
    check_profiles(db, profiles)
    site = site or Site()
    placeless = left_out = 0
    begin = b'{"type": "FeatureCollection", "features": [\n'
    for event in choice.event_rows(db):
        if coordinates(event["latitude"], event["longitude"]) is None:
            placeless += 1
            continue
        ranges, less = ranges_of(db, event["id"], choice, profiles)
        left_out += less
        who = sources_of(db, event["id"], choice)
        feature = event_feature(event, ranges, who, site.page("event", event["id"]))
        if feature is not None:
            yield begin + json_line(feature).rstrip(b"\n")
            begin = b",\n"
    counts = {"events_without_coordinates": placeless, "ranges_left_out": left_out}
    end = b"" if begin == b",\n" else begin
    yield end + b"\n], " + json.dumps(counts).encode().removeprefix(b"{") + b"\n"
    if placeless:
        tell(f"events without coordinates, left out: {placeless:,}")
    if left_out:
        tell(f"ranges left out, since they rest on claims that were not chosen: {left_out:,}")


__all__ = ["Feature", "coordinates", "event_feature", "export_geojson", "where_prec"]
