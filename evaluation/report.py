"""The error rates of the documentation, written from what the gate measured."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from evaluation.gate import Outcome

NEWS = "19 articles on the war in Syria, annotated by our definitions"
ELECTION = "84 articles on a US election (PolNeAR, development part)"
WRITE_UPS = "382 write-ups of incidents with recorded ranges (Airwars)"
SHOOTINGS = "150 shootings in several articles each (SemEval-2018 task 5)"

RATES: tuple[tuple[str, str, str, str], ...] = (
    ("conflict", "found.F", "figures found (F1)", NEWS),
    ("conflict", "interval_acc", "interval right, of the figures found", NEWS),
    ("conflict", "source_acc", "source right, of the figures found", NEWS),
    ("conflict", "party_acc", "side right, of the figures found", NEWS),
    ("conflict", "row.F", "figure, interval and source all right (F1)", NEWS),
    ("links", "conflict.F", "conflicts between figures (F1; there are 8)", NEWS),
    ("links", "accord.F", "agreement between figures (F1)", NEWS),
    ("links", "nested.F", "parts and bounds (F1)", NEWS),
    (
        "links",
        "traps_without_a_false_conflict",
        "pairs that must not be compared and are not called a conflict",
        NEWS,
    ),
    ("attribution", "e2e.F", "statements with content and source right (F1)", ELECTION),
    ("attribution", "content_j5.F", "statements with content right (F1)", ELECTION),
    ("ranges", "killed.touching", "range of people killed touches the recorded one", WRITE_UPS),
    ("ranges", "killed.exact", "range of people killed is the recorded one", WRITE_UPS),
    ("ranges", "killed.silent", "no range where one is recorded", WRITE_UPS),
    ("incidents", "b-cubed.F", "articles grouped by incident (B-cubed F1)", SHOOTINGS),
    ("incidents", "pairwise.F", "pairs of articles grouped by incident (F1)", SHOOTINGS),
    ("incidents", "few.F", "the same, ten incidents at a time (F1)", SHOOTINGS),
    ("incidents", "killed.first_figure_right", "first number of people killed right", SHOOTINGS),
)
PLACE = re.compile(r"<!-- rates -->\n.*?<!-- /rates -->", re.DOTALL)


def rates(outcomes: Sequence[Outcome]) -> str:
    """Return the table of what was measured; a set that was not measured has no rows."""
    figures: Mapping[str, Mapping[str, float]] = {o.name: o.figures for o in outcomes}
    lines = ["| what | data | measured |", "|---|---|---|"]
    for name, key, what, data in RATES:
        value = figures.get(name, {}).get(key)
        if value is not None:
            lines.append(f"| {what} | {data} | {value:.2f} |")
    return "\n".join(lines)


def write(page: Path, outcomes: Sequence[Outcome]) -> None:
    """Put the table between its marks in ``page``."""
    text = page.read_text("utf-8")
    table = f"<!-- rates -->\n{rates(outcomes)}\n<!-- /rates -->"
    page.write_text(PLACE.sub(lambda _: table, text, count=1), "utf-8")
