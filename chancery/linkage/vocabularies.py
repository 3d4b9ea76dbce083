"""What a corrected field may hold beyond its type: codes of actors, sectors, event types with what follows of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from chancery import actors
from chancery.coding.ontology import goldstein, ontology
from chancery.coding.sectors import sectors
from chancery.errors import ChanceryError
from chancery.models import Claim

CODES = frozenset({"promisor", "beneficiary", "addressee", "source", "recipient", "holders"})


def settled(claim: Claim, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return new values of fields with actors by code, checked against the vocabularies.

    Actors may be given by name. A new event type brings its CAMEO code, quad class and Goldstein score where these are
    not given too. Raises UnknownActorError or ChanceryError, which name what is allowed.
    """
    own = {code for name in CODES for code in getattr(claim, name, ())}
    found = dict(values)
    for name in CODES & values.keys():
        found[name] = [_code(one, own) for one in values[name] or ()]
    if values.get("host"):
        found["host"] = _code(values["host"], {getattr(claim, "host", None)})
    if "participants" in values:
        found["participants"] = [_participant(one, claim) for one in values["participants"] or ()]
    _among("sectors", values.get("sectors") or (), sectors())
    if "plover" in values:
        _among("plover", [values["plover"]], ontology().types)
        kind = ontology().types[values["plover"]]
        found.setdefault("cameo", kind.cameo)
        found.setdefault("quad", kind.quad)
    if found.get("cameo"):
        found.setdefault("goldstein", goldstein(str(found["cameo"])))
    return found


def _code(name: Any, own: Collection[str | None]) -> Any:
    if not isinstance(name, str) or name in own or actors.label(name) != name:
        return name
    return actors.parse(name)


def _participant(one: Any, claim: Claim) -> Any:
    if not isinstance(one, dict):
        return one
    people = getattr(claim, "participants", ())
    own = {code for person in people for code in (person.actor, person.organisation)}
    coded = {key: _code(one[key], own) for key in ("actor", "organisation") if one.get(key)}
    return one | coded


def _among(field: str, given: Any, known: Collection[str]) -> None:
    listed = given if isinstance(given, list | tuple) else [given]
    if wrong := [one for one in listed if one not in known]:
        raise ChanceryError(f"{field}: {wrong[0]!r} is none of {', '.join(known)}")
