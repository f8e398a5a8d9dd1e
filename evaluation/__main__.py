"""Run the quality gate: ``python -m evaluation``."""

from __future__ import annotations

import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click

from evaluation import report
from evaluation.floors import load, save
from evaluation.gate import Outcome, judge, table, update
from evaluation.sets import DEFAULT_GOLD, SETS, DataSet

RATES = Path(__file__).parent.parent / "docs" / "methodology.md"
FLOORS = Path(__file__).parent / "floors.yaml"
NAMES = tuple(chosen.name for chosen in SETS)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("names", nargs=-1, type=click.Choice(NAMES), metavar="[SET]...")
@click.option(
    "--gold",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the annotated data; default: ../shared/gold, when it is there.",
)
@click.option(
    "--keep",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep databases and extracted claims in this folder.",
)
@click.option("--jobs", default=2, show_default=True, help="Sets to measure at the same time.")
@click.option("--update", "raise_floors", is_flag=True, help="Raise floors; never lowers one.")
@click.option("--report", "write_rates", is_flag=True, help="Write the rates of the documentation.")
def main(
    names: tuple[str, ...],
    gold: Path | None,
    keep: Path | None,
    jobs: int,
    raise_floors: bool,
    write_rates: bool,
) -> None:
    """Measure the rules on annotated data and hold the figures against pinned floors.

    \b
    Sets: expected seeds conflict links attribution ranges incidents
    """
    chosen = [s for s in SETS if s.name in (names or NAMES)]
    folder = gold or (DEFAULT_GOLD if DEFAULT_GOLD.is_dir() else None)
    floors = load(FLOORS)
    with tempfile.TemporaryDirectory(prefix="evaluation-") as temporary:
        work = keep or Path(temporary)

        def one(data_set: DataSet) -> Outcome:
            return judge(data_set, floors, folder, work)

        with ThreadPoolExecutor(jobs) as pool:
            outcomes = list(pool.map(one, chosen))
    if raise_floors:
        floors = update(floors, outcomes)
        save(FLOORS, floors)
    if write_rates:
        report.write(RATES, outcomes)
    print(table(outcomes, floors))
    failed = [outcome.name for outcome in outcomes if outcome.problems]
    if failed:
        print(f"quality gate: FAILED in {', '.join(failed)}")
        sys.exit(1)
    measured = sum(not outcome.absent for outcome in outcomes)
    print(f"quality gate: passed, {measured} of {len(outcomes)} sets measured")


main(prog_name="python -m evaluation")
