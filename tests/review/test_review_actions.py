"""What can be decided, in which values, and which values are refused."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.review.actions import (
    Action,
    DecisionError,
    Target,
    check_interval,
    check_reason,
    check_values,
)


@pytest.mark.parametrize(
    ("action", "kind", "given_values", "kept"),
    [
        ("confirm", "claim", {}, {}),
        ("credibility", "claim", {"credibility": " 3 "}, {"credibility": 3}),
        ("reliability", "source", {"reliability": "b"}, {"reliability": "B"}),
        ("correct", "figure", {"low": "1,200", "high": ""}, {"low": 1200, "high": None}),
        ("correct", "figure", {"measure": "injured"}, {"measure": "injured"}),
        ("correct", "figure", {"party": "  hill  front "}, {"party": "hill front"}),
        ("correct", "claim", {"when_edtf": "2031-05"}, {"when_edtf": "2031-05"}),
        (
            "reattribute",
            "claim",
            {"source": "X", "kind": "media"},
            {"source": "X", "kind": "media"},
        ),
        ("split_event", "event", {"claims": "b a b"}, {"claims": ["a", "b"]}),
    ],
)
def test_values_are_kept_as_what_they_stand_for(
    action: str, kind: str, given_values: dict[str, Any], kept: dict[str, Any]
) -> None:
    assert check_values(Action(action), Target(kind), given_values) == kept


@pytest.mark.parametrize(
    ("action", "kind", "values", "said"),
    [
        ("confirm", "figure", {}, "about a claim"),
        ("credibility", "claim", {"credibility": "7"}, "from 1"),
        ("credibility", "claim", {"credibility": "²"}, "from 1"),
        ("credibility", "claim", {}, "from 1"),
        ("reliability", "source", {"reliability": "AB"}, "from A"),
        ("reliability", "source", {"reliability": ""}, "from A"),
        ("correct", "figure", {"low": "-3"}, "whole number"),
        ("correct", "figure", {"low": "٣"}, "whole number"),
        ("correct", "figure", {"low": "9" * 19}, "whole number"),
        ("correct", "figure", {"text": "x"}, "choose from low"),
        ("correct", "figure", {"measure": "dead"}, "choose from killed"),
        ("correct", "figure", {"measure": ""}, "cannot be unknown"),
        ("correct", "claim", {"when_edtf": "tomorrow"}, "EDTF"),
        ("correct", "claim", {}, "what to correct"),
        ("reattribute", "claim", {"source": " "}, "say source"),
        ("reattribute", "claim", {"source": "X", "kind": "alien"}, "kind of source"),
        ("split_event", "event", {"claims": ""}, "which claims"),
    ],
)
def test_what_makes_no_sense_is_refused(
    action: str, kind: str, values: dict[str, Any], said: str
) -> None:
    with pytest.raises(DecisionError, match=said):
        check_values(Action(action), Target(kind), values)


@pytest.mark.parametrize("action", list(Action))
def test_a_reason_is_needed_where_a_reader_would_ask_for_one(action: Action) -> None:
    quick = {Action.CONFIRM, Action.REJECT, Action.CREDIBILITY, Action.UNDO}
    if action in quick:
        assert check_reason(action, "  ") == ""
    else:
        with pytest.raises(DecisionError):
            check_reason(action, "  ")
    with pytest.raises(DecisionError, match="shorter"):
        check_reason(action, "x" * 2_001)


ends = st.none() | st.integers(0, 50)


@given(ends, ends, ends)
def test_an_interval_holds_its_point(low: int | None, high: int | None, point: int | None) -> None:
    good = (
        (low is None or high is None or low <= high)
        and (point is None or low is None or low <= point)
        and (point is None or high is None or point <= high)
    )
    if good:
        check_interval(low, high, point)
    else:
        with pytest.raises(DecisionError):
            check_interval(low, high, point)
