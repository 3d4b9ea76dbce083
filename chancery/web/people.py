"""Who may use a ledger's pages: names, roles and the fingerprints of their tokens, in a file beside the ledger."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from datetime import date
from pathlib import Path
from typing import Literal, TypeAlias, get_args

import msgspec

from chancery.errors import ChanceryError, NotFoundError
from chancery.models import Value

Role: TypeAlias = Literal["reader", "reviewer", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
"""From least to most: who reads; who also adds reports and decides; who also undoes what others decided."""
LONGEST_NAME = 80
PREFIX = "chancery_"
"""Tokens begin so, that programs which look for leaked secrets know them."""


class Person(Value, frozen=True, kw_only=True):
    """Somebody who uses the pages."""

    name: str
    role: Role

    def may(self, role: Role) -> bool:
        """Tell whether this person has a role or one above it.

        >>> Person(name="Ana", role="reviewer").may("reader"), Person(name="Ana", role="reviewer").may("admin")
        (True, False)
        """
        return ROLES.index(self.role) >= ROLES.index(role)


class Member(Value, frozen=True, kw_only=True):
    """A person as kept in the file: `fingerprint` is the SHA-256 of the token, which itself is nowhere."""

    name: str
    role: Role
    made: str
    fingerprint: str

    @property
    def person(self) -> Person:
        """Who it is."""
        return Person(name=self.name, role=self.role)


class People:
    """The people of a ledger, read anew whenever their file changes; no file means nobody."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        self._read: tuple[int, tuple[Member, ...]] | None = None

    def members(self) -> tuple[Member, ...]:
        """Return all, by name. Raises ChanceryError where the file is not such a list."""
        try:
            changed = self.path.stat().st_mtime_ns
        except FileNotFoundError:
            return ()
        if self._read is None or self._read[0] != changed:
            self._read = (changed, self._members())
        return self._read[1]

    def admit(self, name: str, role: Role) -> str:
        """Give a person a role and a new token, which ends an earlier one, and return the token.

        Raises ChanceryError for a name that cannot be shown in a line.
        """
        name = called(name)
        token = PREFIX + secrets.token_urlsafe(32)
        new = Member(name=name, role=role, made=date.today().isoformat(), fingerprint=fingerprint(token))
        self._write([*(one for one in self.members() if one.name != name), new])
        return token

    def dismiss(self, name: str) -> None:
        """Let a person in no longer; running sessions end with it. Raises NotFoundError."""
        kept = [one for one in self.members() if one.name != name]
        if len(kept) == len(self.members()):
            raise NotFoundError(f"{name}: is not among the people of this ledger; chancery people lists them")
        self._write(kept)

    def holder(self, token: str) -> Member | None:
        """Return whose token it is."""
        return self.known(fingerprint(token))

    def known(self, mark: str) -> Member | None:
        """Return the person whose token has this fingerprint."""
        return next((one for one in self.members() if hmac.compare_digest(one.fingerprint, mark)), None)

    def named(self, name: str) -> Member | None:
        """Return the person of this name."""
        return next((one for one in self.members() if one.name == name), None)

    def _members(self) -> tuple[Member, ...]:
        try:
            found = msgspec.json.decode(self.path.read_bytes(), type=tuple[Member, ...])
        except (msgspec.DecodeError, OSError) as error:
            raise ChanceryError(f"{self.path}: is no list of people ({error}); make it with chancery people") from error
        return tuple(sorted(found, key=lambda one: one.name))

    def _write(self, members: list[Member]) -> None:
        """Write the file whole, for its owner's eyes only."""
        written = msgspec.json.format(msgspec.json.encode(sorted(members, key=lambda one: one.name)))
        draft = self.path.with_name(f"{self.path.name}.{os.getpid()}.new")
        try:
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(written + b"\n")
            draft.replace(self.path)
        except OSError as error:
            raise ChanceryError(f"{self.path}: cannot be written ({error.strerror}); check the directory") from error


def fingerprint(token: str) -> str:
    """Return the SHA-256 of a token; tokens have 256 random bits, so that none can be guessed from it."""
    return hashlib.sha256(token.encode()).hexdigest()


def called(name: str) -> str:
    """Return a name as it is kept. Raises ChanceryError where it is empty, long, or cannot be printed.

    >>> called("  Ana   Rojas ")
    'Ana Rojas'
    """
    tidy = " ".join(name.split())
    if not tidy or len(tidy) > LONGEST_NAME or not tidy.isprintable():
        raise ChanceryError(f"{tidy[:LONGEST_NAME]!r}: is no name; give 1 to {LONGEST_NAME} printed characters")
    return tidy
