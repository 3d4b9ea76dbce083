"""Who a name means: people at a date, by office, state and what the document says elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from chancery.actors import tables
from chancery.actors.tables import Person, Tenure

SAME_STATE = 8  # the state printed beside the name is that of the tenure
SAME_ROLE = 4  # the office printed beside the name is that of the tenure
IN_OFFICE = 3  # the tenure holds on the day
IN_DOCUMENT = 2  # the document names the state elsewhere
NEAR_YEARS = 15  # a tenure ended longer ago than this is no reading of a bare family name


def choose(
    candidates: Iterable[int], *, codes: Collection[str], role: str | None, on: str | None, seen: Collection[str]
) -> tuple[int, Tenure] | None:
    """Return the person and the tenure that fit best what is printed; None where the printed state fits nobody."""
    best: tuple[tuple[int, str], int, Tenure] | None = None
    for index in candidates:
        for tenure in tables.people()[index].tenures:
            if codes and tenure.state not in codes:
                continue
            key = (score(tenure, codes=codes, role=role, on=on, seen=seen), recency(tenure, on))
            if best is None or key > best[0]:
                best = (key, index, tenure)
    return (best[1], best[2]) if best else None


def score(tenure: Tenure, *, codes: Collection[str], role: str | None, on: str | None, seen: Collection[str]) -> int:
    """Weigh a tenure against what the text says."""
    return (
        SAME_STATE * (tenure.state in codes)
        + SAME_ROLE * (role is not None and tenure.role == role)
        + IN_OFFICE * tenure.holds(on)
        + IN_DOCUMENT * (tenure.state in seen)
    )


def recency(tenure: Tenure, on: str | None) -> str:
    """Order tenures by their beginning, those that begin after the day last."""
    since = tenure.since or ""
    return since if on is None or since <= on else ""


def former(person: Person, on: str | None) -> bool:
    """Tell whether a person held offices but held none any more on a day."""
    if on is None or any(tenure.holds(on) for tenure in person.tenures):
        return False
    return any(tenure.until is not None and on[: len(tenure.until)] > tenure.until for tenure in person.tenures)


def plausible(tenure: Tenure, on: str | None) -> bool:
    """Tell whether a tenure is near enough in time for a bare family name to mean it."""
    if on is None:
        return True
    if tenure.since and tenure.since > on:
        return False
    last = tenure.until or tenure.attested
    return last is None or int(on[:4]) - int(last[:4]) <= NEAR_YEARS


def stands_alone(name: str) -> bool:
    """Tell whether a family name alone, without office or full name elsewhere, is clear."""
    return name not in tables.word_set("ambiguous_names")
