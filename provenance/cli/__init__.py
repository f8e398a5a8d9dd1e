"""The command line: parse what was asked, call the rooms that do it, print what came out."""

from provenance.cli.root import main

__all__ = ["main"]
