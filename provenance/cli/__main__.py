"""Run the command line with ``python -m provenance.cli``."""

from provenance.cli import main

main(prog_name="provenance")
