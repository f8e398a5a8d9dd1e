"""The command that serves databases with Datasette."""

from __future__ import annotations

import socket
from pathlib import Path

import click

from provenance.cli.arguments import DatabasePath
from provenance.cli.text import printable


@click.command()
@click.argument("dbs", nargs=-1, required=True, type=DatabasePath(), metavar="DB...")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option(
    "-p",
    "--port",
    default=8001,
    show_default=True,
    type=click.IntRange(1, 65535),
    help="Port to listen at.",
)
@click.option(
    "-o", "--open", "open_browser", is_flag=True, help="Open the first page in a browser."
)
@click.option(
    "--root",
    is_flag=True,
    help="Print an address that logs you in as root, who may record decisions.",
)
def serve(dbs: tuple[Path, ...], host: str, port: int, open_browser: bool, root: bool) -> None:
    """Read the claims in a browser, until Ctrl-C.

    Starts Datasette with our pages, column descriptions and ready-made queries.  Datasette
    is told what its version wants, so that nothing is missing without a word.

    \b
    Examples:
      provenance serve claims.db
      provenance serve claims.db --port 8080 --open
      provenance serve claims.db --root
    """
    from provenance.browse.serve import serve_command
    from provenance.store import connect

    for db in dbs:
        # Pages of an older version's database would fail one by one.
        connect(db, read_only=True).close()
    _refuse_taken(host, port)
    raise SystemExit(serve_command(dbs, host=host, port=port, open_browser=open_browser, root=root))


def _refuse_taken(host: str, port: int) -> None:
    """Fail in one line where Datasette would fail in thirty.

    Another program may still take the port in between; then Datasette says so itself.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except socket.gaierror as error:
        raise click.ClickException(
            f"{printable(host)}: no such address; give another --host"
        ) from error
    except OSError as error:
        raise click.ClickException(
            f"port {port} at {printable(host)} cannot be had ({error.strerror}); "
            f"try another: --port {port + 1 if port < 65535 else 8001}"
        ) from error
