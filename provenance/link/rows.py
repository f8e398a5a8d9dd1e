"""Rows: links written down, and those that a text shows by itself: shares and copies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from provenance.link.copies import Copy
from provenance.link.items import Item
from provenance.link.origins import told_apart
from provenance.records import Evidence, Figure, Known, Link, Relation, content_id

# Days between two printings of a sentence about one happening.
SAME_NEWS = 7


def subset_links(items: Sequence[Item]) -> Iterator[Link]:
    """Yield the shares of a total that one sentence lists ("including six children")."""
    for item in items:
        figures = {figure.id: (figure, scope) for figure, scope in item.scopes}
        for part, scope in item.scopes:
            whole = figures.get(part.subset_of or "")
            if whole is None:
                continue
            more = whole[1].interval.below(scope.interval)
            reason = f"{part.text} of {whole[0].text}" + ("; more than the whole" if more else "")
            yield record(
                (item.id, part, "figure_a"), (item.id, whole[0], "figure_b"),
                Relation.PART_OF, Known.YES, 1.0, reason,
                "link.part_of.subset_broken" if more else "link.part_of.subset",
            )  # fmt: skip


def copy_links(copies: Iterable[Copy]) -> Iterator[Link]:
    """Yield the sentences that stand in another page too, and the figures they repeat."""
    for copy in copies:
        percent = round(100 * copy.share)
        # Two bodies may say it in the words that are always used.
        apart = told_apart(copy.claim.claim, copy.first.claim)
        same = Known.UNKNOWN if apart else Known.YES
        yield Link(
            id=content_id("link", copy.claim.id, copy.first.id, None, None, Relation.SAME_TEXT),
            claim_a=copy.claim.id,
            claim_b=copy.first.id,
            relation=Relation.SAME_TEXT,
            same_origin=same,
            score=round(copy.share, 3),
            reason=f"{percent} % of the shorter sentence's word runs stand in the other",
            rule="link.same_text.shingles",
            evidence=(
                Evidence(
                    field="claim_a", rule="link.same_text.shingles", spans=copy.claim.claim.spans
                ),
                Evidence(
                    field="claim_b", rule="link.same_text.shingles", spans=copy.first.claim.spans
                ),
            ),
        )
        free = list(copy.first.scopes)
        if not _one_time(copy.claim, copy.first):
            continue
        for figure, scope in copy.claim.scopes:
            match = next(
                (pair for pair in free if pair[1].measure is scope.measure
                 and pair[1].interval == scope.interval
                 and pair[1].bar == scope.bar), None,
            )  # fmt: skip
            if match is not None:
                free.remove(match)
                yield record(
                    (copy.claim.id, figure, "figure_a"), (copy.first.id, match[0], "figure_b"),
                    Relation.REPEATS, same, round(copy.share, 3),
                    f"both say {scope.interval}, in one text", "link.repeats.text",
                )  # fmt: skip


def once(links: Iterable[Link]) -> tuple[Link, ...]:
    """Keep one link of each id and one repeat of each pair of figures, in the order of ids."""
    by_id: dict[str, Link] = {}
    for row in links:
        by_id.setdefault(row.id, row)
    kept: dict[tuple[object, ...], Link] = {}
    for key in sorted(by_id):
        row = by_id[key]
        pair = (
            tuple(sorted((row.figure_a, row.figure_b)))
            if row.figure_a and row.figure_b
            else (row.id,)
        )
        kept.setdefault((row.relation, *pair), row)
    return tuple(kept.values())


def _one_time(a: Item, b: Item) -> bool:
    """Say whether two printings of a sentence may speak of one time.

    Agencies use one sentence for many happenings; a total over time stands in pages for
    years.
    """
    if a.long and b.long:
        return True
    x, y = a.days or a.page.published, b.days or b.page.published
    return x is None or y is None or x.gap(y) <= SAME_NEWS


def record(
    a: tuple[str, Figure, str],
    b: tuple[str, Figure, str],
    relation: Relation,
    same: Known,
    score: float,
    reason: str,
    rule: str,
) -> Link:
    """Return the link from figure a to figure b: claim, figure and the field of its span."""
    return Link(
        id=content_id("link", a[0], b[0], a[1].id, b[1].id, relation),
        claim_a=a[0],
        claim_b=b[0],
        figure_a=a[1].id,
        figure_b=b[1].id,
        relation=relation,
        same_origin=same,
        score=score,
        reason=reason,
        rule=rule,
        evidence=tuple(Evidence(field=f, rule=rule, spans=(g.span,)) for _, g, f in (a, b)),
    )


__all__ = ["copy_links", "once", "record", "subset_links"]
