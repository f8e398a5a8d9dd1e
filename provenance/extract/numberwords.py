"""Read numbers written in words: "twenty-six", "one hundred and four", "two dozen"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from provenance.extract.lexemes import HYPHENS, Lexeme, is_glued

HUNDRED = 100
THOUSAND = 1000
# Scales that end a number: nothing is added behind "two dozen".
SCORES = (12, 20)
MAX_VALUE = 10**12
# Scale words that stand one behind the other at most ("a thousand million").
MAX_SCALES = 2


class NumberWords:
    """The words for units and scales, and how they add up."""

    def __init__(self, units: Mapping[str, int], scales: Mapping[str, int]) -> None:
        self.units = units
        self.scales = scales

    def scale(self, words: Sequence[Lexeme], at: int) -> int:
        """Return what the word at ``at`` multiplies by ("hundred", "dozens"), 0 if by nothing."""
        if at >= len(words):
            return 0
        lower = words[at].lower
        return self.scales.get(lower) or self.scales.get(lower.removesuffix("s"), 0)

    def multiplier(self, words: Sequence[Lexeme], at: int) -> tuple[int, int]:
        """Return what the scale words from ``at`` on multiply by, and the last of them.

        "A thousand million" is a number; "million million" is none, and multiplies by 0.
        """
        value, last = self.scale(words, at), at
        rising, before = True, value
        while (more := self.scale(words, last + 1)) >= HUNDRED:
            rising = rising and more > before and last - at + 1 < MAX_SCALES
            value, before, last = value * more if rising else 0, more, last + 1
        return value, last

    def read(self, words: Sequence[Lexeme], at: int) -> tuple[int | None, int]:
        """Return the value of the number that begins at ``at``, and its last lexeme.

        The value is None where scale words are repeated, which no number does.
        """
        total = group = 0
        last = step = at
        below: int | None = None
        seen = False
        while step < len(words):
            lower = words[step].lower
            if lower in ("a", "an", "another") and not seen and step == at:
                seen, group, last = True, 1, step
            elif lower in self.units:
                value = self.units[lower]
                if (below is not None and value >= below) or (value == 0 and seen):
                    break
                group += value
                below = 10 if value >= 20 else 1
                last, seen = step, True
            elif lower in self.scales or (seen and self.scale(words, step)):
                scale, end = self.scale(words, step), step
                if scale in SCORES:
                    if total or (lower == "score" and not seen):
                        break
                    return max(group, 1) * scale, step
                if scale == HUNDRED and self.scale(words, step + 1) < HUNDRED:
                    if group >= HUNDRED:
                        return None, step
                    group, below = max(group, 1) * scale, HUNDRED
                else:
                    scale, end = self.multiplier(words, step)
                    if not scale or (total and (not group or scale > total)):
                        return None, end
                    total += max(group, 1) * scale
                    group, below = 0, THOUSAND
                last, step, seen = end, end, True
            elif not self._joins(words, step, at, last, seen):
                break
            step += 1
        value = total + group
        return (value if value <= MAX_VALUE else None), last

    def _joins(self, words: Sequence[Lexeme], step: int, first: int, last: int, seen: bool) -> bool:
        """Say whether the hyphen or "and" at ``step`` goes on with the number."""
        if words[step].lower in HYPHENS:
            if step == first or not is_glued(words, step):
                return False
            following = words[step + 1].lower
            return following in self.units or following in self.scales
        return (
            words[step].lower == "and"
            and seen
            and words[last].lower in self.scales
            and step + 1 < len(words)
            and words[step + 1].lower in self.units
        )


__all__ = ["NumberWords"]
