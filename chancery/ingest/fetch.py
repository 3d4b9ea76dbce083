"""An http(s) address -> bytes, with caps on size, time and redirects, and no way into private networks."""

from __future__ import annotations

import datetime as dt
import http.client
import ipaddress
import socket
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterable
from typing import Any

from chancery.errors import SourceError
from chancery.ingest.limits import Limits
from chancery.models import Value

HEADERS = {"User-Agent": "chancery", "Accept": "text/html, application/pdf, text/plain;q=0.9, */*;q=0.5"}
CHUNK = 65_536


class Fetched(Value, frozen=True, kw_only=True):
    """What an address answered: its bytes, the address after redirects, the declared type and charset, and when."""

    data: bytes
    url: str
    type: str
    charset: str | None
    at: str


class PrivateAddressError(OSError):
    """The address lies inside a private network."""


def fetch(url: str, *, limits: Limits) -> Fetched:
    """Fetch an address whole, or raise SourceError saying which cap or fault stopped it."""
    deadline = time.monotonic() + limits.seconds
    opener = _opener(limits)
    try:
        request = urllib.request.Request(_ascii(url), headers=HEADERS)
        with opener.open(request, timeout=limits.seconds) as answer:
            data = _body(answer, url, deadline, limits)
            return Fetched(
                data=data,
                url=answer.geturl(),
                type=answer.headers.get_content_type(),
                charset=answer.headers.get_content_charset(),
                at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            )
    except urllib.error.HTTPError as error:
        error.close()
        raise SourceError(
            url, f"answered {error.code} {error.reason}; open it in a browser and save the page"
        ) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise SourceError(url, _fault(error, limits)) from error


def _fault(error: Exception, limits: Limits) -> str:
    cause = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(cause, PrivateAddressError):
        return "lies inside a private network, which is refused; save the page and add the file"
    if isinstance(cause, TimeoutError):
        return f"did not answer within {limits.seconds:g} seconds; try later, or save the page and add the file"
    return f"could not be fetched ({cause}); check the address, or save the page and add the file"


def _body(answer: http.client.HTTPResponse, url: str, deadline: float, limits: Limits) -> bytes:
    """Read in pieces: a socket's timeout bounds one piece, the deadline bounds the whole."""
    pieces, size = [], 0
    while piece := answer.read1(CHUNK):
        pieces.append(piece)
        size += len(piece)
        if size > limits.bytes:
            raise SourceError(url, f"is larger than {limits.bytes:,} bytes; save what you need of it and add the file")
        if time.monotonic() > deadline:
            raise TimeoutError
    return b"".join(pieces)


def _ascii(url: str) -> str:
    """Quote what an address may not hold: letters of other scripts in the host (IDNA) and in the path.

    >>> _ascii("https://пример.example/São Tomé")
    'https://xn--e1afmkfd.example/S%C3%A3o%20Tom%C3%A9'
    """
    parts = urllib.parse.urlsplit(url)
    host = (parts.hostname or "").encode("idna").decode("ascii")
    netloc = f"[{host}]" if ":" in host else host
    netloc = f"{netloc}:{parts.port}" if parts.port else netloc
    path, query = (urllib.parse.quote(part, safe="/%:=&?~#+!$,;'@()*[]") for part in (parts.path, parts.query))
    return urllib.parse.urlunsplit((parts.scheme, netloc, path, query, ""))


def _opener(limits: Limits) -> urllib.request.OpenerDirector:
    """Build an opener that knows http and https only (a redirect to a file: or ftp: address leads nowhere)."""
    redirects = urllib.request.HTTPRedirectHandler()
    redirects.max_redirections = limits.redirects  # type: ignore[misc]  # the stubs take it for a class's only
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        _Http(limits.private_networks),
        _Https(limits.private_networks),
        redirects,
        urllib.request.HTTPErrorProcessor(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    return opener


def _refuse_private(addresses: Iterable[str]) -> None:
    for address in addresses:
        if not ipaddress.ip_address(address.split("%")[0]).is_global:
            raise PrivateAddressError(address)


def _resolved(host: str, port: int) -> Iterable[str]:
    return (str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))


class _PublicHTTPConnection(http.client.HTTPConnection):
    """Looks at what the name stands for, and again at the connected socket, since a name may resolve twice."""

    def connect(self) -> None:
        _refuse_private(_resolved(self.host, self.port))
        super().connect()
        _refuse_private([self.sock.getpeername()[0]])


class _PublicHTTPSConnection(http.client.HTTPSConnection):
    """The same over TLS."""

    def connect(self) -> None:
        _refuse_private(_resolved(self.host, self.port))
        super().connect()
        _refuse_private([self.sock.getpeername()[0]])


def _guarded(
    request: urllib.request.Request, private: bool, public: Callable[..., Any], plain: Callable[..., Any]
) -> Callable[..., Any]:
    """Choose the connection: a proxy may stand in a private network, and what it reaches is its own affair."""
    return plain if private or request.has_proxy() else public


class _Http(urllib.request.HTTPHandler):
    def __init__(self, private: bool) -> None:
        super().__init__()
        self.private = private

    def http_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        connection = _guarded(request, self.private, _PublicHTTPConnection, http.client.HTTPConnection)
        return self.do_open(connection, request)


class _Https(urllib.request.HTTPSHandler):
    def __init__(self, private: bool) -> None:
        super().__init__()
        self.private = private

    def https_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        connection = _guarded(request, self.private, _PublicHTTPSConnection, http.client.HTTPSConnection)
        return self.do_open(connection, request)
