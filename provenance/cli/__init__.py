"""The command line: parse what was asked, call the rooms that do it, print what came out."""

try:
    from provenance.cli.root import main
except KeyboardInterrupt:
    # Ctrl-C before there is anything that could take it: end as one who was interrupted.
    raise SystemExit(130) from None

__all__ = ["main"]
