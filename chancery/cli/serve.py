"""The command that shows the ledger as web pages."""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chancery.cli.frame import example, opened
from chancery.cli.people import people_of

if TYPE_CHECKING:
    from chancery.web.auth import Access

PORT = 8420


@click.command(
    epilog=example(
        "chancery serve",
        "chancery --ledger relations.db serve --port 9000 --as 'Ana Rojas'",
        "chancery serve --host 0.0.0.0 --auth token",
        "chancery serve --auth proxy --user-header X-Forwarded-User --proxy 10.0.0.2",
    )
)
@click.option("--host", metavar="NAME", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="The port to listen at.")
@click.option("--as", "name", metavar="NAME", help="Under which name you decide.  [default: the user's name]")
@click.option(
    "--auth",
    type=click.Choice(["token", "proxy"]),
    help="How people are known: by tokens of chancery people, or by the word of a reverse proxy.",
)
@click.option("--user-header", metavar="HEADER", help="The header in which the proxy names who asks.")
@click.option(
    "--proxy",
    "proxies",
    metavar="ADDRESS",
    multiple=True,
    default=("127.0.0.1",),
    show_default=True,
    help="Where the proxy asks from; nobody else's header is believed.",
)
@click.option(
    "--public-name",
    "names",
    metavar="NAME",
    multiple=True,
    help="With --auth: the host name under which people reach the pages; requests for others are refused.",
)
@click.pass_context
def serve(
    context: click.Context,
    host: str,
    port: int,
    name: str | None,
    auth: str | None,
    user_header: str | None,
    proxies: tuple[str, ...],
    names: tuple[str, ...],
) -> None:
    """Show the ledger as web pages, for this machine only.

    They are read with any browser and need no network. Other machines are answered only with --auth.
    """
    import uvicorn

    from chancery.web import application
    from chancery.web.guard import LOOPBACK

    if not auth and not loopback(host):
        raise click.UsageError(
            f"--host {host} lets other machines in: say with --auth token or --auth proxy how people are known"
        )
    if (auth == "proxy") != bool(user_header):
        raise click.UsageError(
            "--auth proxy and --user-header go together: the header is what the proxy is believed in"
        )
    access = _access(context.find_root().obj, auth, name, user_header, proxies)
    hosts = (frozenset(names) or None) if auth else LOOPBACK | {host}
    with opened(context) as desk:
        shown = f"[{host}]" if ":" in host else host
        click.echo(f"Ledger {desk.path} at http://{shown}:{port}/ (Ctrl-C ends it)", err=True)
        app = application(desk, hosts=hosts, access=access, cookie=f"chancery-{port}")
        uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False, proxy_headers=False)


def _access(ledger: Path, auth: str | None, name: str | None, header: str | None, proxies: tuple[str, ...]) -> Access:
    """Return how people are known. Raises UsageError where nobody could be."""
    from chancery.web.auth import Alone, ByProxy, ByToken

    people = people_of(ledger)
    if auth == "proxy" and header:
        return ByProxy(header, people, proxies)
    if auth == "token":
        if not people.members():
            raise click.UsageError("nobody has a token yet; chancery people add NAME --role admin gives the first one")
        return ByToken(people)
    return Alone(name)


def loopback(host: str) -> bool:
    """Tell whether only this machine can reach an address.

    >>> loopback("localhost"), loopback("127.0.0.2"), loopback("::1"), loopback("0.0.0.0"), loopback("example.org")
    (True, True, True, False, False)
    """
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
