"""The command that shows the ledger as web pages."""

from __future__ import annotations

from ipaddress import ip_address

import click

from chancery.cli.frame import complain, example, opened

PORT = 8420


@click.command(epilog=example("chancery serve", "chancery --ledger relations.db serve --port 9000"))
@click.option("--host", metavar="NAME", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="The port to listen at.")
@click.pass_context
def serve(context: click.Context, host: str, port: int) -> None:
    """Show the ledger as web pages, for this machine only.

    They are read with any browser and need no network. With another --host all who can reach it may read everything:
    there are no passwords.
    """
    import uvicorn

    from chancery.web import application
    from chancery.web.guard import LOOPBACK

    open_to_all = not loopback(host)
    with opened(context) as desk:
        if open_to_all:
            complain(f"{host}: whoever reaches this machine there can now read the ledger; 127.0.0.1 keeps it to you")
        name = f"[{host}]" if ":" in host else host
        click.echo(f"Ledger {desk.path} at http://{name}:{port}/ (Ctrl-C ends it)", err=True)
        app = application(desk, hosts=None if open_to_all else LOOPBACK | {host})
        uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)


def loopback(host: str) -> bool:
    """Tell whether only this machine can reach an address.

    >>> loopback("localhost"), loopback("127.0.0.2"), loopback("::1"), loopback("0.0.0.0"), loopback("example.org")
    (True, True, True, False, False)
    """
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
