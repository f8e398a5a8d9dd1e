"""The summary of an ingest: what was wrong is counted by kind, whatever its particulars."""

from __future__ import annotations

import pytest

from provenance.cli.job import Summary
from provenance.errors import InputError


@pytest.mark.parametrize(
    ("problems", "kind"),
    [
        (["not UTF-8 (byte 0x93 at offset 18)", "not UTF-8 (byte 0xeb at offset 5)"], "not UTF-8"),
        (["the text is in UTF-16"], "the text is in UTF-16"),
        (
            ["longer than 10,000,000 characters", "longer than 40 characters"],
            "longer than … characters",
        ),
    ],
)
def test_problems_are_counted_by_kind(problems: list[str], kind: str) -> None:
    summary = Summary()
    for problem in problems:
        summary.count_problem(InputError("a.txt", problem, "mend it"))
    assert summary.problems == {kind: len(problems)}
    assert summary.failed == len(problems)
