"""Who asks and what they may do: names by token, by a proxy's word, or the one person of this machine."""

from __future__ import annotations

import getpass
import hmac
import secrets
from collections.abc import Collection
from contextlib import suppress
from hashlib import sha256
from ipaddress import ip_address
from typing import Protocol
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from chancery.errors import ChanceryError
from chancery.models import Value
from chancery.web.people import LONGEST_NAME, Member, People, Person, called


class Session(Value, frozen=True, kw_only=True):
    """What a browser carries: a random id, a name where one was set, the fingerprint of the token it entered with."""

    id: str = ""
    name: str | None = None
    key: str | None = None


class Access(Protocol):
    """A way to know who asks."""

    def person(self, asking: HTTPConnection, session: Session) -> Person | None:
        """Return who asks, None where nobody is known."""


class Alone:
    """Whoever sits at this machine: may do all, under the user's name or the one that was set in the form."""

    def __init__(self, name: str | None = None) -> None:
        self.name = called(name) if name else user()

    def person(self, asking: HTTPConnection, session: Session) -> Person:
        """Return the one person of this machine."""
        return Person(name=session.name or self.name, role="admin")


class ByToken:
    """People with tokens: programs send theirs with each request, browsers enter it once a session."""

    def __init__(self, people: People) -> None:
        self.people = people

    def person(self, asking: HTTPConnection, session: Session) -> Person | None:
        """Return the holder of the token."""
        token = bearer(asking)
        found = self.people.holder(token) if token else self.people.known(session.key) if session.key else None
        return found.person if found else None


class ByProxy:
    """People whose names a reverse proxy vouches for in a header; only what comes from the proxy itself is believed.

    Roles are those of the ledger's people; whom they do not list may read.
    """

    def __init__(self, header: str, people: People, peers: Collection[str]) -> None:
        self.header = header
        self.people = people
        self.peers = frozenset(map(plain, peers))

    def person(self, asking: HTTPConnection, session: Session) -> Person | None:
        """Return whom the proxy names."""
        given = asking.headers.getlist(self.header)
        if not asking.client or plain(asking.client.host) not in self.peers or len(given) != 1:
            return None
        try:
            name = called(given[0])
        except ChanceryError:
            return None
        found = self.people.named(name)
        return found.person if found else Person(name=name, role="reader")


class Visit:
    """The visitor of one request: `person` is None where nobody is known, `session` where none was begun."""

    def __init__(self, access: Access, secret: bytes, asking: HTTPConnection, session: Session | None) -> None:
        self.access = access
        self.session = session
        self.person = access.person(asking, session or Session())
        self.by_bearer = isinstance(access, ByToken) and bearer(asking) is not None
        self._secret = secret

    @property
    def token(self) -> str:
        """What a form must bring back, an HMAC of the session's id; asking for it begins a session."""
        self.session = self.session or Session(id=secrets.token_urlsafe(16))
        return hmac.new(self._secret, self.session.id.encode(), sha256).hexdigest()

    def fits(self, token: str) -> bool:
        """Tell whether a form brings back what it was given in this session."""
        return self.session is not None and hmac.compare_digest(token.encode(), self.token.encode())

    def may(self, name: str) -> bool:
        """Tell whether the visitor has a role or one above it."""
        return self.person is not None and self.person.may(name)  # type: ignore[arg-type]

    @property
    def enters(self) -> bool:
        """Tell whether people enter a token here."""
        return isinstance(self.access, ByToken)

    @property
    def alone(self) -> bool:
        """Tell whether the one person of this machine may say what to be called."""
        return isinstance(self.access, Alone)

    def enter(self, token: str) -> Member | None:
        """Begin a session as the holder of a token, and return who that is."""
        found = self.access.people.holder(token) if isinstance(self.access, ByToken) else None
        if found:
            self.session = Session(id=secrets.token_urlsafe(16), key=found.fingerprint)
            self.person = found.person
        return found

    def call(self, name: str) -> None:
        """Go by a name in this session. Raises ChanceryError where it is none."""
        self.session = Session(id=secrets.token_urlsafe(16), name=called(name))

    def leave(self) -> None:
        """End the session."""
        self.session = Session(id=secrets.token_urlsafe(16))


def visit_of(asking: HTTPConnection) -> Visit:
    """Return the visitor of a request."""
    found: Visit = asking.state.visit
    return found


def bearer(asking: HTTPConnection) -> str | None:
    """Return the token that a program sends with its request (RFC 6750)."""
    scheme, _, token = asking.headers.get("authorization", "").partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


def same_origin(asking: HTTPConnection) -> bool:
    """Tell whether a change is asked for by our own pages, or by a program that is no browser.

    Browsers name the origin of the page that sends a form; another site's is another one, or null.
    """
    if asking.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return False
    origin = asking.headers.get("origin")
    return origin is None or (origin != "null" and urlsplit(origin).netloc == asking.headers.get("host"))


def by_browser(asking: HTTPConnection) -> bool:
    """Tell whether a request comes from a browser, which may carry what its user never meant to send."""
    told = any(name in asking.headers for name in ("origin", "sec-fetch-site", "cookie"))
    return told or asking.headers.get("user-agent", "").startswith("Mozilla/")


def plain(address: str) -> str:
    """Return a peer's address as people write it, without what a socket for both kinds of addresses puts before it.

    >>> plain("::ffff:10.0.0.2"), plain("10.0.0.2"), plain("proxy.example")
    ('10.0.0.2', '10.0.0.2', 'proxy.example')
    """
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(getattr(found, "ipv4_mapped", None) or found)


def user() -> str:
    """Return the name of who runs this program."""
    with suppress(OSError, KeyError, ChanceryError):
        return called(getpass.getuser()[:LONGEST_NAME])
    return "a person"
