"""Groups and likenesses in columns are what sets and dicts are."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from provenance.link.groups import Groups
from provenance.link.likenesses import Likenesses

_NUMBERS = st.integers(0, 11)
_LIKE = st.tuples(st.sampled_from([2.0, 2.5, 3.25]), st.sampled_from([("same day",), ()]))
_PAIRS = st.dictionaries(
    st.tuples(_NUMBERS, st.sampled_from([12, 13, 2**32 - 1])), _LIKE, max_size=8
)


@given(_PAIRS)
def test_pairs_are_found_with_their_likeness(
    found: dict[tuple[int, int], tuple[float, tuple[str, ...]]],
) -> None:
    pairs = Likenesses.of((low, high, alike) for (low, high), alike in found.items())
    assert list(pairs) == sorted(found)
    assert {one: pairs.get(*one) for one in found} == found
    assert pairs.get(5, 6) is None
    assert list(zip(pairs.low.tolist(), pairs.high.tolist(), strict=True)) == sorted(found)
    assert list(pairs.best_first()) == sorted(found, key=lambda one: (-found[one][0], one))
    some = np.array([number % 2 == 0 for number in range(len(found))], dtype=np.bool_)
    assert list(pairs.where(some)) == sorted(found)[::2]


@given(st.lists(st.tuples(_NUMBERS, _NUMBERS), max_size=12))
def test_joining_is_a_union(joins: list[tuple[int, int]]) -> None:
    groups = Groups(12)
    sets = [{number} for number in range(12)]
    for a, b in joins:
        if groups.of(a) == groups.of(b):
            continue
        groups.join(groups.of(a), groups.of(b))
        both = sets[a] | sets[b]
        for number in both:
            sets[number] = both
    assert [set(groups.members(groups.of(number))) for number in range(12)] == sets
    assert all(list(groups.members(one)) == sorted(groups.members(one)) for one in groups.homes)
    assert all(groups.of(one) == one for one in set(groups.homes.tolist()))
