"""GeoJSON: what a feature holds, and which events are none."""

from __future__ import annotations

import math
from typing import Any

import pytest

from provenance.export.geojson import event_feature

EVENT: dict[str, Any] = {
    "id": "0a" * 10,
    "label": "Shelling in Orvane",
    "latitude": 1.25,
    "longitude": -2.5,
    "precision": "province",
    "date_from": "XXXX-05-04",
}


def test_point_is_longitude_first_and_precision_a_property() -> None:
    feature = event_feature(EVENT, [{"measure": "killed", "low": 3}], ["Orvane Watch"])
    assert feature is not None
    assert feature["geometry"] == {"type": "Point", "coordinates": [-2.5, 1.25]}
    properties = feature["properties"]
    assert (properties["precision"], properties["where_prec"]) == ("province", 4)
    assert properties["date_from"] == "XXXX-05-04"
    assert properties["ranges"][0]["low"] == 3
    assert properties["ranges"][0]["high"] is None
    assert properties["sources"] == ["Orvane Watch"]


@pytest.mark.parametrize(
    "place",
    [
        {"latitude": None},
        {"longitude": None},
        {"latitude": 90.1},
        {"longitude": -180.5},
        {"latitude": math.nan},
        {"longitude": math.inf},
        {"latitude": "1.25"},
    ],
)
def test_no_place_is_made_up(place: dict[str, Any]) -> None:
    assert event_feature({**EVENT, **place}) is None
