"""The 40 columns of POLECAT, tab-separated with a head, for tools that read its weekly files.

One row an act between two actors. What is unknown reads None, as in the original; identifiers of Wikipedia, which we do
not have, always do. The story columns name what the first report names.
"""

from __future__ import annotations

from collections.abc import Iterable

from chancery.actors import coordinates, label
from chancery.export.acts import Act, named, within
from chancery.export.codes import codes
from chancery.models import Document, Mention, MentionKind

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations",
    "Language", "Version",
)  # fmt: skip
"""The columns of `polecat.txt`."""
QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}
UNKNOWN = "None"
CITY, COUNTRY = "PPL", "PCLI"
"""Feature codes of GeoNames: a populated place, an independent state."""

Row = dict[str, str]


def row(act: Act) -> Row:
    """Return the row of an act, every column as text."""
    entry, report = act.entry, act.reports[0]
    doc = report.document
    told = [one for words in report.claim.evidence for one in within(doc, words)]
    found = {
        "Event ID": act.id,
        "Event Date": act.day,
        "Event Type": entry.plover,
        "Event Mode": entry.mode,
        "Intensity": entry.goldstein,
        "Quad Code": QUADS.get(entry.quad or 0),
        "Contexts": ";".join(entry.contexts),
        **_party("Actor", act.source, act.source_sector, told),
        **_party("Recipient", act.recipient, act.recipient_sector, told),
        **_place(act),
        "Source": doc.publisher,
        "Publication Date": doc.published,
        **_story(doc),
        "Language": doc.language,
        "Version": report.claim.coder,
    }
    return {column: UNKNOWN if found.get(column) in (None, "") else str(found[column]) for column in COLUMNS}


def _party(what: str, actor: str | None, sector: str | None, told: Iterable[Mention]) -> dict[str, str | None]:
    if actor is None:
        return {}
    words = next((one for one in told if actor in one.codes), None)
    known = codes(actor)
    return {
        f"{what} Name": label(actor),
        f"{what} Country": actor if known.fips else None,
        f"{what} COW": known.cow,
        f"Primary {what} Sector": sector or ("IGO" if known.cameo else None),
        f"{what} Sectors": sector or ("IGO" if known.cameo else None),
        f"{what} Title": words.office if words else None,
        f"{what} Name Raw": (words.name or words.text) if words else None,
    }


def _place(act: Act) -> dict[str, str | float | None]:
    if act.place is None:
        return {}
    spot = coordinates(act.place.name)
    return {
        "Placename": act.place.name,
        "City": act.place.name if spot else None,
        "Country": act.place.country,
        "Latitude": spot[0] if spot else None,
        "Longitude": spot[1] if spot else None,
        "GeoNames ID": None if spot else codes(act.place.country).geonames,
        "Raw Placename": act.place.name,
        "Feature Type": CITY if spot else COUNTRY,
    }


def _story(doc: Document) -> dict[str, str]:
    people = {one.name or one.text for one in named(doc) if one.kind == "person"}
    return {
        "Story People": ";".join(sorted(people)),
        "Story Organizations": _labels(doc, "organisation", "group"),
        "Story Locations": _labels(doc, "state", "place"),
    }


def _labels(doc: Document, *kinds: MentionKind) -> str:
    return ";".join(sorted({label(code) for one in named(doc) if one.kind in kinds for code in one.codes}))
