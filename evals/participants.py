"""Who met whom, measured on the readouts: `python -m evals.participants [SHARED] [--faults]`.

The main contact of a readout is the first one that the gold has. It is right when one coded engagement has exactly its
actors, and among its participants every person that the gold names, by the last word of the name. A text that tells of
no contact is right when none is coded.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from chancery.models import CodedDocument, Engagement
from evals.shared_gold import Row, coded, load, texts_of

READOUTS = "readouts"
SUFFIXES = {"jr", "sr", "ii", "iii", "iv", "vi"}


def main_contact(row: Row) -> Row | None:
    """Return the first contact of a gold row in the order of the text."""
    held = [one for one in row["engagements"] if one["status"] == "held"]
    return min(held, key=lambda one: one["offset"], default=None)


def actors_of(record: Row) -> frozenset[str]:
    """Return the actors of a gold record."""
    return frozenset(filter(None, (one["country"] or one["org"] for one in record["participants"])))


def family(name: str) -> str:
    """Return the last word of a name, without what follows it.

    >>> family("Joseph R. Biden, Jr."), family("Mohammed VI"), family("Mohammed Shia’ al-Sudani")
    ('biden', 'mohammed', 'al-sudani')
    """
    words = [word.strip(".,").lower() for word in name.replace("’", "'").split()]
    return next((word for word in reversed(words) if word not in SUFFIXES), "")


def families(names: Iterable[str | None]) -> frozenset[str]:
    """Return the words that may be family names: the first and the last of each name, for some print them first."""
    return frozenset(word for name in names if name for word in (family(name), name.split()[0].lower()))


def is_right(wanted: Row | None, found: CodedDocument) -> bool:
    """Tell whether the main contact of a readout is coded with its parties."""
    claims = [claim for claim in found.claims if isinstance(claim, Engagement)]
    if wanted is None:
        return not claims
    people = {family(one["name"]) for one in wanted["participants"] if one["name"] and one["office"]}
    return any(
        actors_of(wanted) == {one.actor or one.organisation for one in claim.participants}
        and people <= families(one.name for one in claim.participants)
        for claim in claims
        if claim.status == "held"
    )


def judged(shared: Path) -> Iterator[tuple[str, bool, Row | None, CodedDocument]]:
    """Yield each readout with whether its main contact is right."""
    texts = texts_of(shared, READOUTS)
    for name, row in load(READOUTS, texts).items():
        for one in row["engagements"]:
            one["offset"] = texts[name]["text"].find(one["evidence"])
        wanted, found = main_contact(row), coded(texts[name])
        yield name, is_right(wanted, found), wanted, found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("shared", type=Path, nargs="?", default=os.environ.get("CHANCERY_SHARED"))
    parser.add_argument("--faults", action="store_true", help="print the readouts that are wrong")
    options: Any = parser.parse_args()
    if options.shared is None:
        parser.error("name the folder with data/texts, or set CHANCERY_SHARED")
    every = list(judged(Path(options.shared)))
    print(f"who met whom right in {sum(right for _, right, *_ in every)} of {len(every)}")
    for name, right, wanted, found in every:
        if options.faults and not right:
            print(name, *faults(wanted, found), sep="\n")


def faults(wanted: Row | None, found: CodedDocument) -> Iterator[str]:
    """Yield the parties that should be, and those of each engagement that is."""
    yield f"  - {[(one['name'], one['country'] or one['org']) for one in (wanted or {}).get('participants', ())]}"
    for claim in found.claims:
        if isinstance(claim, Engagement):
            yield f"  + {claim.status} {[(one.name, one.actor or one.organisation) for one in claim.participants]}"


if __name__ == "__main__":
    main()
