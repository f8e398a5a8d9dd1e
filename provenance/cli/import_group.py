"""The commands that take in what others made: claims of other tools, annotated articles."""

from __future__ import annotations

import click

from provenance.cli.import_claims import claims
from provenance.cli.import_gold import gold
from provenance.cli.ordered import Ordered


@click.group("import", cls=Ordered)
def import_group() -> None:
    """Take in claims that another tool, a model or a person made.

    \b
    Examples:
      provenance import claims claims.db found.jsonl --extractor "my model"
      provenance import gold claims.db annotated.jsonl
    """


import_group.add_command(claims)
import_group.add_command(gold)
