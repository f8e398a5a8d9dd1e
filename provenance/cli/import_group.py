"""The commands that take in what others made: claims of other tools, annotated articles."""

from __future__ import annotations

import click

from provenance.cli.import_claims import claims
from provenance.cli.ordered import Ordered


@click.group("import", cls=Ordered)
def import_group() -> None:
    """Take in claims that another tool or model made.

    \b
    Example:
      provenance import claims claims.db found.jsonl --extractor "my model 3"
    """


import_group.add_command(claims)
