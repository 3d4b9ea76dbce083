"""The two tables of GDELT 2.0 that tell of events: Events in 61 columns and Mentions in 16, tab-separated, no heads.

Column by column as in the GDELT Event Codebook V2.0. What we do not measure (tone, ethnic and religious codes) is
empty; so is a day where only the month is known. Offsets are those of our evidence, in code points of the text.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from chancery.actors import coordinates, label
from chancery.export.acts import Act, Report, within
from chancery.export.codes import codes
from chancery.language.sentences import segments
from chancery.models import Document, Evidence, Place

Row = dict[str, str | int | float | None]

_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code",
)  # fmt: skip
_PLACE = ("Type", "Fullname", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
EVENTS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{name}" for name in _ACTOR),
    *(f"Actor2{name}" for name in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
    *(f"{what}Geo_{name}" for what in ("Actor1", "Actor2", "Action") for name in _PLACE),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
"""The columns of `gdelt.export.CSV`."""
MENTIONS = (
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier",
    "SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence",
    "MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras",
)  # fmt: skip
"""The columns of `gdelt.mentions.CSV`."""
WEB, CITATION = 1, 2
"""Kinds of source: an address, or a name for a text that has none."""
COUNTRY, CITY = 1, 4
"""Kinds of place: a country, or a city outside the United States; US_CITY is one inside."""
US_CITY = 3
NOWHERE = -1
"""The offset of an actor that the evidence does not name."""


def number(act: Act) -> int:
    """Return the GLOBALEVENTID of an act: 60 bits of its identity, the same in every export."""
    return int(act.id[:15], 16)


def event(act: Act) -> Row:
    """Return the row of an act in the Events table."""
    entry, first = act.entry, act.reports[0].document
    code = entry.cameo or ""
    return {
        "GLOBALEVENTID": number(act),
        **_when(act),
        **_actor("Actor1", act.source, act.source_sector),
        **_actor("Actor2", act.recipient, act.recipient_sector),
        "IsRootEvent": int(any(_leads(report) for report in act.reports)),
        "EventCode": code,
        "EventBaseCode": code[:3],
        "EventRootCode": code[:2],
        "QuadClass": entry.quad,
        "GoldsteinScale": entry.goldstein,
        "NumMentions": sum(len(report.claim.evidence) for report in act.reports),
        "NumSources": entry.corroboration.sources,
        "NumArticles": len({report.document.id for report in act.reports}),
        **_located("Action", act.place),
        "DATEADDED": _stamp(entry.first_reported),
        "SOURCEURL": first.url or first.source_id or first.id,
    }


def mentions(act: Act) -> Iterator[Row]:
    """Return a row of the Mentions table for each passage that tells of an act."""
    for report in act.reports:
        doc = report.document
        starts = _sentence_starts(doc.text)
        for words in report.claim.evidence:
            yield {
                "GLOBALEVENTID": number(act),
                "EventTimeDate": _stamp(act.entry.first_reported),
                "MentionTimeDate": _stamp(doc.published),
                "MentionType": WEB if doc.url else CITATION,
                "MentionSourceName": doc.publisher,
                "MentionIdentifier": doc.url or doc.source_id or doc.id,
                "SentenceID": max(bisect_right(starts, words.start), 1),
                "Actor1CharOffset": _offset(doc, words, act.source),
                "Actor2CharOffset": _offset(doc, words, act.recipient),
                "ActionCharOffset": words.start,
                "InRawText": 1,
                "Confidence": round(report.claim.confidence * 10) * 10,
                "MentionDocLen": len(doc.text),
            }


@lru_cache(maxsize=64)
def _sentence_starts(text: str) -> tuple[int, ...]:
    """Where the sentences of a text begin, datelines apart; many acts are told in one text."""
    return tuple(segment.start for segment in segments(text) if segment.block != "other")


def _when(act: Act) -> Row:
    start = act.date
    if start is None:
        return {}
    known: Row = {"Year": int(start[:4])}
    if len(start) >= len("2026-01"):
        known["MonthYear"] = int(start[:4] + start[5:7])
    if act.day:
        day = dt.date.fromisoformat(act.day)
        known["SQLDATE"] = int(f"{day:%Y%m%d}")
        known["FractionDate"] = round(day.year + ((day.month - 1) * 30 + day.day) / 365, 4)
    return known


def _actor(prefix: str, actor: str | None, sector: str | None) -> Row:
    if actor is None:
        return {}
    known = codes(actor)
    country = actor if known.fips else None
    return {
        f"{prefix}Code": country + (sector or "") if country else known.cameo or actor,
        f"{prefix}Name": label(actor).upper(),
        f"{prefix}CountryCode": country,
        f"{prefix}KnownGroupCode": known.group,
        f"{prefix}Type1Code": sector or (known.cameo[:3] if known.cameo else None),
    }


def _located(prefix: str, place: Place | None) -> Row:
    if place is None:
        return {}
    spot, known = coordinates(place.name), codes(place.country)
    city = US_CITY if place.country == "USA" else CITY
    country = label(place.country) if place.country else None
    return {
        f"{prefix}Geo_Type": city if spot else COUNTRY,
        f"{prefix}Geo_Fullname": f"{place.name}, {country}" if country and country != place.name else place.name,
        f"{prefix}Geo_CountryCode": known.fips,
        f"{prefix}Geo_Lat": spot[0] if spot else None,
        f"{prefix}Geo_Long": spot[1] if spot else None,
        f"{prefix}Geo_FeatureID": None if spot else known.fips,
    }


def _leads(report: Report) -> bool:
    """Whether the first paragraph tells of the act: what CAMEO coders call a root event."""
    lead = report.document.text.strip().split("\n\n")[0]
    edge = report.document.text.find(lead) + len(lead)
    return any(words.start < edge for words in report.claim.evidence)


def _offset(doc: Document, words: Evidence, actor: str | None) -> int:
    return next((one.start for one in within(doc, words) if actor in one.codes), NOWHERE)


def _stamp(day: str | None) -> int | None:
    return int(day[:10].replace("-", "") + "000000") if day and len(day) >= len("2026-01-31") else None
