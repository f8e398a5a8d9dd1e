"""What a careful reader finds in the sample articles, asked of the database made of them.

One function a point.  Each takes the open database and yields one line for every outcome
that is not there; a point that yields nothing holds.  Articles are found by the number that
their file begins with, sentences by a few of their words.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

CLAIMS = """
SELECT c.*, t.text AS sentence, s.name AS source, s.kind AS source_kind, s.named AS source_named,
  o.name AS origin,
  (SELECT group_concat(code) FROM flags WHERE claim_id = c.id) AS flags
FROM claims c JOIN sentences t ON t.id = c.sentence_id JOIN documents d ON d.id = c.document_id
JOIN captures k ON k.sha256 = d.sha256
LEFT JOIN sources s ON s.id = c.source_id LEFT JOIN sources o ON o.id = c.origin_id
WHERE k.origin LIKE '%' || :article || '\\_%' ESCAPE '\\' AND t.text LIKE '%' || :words || '%'
ORDER BY c.position
"""
FIGURES = f"""
SELECT f.*, c.event_id, c.source, c.source_named, c.flags, c.status, c.when_edtf, c.modality,
  c.zone, c.source_kind, c.sentence
FROM figures f JOIN ({CLAIMS}) c ON c.id = f.claim_id ORDER BY f.start
"""
COMPARED = ("agrees", "refines", "conflicts", "repeats", "updates", "bounds", "part_of")

Row = sqlite3.Row
Problems = Iterator[str]
Point = Callable[[sqlite3.Connection], Problems]


def claims(db: sqlite3.Connection, article: str, words: str = "") -> list[Row]:
    """Return the claims of sentences of an article that hold ``words``."""
    return db.execute(CLAIMS, {"article": article, "words": words}).fetchall()


def figures(db: sqlite3.Connection, article: str, words: str = "", **values: object) -> list[Row]:
    """Return the figures of such sentences whose columns have these values."""
    found = db.execute(FIGURES, {"article": article, "words": words}).fetchall()
    return [row for row in found if all(row[name] == value for name, value in values.items())]


def relations(db: sqlite3.Connection, one: Row, other: Row) -> dict[str, Row]:
    """Return the links between two figures by relation."""
    query = "SELECT * FROM links WHERE figure_a IN (?, ?) AND figure_b IN (?, ?)"
    ids = (one["id"], other["id"])
    return {row["relation"]: row for row in db.execute(query, ids + ids)}


def denials(db: sqlite3.Connection, denier: Row) -> set[str]:
    """Return the ids of the claims that a claim denies."""
    query = "SELECT claim_b FROM links WHERE claim_a = ? AND relation = 'denies'"
    return {row[0] for row in db.execute(query, (denier["id"],))}


def flags(row: Row) -> set[str]:
    """Return the flags of a claim, or of a figure's claim."""
    return set((row["flags"] or "").split(","))


def lacking(row: Row, *wanted: str) -> Problems:
    """Yield a line for each flag that is wanted and not there."""
    for flag in wanted:
        if flag not in flags(row):
            yield f"no flag {flag} on: {row['text']}"


def losses_of_two_monitors(db: sqlite3.Connection) -> Problems:
    """Two origins with nested measures: bounds that hold, no conflict; both sides' losses."""
    monitor = figures(db, "004", measure="killed", low=101, high=None, party="opposition")
    ministry = figures(db, "004", measure="killed_or_injured", low=201, high=None)
    if not monitor or not ministry:
        yield "one of the two losses of the militants was not read"
        return
    if "Observatory" not in (monitor[0]["source"] or "") or not monitor[0]["source_named"]:
        yield f"the first loss is given to {monitor[0]['source']}"
    if "Ministry" not in (ministry[0]["source"] or "") or not ministry[0]["source_named"]:
        yield f"the second loss is given to {ministry[0]['source']}"
    links = relations(db, monitor[0], ministry[0])
    if "bounds" not in links:
        yield f"the two losses are linked as {sorted(links) or 'nothing'}, not as bounds"
    elif links["bounds"]["same_origin"] != "no" or not links["bounds"]["reason"]:
        yield "the bound does not say why, or that the origins differ"
    if "conflicts" in links:
        yield "nested measures are called a conflict"
    army = figures(db, "004", measure="killed", low=17, high=17, party="government")
    hurt = figures(db, "004", measure="injured", low=42, high=42, party="government")
    vague = figures(db, "004", "large casualties", low=1, high=None, unquantified=1)
    if not army or not hurt or not vague:
        yield "one of the army's losses was not read"
        return
    if "conflicts" in relations(db, army[0], vague[0]):
        yield "a number and a vague word are called a conflict"
    if vague[0]["event_id"] is None or vague[0]["event_id"] != army[0]["event_id"]:
        yield "the army's losses do not stand side by side in one event"
    yield from lacking(army[0], "interested_party")
    yield from lacking(vague[0], "interested_party", "unquantified")


def denial_of_the_advance(db: sqlite3.Connection) -> Problems:
    """Media of one side deny what the page says of the other side's advance."""
    deniers = [row for row in claims(db, "004", "propaganda") if denials(db, row)]
    if not deniers:
        yield "the denial denies nothing"
        return
    ours = {row["id"] for row in claims(db, "004")}
    advance = {row["id"] for row in claims(db, "004", "liberated")} | {
        row["id"] for row in claims(db, "004", "advanc")
    }
    denied = set().union(*(denials(db, row) for row in deniers))
    if not denied <= ours:
        yield "claims of other pages are denied"
    if not denied & advance:
        yield "no claim of the advance is denied"


def claim_without_evidence(db: sqlite3.Connection) -> Problems:
    """An unnamed single source, no evidence, doubted by the page: unverified."""
    generals = figures(db, "001", "drone attack", measure="killed", low=3, high=9)
    if not generals:
        yield "the loss was not read"
        return
    yield from lacking(generals[0], "no_evidence", "doubted", "single_origin", "unnamed_source")
    if generals[0]["status"] != "unverified":
        yield f"its status is {generals[0]['status']}"
    event = generals[0]["event_id"]
    if event is None or event not in {row["event_id"] for row in claims(db, "001", "S-400")}:
        yield "the other claim of the same attack is not of the same event"


def reported_death_denied(db: sqlite3.Connection) -> Problems:
    """A death reported by unnamed outlets and called fake by the page: denied, unverified."""
    reported = [row for row in claims(db, "002", "Major General") if row["source_text"]]
    fake = claims(db, "002", "appeared to be fake")
    if not reported or not fake:
        yield "the report or its denial was not read"
        return
    yield from lacking(reported[0], "denied")
    if not figures(db, "002", "Major General", measure="killed", low=1, high=1):
        yield "one person killed was not read"
    if reported[0]["status"] != "unverified" or fake[0]["status"] != "unverified":
        yield "the report or its denial is taken as verified"
    if fake[0]["style"] != "narration" or fake[0]["modality"] != "hedged":
        yield "the denial is not the page's own hedged words"
    if reported[0]["id"] not in denials(db, fake[0]):
        yield "the denial is not linked to the report"


def hedged_and_cumulative(db: sqlite3.Connection) -> Problems:
    """A hedged death without a source; a total that is never compared with one incident."""
    death = figures(db, "002", "top member", measure="killed", low=1, high=1)
    if not death:
        yield "the death was not read"
    else:
        yield from lacking(death[0], "hedged")
        if death[0]["modality"] != "hedged" or death[0]["status"] != "unverified":
            yield f"it is {death[0]['modality']} and {death[0]['status']}"
    total = figures(db, "002", measure="killed_or_injured", low=601, high=None)
    if not total:
        yield "the total was not read"
        return
    if total[0]["extent"] != "cumulative":
        yield f"the total's extent is {total[0]['extent']}"
    query = """SELECT l.relation FROM links l JOIN figures f ON f.id IN (l.figure_a, l.figure_b)
      WHERE ? IN (l.figure_a, l.figure_b) AND f.extent = 'incident'"""
    found = {row[0] for row in db.execute(query, (total[0]["id"],))} & set(COMPARED)
    if found:
        yield f"the total is compared with an incident: {sorted(found)}"


def two_surrenders(db: sqlite3.Connection) -> Problems:
    """Two surrenders on two days are two events; a missing year stays missing."""
    late = figures(db, "000", measure="surrendered", low=116, high=116)
    early = figures(db, "000", measure="surrendered", low=36, high=None)
    if not late or not early:
        yield "one of the surrenders was not read"
        return
    if late[0]["event_id"] is None or late[0]["event_id"] == early[0]["event_id"]:
        yield "the surrenders are not two events"
    if set(relations(db, late[0], early[0])) & {"conflicts", "agrees", "refines"}:
        yield "the surrenders are compared with each other"
    for row, date in ((late[0], "XXXX-12-21"), (early[0], "XXXX-12-13")):
        if row["when_edtf"] != date:
            yield f"the date is {row['when_edtf']}, not {date}"


def claim_of_a_date(db: sqlite3.Connection) -> Problems:
    """Evidence is said to be missing; a relative date counts from the date last spoken of."""
    claimed = figures(db, "004", measure="killed", low=2, high=2, party="russia")
    troops = figures(db, "004", measure="killed", low=3, high=3, party="government")
    if not claimed or not troops:
        yield "one of the losses was not read"
        return
    yield from lacking(claimed[0], "no_evidence")
    for row, date in ((claimed[0], "2019-12-22"), (troops[0], "2019-12-20")):
        if row["when_edtf"] != date:
            yield f"the date is {row['when_edtf']}, not {date}"


def chain_of_a_commander(db: sqlite3.Connection) -> Problems:
    """An unnamed commander, an agency, a page; the short form is the same man."""
    told = claims(db, "003", "told FNA")
    later = claims(db, "003", "according to the commander")
    if not told or not later:
        yield "one of the commander's statements was not read"
        return
    query = """SELECT s.name, s.kind, s.named FROM attributions a JOIN sources s
      ON s.id = a.source_id WHERE a.claim_id = ? ORDER BY a.depth"""
    chain = db.execute(query, (told[0]["id"],)).fetchall()
    names = [row[0] for row in chain]
    if names[1:] not in (["FNA", "Veterans Today"], ["Fars News Agency", "Veterans Today"]):
        yield f"the chain is {names}"
    elif chain[0][1] != "military" or chain[0][2]:
        yield f"the commander is {'named' if chain[0][2] else 'unnamed'} and {chain[0][1]}"
    if later[0]["source_id"] != told[0]["source_id"]:
        yield "the commander of the later sentence is somebody else"
    asserted = [r["text"] for r in told + later if " if " in f" {r['text']}"]
    modal = {r["modality"] for r in told + later if r["text"] in asserted}
    if not asserted or not modal <= {"conditional", "planned"}:
        yield f"what is said under a condition is {sorted(modal)}"


def origin_and_publisher(db: sqlite3.Connection) -> Problems:
    """A republished page: the origin of its narration is not its publisher."""
    query = """SELECT p.name, r.name FROM documents d JOIN captures k ON k.sha256 = d.sha256
      LEFT JOIN sources p ON p.id = d.publisher_id
      LEFT JOIN sources r ON r.id = d.republished_from_id
      WHERE k.origin LIKE '%' || ? || '\\_%' ESCAPE '\\'"""
    for article in ("000", "004"):
        publishers = tuple(db.execute(query, (article,)).fetchone() or ("not", "read"))
        if publishers != ("Global Research", "South Front"):
            yield f"{article}: publisher and original publisher are {publishers}"
        body = [r for r in claims(db, article) if r["style"] == "narration" and r["zone"] == "body"]
        others = {row["origin"] for row in body} - {"South Front"}
        if not body or others:
            yield f"{article}: the origin of narration is {sorted(map(str, others)) or 'not read'}"


def pleas_and_readers(db: sqlite3.Connection) -> Problems:
    """Nothing is claimed by counters and pleas; readers' figures are readers'."""
    query = "SELECT text FROM claims WHERE zone = 'boilerplate'"
    yield from (f"claimed from boilerplate: {row[0][:60]}" for row in db.execute(query))
    counters = [r for r in figures(db, "001") if r["text"].strip("$ ") in ("2,500", "5,000", "0")]
    yield from (f"a donation counter is a figure: {row['text']}" for row in counters)
    readers = figures(db, "002", low=150_000)
    if not readers:
        yield "the readers' figures were not read"
    for row in readers:
        yield from lacking(row, "reader_comment")
        if row["zone"] != "comment" or row["source_kind"] != "reader":
            yield f"a reader's figure is given to {row['source']} in {row['zone']}"


POINTS: tuple[Point, ...] = (
    losses_of_two_monitors,
    denial_of_the_advance,
    claim_without_evidence,
    reported_death_denied,
    hedged_and_cumulative,
    two_surrenders,
    claim_of_a_date,
    chain_of_a_commander,
    origin_and_publisher,
    pleas_and_readers,
)


def measure(database: Path) -> dict[str, float]:
    """Return 1 for each point that holds and 0 for each that does not, and say why not."""
    with closing(sqlite3.connect(database)) as db:
        db.row_factory = sqlite3.Row
        figures_of_points = {}
        for number, point in enumerate(POINTS, 1):
            problems = list(point(db))
            figures_of_points[f"point_{number:02}"] = float(not problems)
            for problem in problems:
                print(f"expected, point {number} ({point.__name__}): {problem}")
    return figures_of_points
