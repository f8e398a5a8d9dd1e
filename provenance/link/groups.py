"""Groups: which happenings are one event."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import numpy as np

from provenance.link.columns import Terms


class Groups:
    """Happenings by number, in groups; each begins as a group of its own.

    A group has the number of one of its members.  Only those of several take more than 4 bytes
    each.
    """

    def __init__(self, count: int) -> None:
        self._home = array("I", range(count))
        self._several: dict[int, array[int]] = {}

    def of(self, number: int) -> int:
        """Return the group of a happening."""
        return self._home[number]

    def members(self, group: int) -> Sequence[int]:
        """Return the happenings of a group, in order."""
        return self._several.get(group) or (group,)

    def join(self, group: int, other: int) -> None:
        """Take the members of another group into a group."""
        taken = self.members(other)
        for number in taken:
            self._home[number] = group
        self._several[group] = array("I", sorted([*self.members(group), *taken]))
        self._several.pop(other, None)

    @property
    def homes(self) -> Terms:
        """Group of each happening."""
        return np.array(self._home, dtype=np.uint32)


__all__ = ["Groups"]
