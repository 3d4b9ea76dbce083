"""One name at a time: who it stands for at a date, its code from what a user types, its name from a code."""

from __future__ import annotations

import datetime as dt
from functools import cache

from msgspec.structs import replace
from rapidfuzz import fuzz, process

from chancery.actors import folding, kinds, people, reading, resolution, tables, user
from chancery.actors.page import Phrase
from chancery.errors import UnknownActorError
from chancery.models import Actor

SUGGESTIONS = 3
SHORTEST_SUGGESTED = 4  # letters: codes are near to everything
LIKE_ENOUGH = 60  # of 100: below that a suggestion has nothing to do with what was typed


def resolve(name: str, *, on: dt.date | str | None = None, context: str = "") -> Actor | None:
    """Return the actor that a name stands for on a day, None when it names none; `context` is text around the name.

    >>> resolve("Prime Minister Takaichi", on="2025-11-21").code
    'JPN'
    >>> resolve("the Pentagon").sector
    'MIL'
    """
    day = reading.day(on)
    text = folding.fold(f"{name}\n{context}").text
    found = [
        phrase for phrase in reading.named(text, on=day, country=None) if phrase.start < len(name) and phrase.codes
    ]
    if not found:
        return None
    chosen = max(
        found,
        key=lambda phrase: (phrase.kind == "person", phrase.kind == "office", phrase.end - phrase.start, -phrase.start),
    )
    if chosen.sector is None or chosen.kind == "place":
        chosen = replace(chosen, sector=agent_sector(text[: chosen.start]))
    found_actor = actor(chosen, day)
    if chosen.sense not in {"capital", "city"}:
        return found_actor
    return replace(found_actor, coordinates=coordinates(text[chosen.start : chosen.end]))


def agent_sector(before: str) -> str | None:
    """Return the sector of the agents in "police in Nairobi", from the words before the name."""
    words = before.lower().removesuffix("the ").split()
    if not words or words[-1] not in {"in", "from", "of"}:
        return None
    nouns = kinds.agents()
    phrases = (" ".join(words[max(0, len(words) - 1 - length) : -1]) for length in (3, 2, 1))
    return next((nouns[phrase] for phrase in phrases if phrase in nouns), None)


def actor(phrase: Phrase, on: str | None) -> Actor:
    """Make the public value of a resolved phrase."""
    code = phrase.codes[0]
    tenure = tenure_of(phrase, on)
    known = tables.people()[phrase.known[0]] if tenure and phrase.kind == "person" else None
    return Actor(
        code=code,
        name=phrase.name or label(code),
        kind=phrase.kind,
        office=phrase.office or (tenure.office if tenure else None),
        sector=phrase.sector or ("GOV" if kinds.is_state(code) else "IGO"),
        members=tables.members(code, on),
        since=tenure.since if tenure else None,
        until=tenure.until if tenure else None,
        former=phrase.former or (known is not None and people.former(known, on)),
        source=tenure.source if tenure else None,
    )


def tenure_of(phrase: Phrase, on: str | None) -> tables.Tenure | None:
    """Return the tenure that a person's name was read with."""
    if phrase.kind != "person" or not phrase.known or phrase.sense in {"user", "body"}:
        return None
    chosen = people.choose(phrase.known, codes=phrase.codes, role=phrase.role, on=on, seen=())
    return chosen[1] if chosen else None


def country_of(place: str) -> str | None:
    """Return the code of the state that a place is in, None when unknown.

    >>> country_of("Johannesburg"), country_of("Kyiv"), country_of("Atlantis")
    ('ZAF', 'UKR', None)
    """
    lexicon = tables.lexicon()
    senses = [sense for form in spellings(place) for sense in lexicon.get(form, ())]
    for sense in ("city", "region", "capital", "state"):
        for known, reference in senses:
            if known == sense:
                return str(reference)
    return next((tables.bodies()[int(reference)].state for known, reference in senses if known == "body"), None)


def coordinates(place: str) -> tuple[float, float] | None:
    """Return the latitude and longitude in degrees (WGS 84) of a capital or larger city, None when unknown.

    The coordinates are those of GeoNames (CC BY 4.0), to about a kilometre. Of several cities of one name it is the
    one that `country_of` means.

    >>> coordinates("Johannesburg"), coordinates("Kiev") == coordinates("Kyiv"), coordinates("Atlantis")
    ((-26.2, 28.04), True, None)
    """
    places = tables.places()
    return next((places[form][1:] for form in spellings(place) if form in places), None)


def locate(place: str) -> Actor | None:
    """Return a place with its state and, of a city, its coordinates; None when it is unknown.

    >>> found = locate("Johannesburg")
    >>> found.code, found.kind, found.coordinates
    ('ZAF', 'place', (-26.2, 28.04))
    """
    code = country_of(place)
    if code is None:
        return None
    return Actor(code=code, name=place.strip(), kind="place", coordinates=coordinates(place))


def spellings(place: str) -> tuple[str, ...]:
    """Return a place's name without an article, and with one that belongs to it.

    >>> spellings(" the Hague ")
    ('Hague', 'The Hague')
    """
    bare = place.strip().removeprefix("the ").removeprefix("The ")
    return bare, f"The {bare}"


def label(code: str) -> str:
    """Return the English name that a view shows for a code, the code itself when it is unknown.

    >>> label("JPN"), label("EU"), label("XYZ")
    ('Japan', 'European Union', 'XYZ')
    """
    if code in tables.states():
        return tables.states()[code].name
    body = tables.international().get(code)
    return body.name if body else user.registry().names.get(code, code)


@cache
def typed() -> dict[str, str]:
    """What a user may type for an actor, in lower case: codes, names, adjectives, acronyms."""
    found: dict[str, str] = {}
    for form, senses in tables.lexicon().items():
        for sense, reference in senses:
            if sense in {"state", "adjective", "capital"}:
                found.setdefault(form.lower(), str(reference))
            elif sense == "body":
                body = tables.bodies()[int(reference)]
                found.setdefault(form.lower(), body.state or body.code)
    found.update({state.alpha2.lower(): code for code, state in tables.states().items()})
    found.update({state.name.lower(): code for code, state in tables.states().items()})
    found.update({code.lower(): code for code in (*tables.international(), *tables.states())})
    return found


def parse(user_input: str) -> str:
    """Return the code of the actor that a user typed as a name, a code of two or three letters or an acronym.

    Raises UnknownActorError, with the nearest names, when it stands for none.

    >>> parse("India"), parse("IND"), parse("in"), parse("eu")
    ('IND', 'IND', 'IND', 'EU')
    """
    key = " ".join(user_input.split()).lower()
    known = typed()
    if key in known:
        return known[key]
    bare = key.removeprefix("the ")
    if bare in known:
        return known[bare]
    if key.upper() in user.registry().codes:
        return key.upper()
    found = resolve(user_input)
    if found is not None:
        return found.code
    names = [name for name in known if len(name) >= SHORTEST_SUGGESTED]
    near = process.extract(key, names, scorer=fuzz.ratio, limit=SUGGESTIONS, score_cutoff=LIKE_ENOUGH)
    hint = ", ".join(f"{name.title()} ({known[name]})" for name, _, _ in near)
    raise UnknownActorError(
        f"{user_input!r} stands for no actor we know; "
        + (f"did you mean {hint}?" if hint else "give a state, an organisation or a code such as JPN; docs/actors.md")
    )


def stale(on: dt.date | str) -> tuple[tuple[str, str, str], ...]:
    """Return the heads (state, office, name) whose tenure has ended by a day without a successor in the tables."""
    day = reading.day(on) or ""
    last: dict[tuple[str, str], tuple[str, tables.Tenure, str]] = {}
    for person in tables.people():
        for tenure in person.tenures:
            if resolution.head(tenure) and tenure.since:
                key = (tenure.state, tenure.role)
                if key not in last or tenure.since > last[key][0]:
                    last[key] = (tenure.since, tenure, person.name)
    return tuple(
        (state, tenure.office, name)
        for (state, _), (_, tenure, name) in sorted(last.items())
        if tenure.until is not None and day[: len(tenure.until)] > tenure.until
    )
