"""Find stretches that a calendar tells: "from 1 to 7 August", "from 2010 to 2014", "in 2022"."""

from __future__ import annotations

from collections.abc import Container

from provenance.extract.bench import Bench

RANGE_REACH = 12
_JOINTS = {
    "between": frozenset({"and"}),
    "from": frozenset({"to", "until", "till", "through", "-", "–"}),
}
# What may stand inside a range of dates besides its days, months and years.
_INSIDE = frozenset(
    {"the", "of", "early", "late", "mid", "end", "beginning", "start", "middle", ","}
)


def is_year(word: str) -> bool:
    return len(word) == 4 and word.isascii() and word.isdecimal() and word[:2] in ("19", "20")


def year_at(bench: Bench, at: int) -> bool:
    """Say whether a year stands at ``at``, no number of people: "in 2019", not "in 2019 homes"."""
    return is_year(bench.word(at)) and bench.tokens[at].dep_ != "nummod"


def date_range(bench: Bench, at: int, months: Container[str]) -> int | None:
    """Return the last token of the range of dates that opens at ``at``, None if none does."""
    joints = _JOINTS.get(bench.word(at), frozenset())
    dated: list[bool] = [False]
    last = at
    for step in range(at + 1, min(at + RANGE_REACH, len(bench.words))):
        word = bench.words[step]
        if _is_month(bench, step, months) or is_year(word):
            dated[-1], last = True, step
        elif word in joints and len(dated) == 1 and step > at + 1:
            dated.append(False)
        elif word in _INSIDE or _is_day(word):
            last = step if len(dated) > 1 and word not in _INSIDE else last
        else:
            break
    # "From 1 to 7 August": the month stands once.  "Between 10 and 12 people" are no dates.
    return last if len(dated) == 2 and dated[1] and bench.word(last) not in joints else None


def named_time(bench: Bench, at: int, months: Container[str]) -> int | None:
    """Return the last token of "in 2022", "in August", "in early August 2022", None if none is."""
    step = at + 1
    while bench.word(step) in _INSIDE:
        step += 1
    if year_at(bench, step):
        return step
    if not _is_month(bench, step, months):
        return None
    if is_year(bench.word(step + 1)):
        return step + 1
    # "In May 12 people died" counts people.
    return step


def _is_month(bench: Bench, at: int, months: Container[str]) -> bool:
    return bench.word(at) in months and bench.tokens[at].text[0].isupper()


def _is_day(word: str) -> bool:
    return word.isascii() and word.rstrip("stndrh").isdecimal() and len(word) <= 4


__all__ = ["date_range", "is_year", "named_time", "year_at"]
