"""The page of an engagement, and of an act or a position: who says what of it, side by side."""

from __future__ import annotations

from chancery.desk import Desk
from chancery.linkage.entries import EngagementEntry, Entry
from chancery.models import Value
from chancery.views.show import Shown
from chancery.views.view import View
from chancery.views.words import dates, flat, listed, person
from chancery.web.addresses import address
from chancery.web.citing import bibtex, csl
from chancery.web.lines import EntryLine, entry_line
from chancery.web.wording import Wording, wordings

TIED = ("commitment", "position")


class Person(Value, frozen=True, kw_only=True):
    """Who took part, with office and actor."""

    name: str
    office: str | None
    code: str | None


class Contact(View, tag_field="view", tag="entry", frozen=True, kw_only=True):
    """An entry that is no commitment; `told` is what the reports of an engagement tell beside it."""

    id: str
    kind: str
    address: str
    sentence: str
    people: tuple[Person, ...]
    shown: Shown
    wordings: tuple[Wording, ...]
    told: tuple[EntryLine, ...]
    cite: str
    csl: str

    @property
    def title(self) -> str:
        """What it is about."""
        return self.shown.title

    @property
    def quotes(self) -> tuple[object, ...]:
        """The quotes by number."""
        return self.shown.quotes


def contact(desk: Desk, entry: Entry, base: str) -> Contact:
    """Tell all that the ledger holds of an engagement, act or position."""
    people = entry.participants if isinstance(entry, EngagementEntry) else ()
    where = address(entry.kind, entry.id)
    return Contact(
        id=entry.id,
        kind=entry.kind,
        address=where,
        sentence=sentence(entry),
        people=tuple(
            Person(name=flat(one.name) or "", office=flat(one.office), code=one.actor or one.organisation)
            for one in people
        ),
        shown=desk.show(entry.id),
        wordings=wordings(desk, entry),
        told=_told(desk, entry) if people else (),
        cite=bibtex(entry, base.rstrip("/") + where),
        csl=csl(entry, base.rstrip("/") + where),
    )


def sentence(entry: Entry) -> str:
    """Say the contact in one sentence; of another entry, its title."""
    if not isinstance(entry, EngagementEntry):
        return " ".join(entry.title.split())
    people = listed(map(person, entry.participants)) or listed(entry.actors)
    where = f", {flat(entry.place.name)}" if entry.place else ""
    occasion = f", {flat(entry.occasion)}" if entry.occasion else ""
    return f"{entry.type.capitalize()} ({entry.status}), {dates(entry.when)}{where}{occasion}: {people}."


def _told(desk: Desk, entry: Entry) -> tuple[EntryLine, ...]:
    """Return what the same reports say was promised and held by the same actors."""
    claims = [claim.id for coded in desk.coded(entry.documents) for claim in coded.claims if claim.kind in TIED]
    beside = [one for one in desk.entries_with(claims) if set(one.actors) & set(entry.actors) and not one.related]
    return tuple(map(entry_line, sorted(beside, key=lambda one: (one.kind, -one.corroboration.sources, one.id))))
