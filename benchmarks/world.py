"""A made-up world: a year of coded reports of what states do and promise one another, and a ledger of many such years.

Nothing in it happened. A few states have much to do with each other and most have little (their shares fall as one over
their rank); an occasion is told by one report or by several, which differ in what they tell. The year goes through the
ledger as reports do. Further years are copies of its rows with other ids, all years in texts, claims and entries moved.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, text

from chancery.coding.ontology import ontology
from chancery.ledger import Ledger
from chancery.ledger.tables import metadata
from chancery.models import (
    Claim,
    CodedDocument,
    Commitment,
    Engagement,
    Event,
    Evidence,
    Figure,
    Participant,
    Period,
    Place,
    Position,
    digest,
    document,
    identified,
)
from chancery.views.names import name_of


def listed(text: str) -> tuple[str, ...]:
    """Return the words of a text."""
    return tuple(text.split())


FIRST_YEAR = 2001
CODER = "chancery 0.1.0"
STATES = listed("""
USA CHN RUS JPN IND FRA DEU GBR UKR KOR TUR SAU IRN ISR BRA ITA CAN AUS IDN MEX ZAF EGY POL ARE VNM PAK PHL THA
NGA ESP NLD SWE NOR FIN CHE AUT GRC PRT CZE HUN ROU BGR SRB ARG CHL PER COL VEN BOL ECU CUB KEN ETH TZA UGA GHA
SEN MAR DZA TUN LBY SDN AGO MOZ ZMB ZWE JOR LBN SYR IRQ KWT QAT OMN YEM KAZ UZB TKM KGZ TJK MNG NPL BGD LKA MMR
KHM LAO MYS SGP BRN NZL FJI PNG GEO ARM AZE MDA BLR LVA LTU EST ISL IRL DNK BEL LUX HRV SVN SVK ALB MKD BIH MNE
CYP MLT
""")
CITIES = listed("""
Arden Belmora Caswell Dunmere Estra Farrow Galden Hallin Istvar Jorund Kessel Lomar Merrow Norvik Ostra
""")

FIRST = listed("""
Ana Boris Chen Dalia Emre Farid Greta Hana Ivo Jana Karim Lena Milan Nadia Omar Petra Rashid Sonja Tariq
""")

LAST = listed("""
Abel Brand Costa Dorn Eckel Faber Grau Holm Ilves Jarvi Kovac Lund Marek Novak Oduya Pavel Quint Rossi
""")
THINGS = listed("""
railway port bridge dam grid refinery hospital school satellite cable airport fishery reactor canal road mine
forest seed vaccine chip battery steel shipyard archive border customs water gas grain border-police rescue
weather
""")
DEEDS = listed("""
programme corridor fund project facility partnership academy centre network treaty
""")
WORDS = listed("""
delegation minister said that the talks were held in a good spirit while officials of both sides noted progress
on trade security energy health culture research climate and regional peace as reported by the state agency
which also told of lunch visits museum weather protocol flags anthem guards students business leaders and the
press
""")
PUBLISHERS = tuple(f"The {city} {kind}" for city in CITIES for kind in ("Courier", "Gazette", "Wire"))
SECTORS = ("defence", "energy", "trade", "health", "education", "transport", "climate", "technology", "agriculture")
CURRENCIES = ("USD", "EUR", "JPY", "CNY", "GBP")
STRENGTHS = ("aim", "agree", "pledge", "sign", "reaffirm", "deliver")
ACTS = ("CONSULT", "AGREE", "SUPPORT", "COOPERATE", "AID", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SANCTION")
ACT_WEIGHTS = (30, 14, 14, 8, 6, 6, 14, 4, 2, 2)
TERMS = {3: "three", 5: "five", 7: "seven", 10: "ten"}
Fact = tuple[str, Any]


def year(reports: int, seed: int = 7) -> list[CodedDocument]:
    """Return about so many coded reports of one year."""
    chance = random.Random(seed)
    weights = [1 / (rank + 2) for rank in range(len(STATES))]
    found: list[CodedDocument] = []
    while len(found) < reports:
        one, other = (chance.choices(STATES, weights)[0] for _ in range(2))
        if one != other:
            day = date(FIRST_YEAR, 1, 1) + timedelta(days=chance.randrange(362))
            found += _told(chance, _occasion(chance, one, other, day), day)
    return found[:reports]


def _occasion(chance: random.Random, one: str, other: str, day: date) -> list[Fact]:
    """Return what happens between two states on a day: sentences, each with how its claim is made of its words."""
    facts: list[Fact] = []
    if chance.random() < 0.6:
        facts.append(_contact(chance, one, other, day))
    for _ in range(chance.choices((0, 1, 2, 3), (2, 4, 3, 1))[0]):
        facts.append(_act(chance, one, other, day))
    for _ in range(chance.choices((0, 1, 2, 4), (50, 35, 12, 3))[0]):
        facts.append(_promise(chance, one, other, day))
    if chance.random() < 0.3 or not facts:
        facts.append(_stance(chance, one, other))
    return facts


def _contact(chance: random.Random, one: str, other: str, day: date) -> Fact:
    people = tuple(
        Participant(name=f"{chance.choice(FIRST)} {chance.choice(LAST)}", office="foreign minister", actor=code)
        for code in (one, other)
    )
    city, planned = chance.choice(CITIES), chance.random() < 0.12
    on = (day + timedelta(days=chance.randrange(10, 300)) if planned else day).isoformat()
    verb = "will meet" if planned else "met"
    quote = f"{people[0].name} of {name_of(one)} {verb} {people[1].name} of {name_of(other)} in {city} on {on}"
    make = partial(
        Engagement,
        type=chance.choice(("meeting", "meeting", "call", "visit", "summit")),
        participants=people,
        when=Period(start=on, end=on, precision="day"),
        place=Place(name=city, country=one),
        status="planned" if planned else "held",
    )
    return quote, make


def _act(chance: random.Random, one: str, other: str, day: date) -> Fact:
    plover = chance.choices(ACTS, ACT_WEIGHTS)[0]
    type_ = ontology().types[plover]
    thing = f"{chance.choice(THINGS)} {chance.choice(DEEDS)}"
    quote = f"{name_of(one)} took a step ({plover.lower()}) towards {name_of(other)} over the {thing}"
    scored = ontology().goldstein[type_.cameo[:2]]
    dated = chance.random() < 0.7
    when = Period(start=day.isoformat(), end=day.isoformat(), precision="day") if dated else None
    make = partial(
        Event,
        source=(one,),
        recipient=(other,),
        plover=plover,
        cameo=type_.cameo,
        quad=type_.quad,
        goldstein=scored,
        when=when,
    )
    return quote, make


def _promise(chance: random.Random, one: str, other: str, day: date) -> Fact:
    thing = f"{chance.choice(THINGS)} {chance.choice(THINGS)} {chance.choice(DEEDS)} at {chance.choice(CITIES)}"
    years, by = chance.choice(tuple(TERMS)), day.year + chance.randrange(1, 12)
    amount, currency = Decimal(chance.randrange(1, 90) * 10 ** chance.randrange(6, 11)), chance.choice(CURRENCIES)
    money, how = chance.random() < 0.5, chance.random()
    tail = f" over {TERMS[years]} years" if how < 0.3 else f" by {by}" if how < 0.6 else ""
    undertaking = f"lend {name_of(other)} {currency} {amount:,} for the {thing}" if money else f"help build the {thing}"
    quote = f"{name_of(one)} will {undertaking}{tail}"
    period = Period(text=tail.strip(), end=None if how < 0.3 else str(by)) if tail else None
    printed = f"{amount:,}"
    start = quote.index(printed) if money else 0
    figure = Figure(role="target", value=amount, currency=currency, start=start, end=start + len(printed))
    make = partial(
        Commitment,
        promisor=(one,),
        beneficiary=(other,),
        undertaking=undertaking,
        type="financial" if money else "policy",
        strength=chance.choice(STRENGTHS),
        quantities=(figure,) if money else (),
        period=period,
        sectors=tuple(chance.sample(SECTORS, chance.randrange(1, 3))),
    )
    return quote, make


def _stance(chance: random.Random, one: str, other: str) -> Fact:
    topic = f"a {chance.choice(THINGS)} {chance.choice(DEEDS)} free of {chance.choice(THINGS)} rules"
    quote = f"{name_of(one)} and {name_of(other)} share the wish for {topic}"
    stance = chance.choice(("for", "against", "concern", "shared_value"))
    return quote, partial(Position, holders=(one, other), topic=topic, stance=stance, sectors=(chance.choice(SECTORS),))


def _told(chance: random.Random, facts: Sequence[Fact], day: date) -> Iterator[CodedDocument]:
    """Give the reports of an occasion: one or several, each with most of what happened."""
    for publisher in chance.sample(PUBLISHERS, chance.choices((1, 2, 3, 5), (60, 22, 12, 6))[0]):
        told = [fact for fact in facts if chance.random() < 0.85] or list(facts[:1])
        filler = [" ".join(chance.choices(WORDS, k=chance.randrange(12, 28))).capitalize() for _ in range(6)]
        sentences = [*(quote for quote, _ in told), *filler]
        chance.shuffle(sentences)
        published = min(day + timedelta(days=chance.randrange(3)), date(day.year, 12, 31)).isoformat()
        doc = document(
            ". ".join(sentences) + ".", title=told[0][0], published=published, publisher=publisher,
            url=f"https://news.example/{digest(publisher, published, *sentences)}",
        )  # fmt: skip
        claims = (identified(_claim(quote, make, doc.text.index(quote)), doc, CODER) for quote, make in told)
        yield CodedDocument(document=doc, claims=tuple(claims), coder=CODER)


def _claim(quote: str, make: Any, start: int) -> Claim:
    words = (Evidence(start=start, end=start + len(quote), quote=quote),)
    found: Claim = make(evidence=words, confidence=0.9)
    if isinstance(found, Commitment) and found.quantities:
        (figure,) = found.quantities
        moved = Figure(
            role="target",
            value=figure.value,
            currency=figure.currency,
            start=start + figure.start,
            end=start + figure.end,
        )
        found = make(evidence=words, confidence=0.9, quantities=(moved,))
    return found


# --- further years --------------------------------------------------------------------------------------------------

MOVED = re.compile(r"\b(20[0-9]{2})(?=\b|-)|\b([0-9a-f]{16})\b")
TABLES = (
    "documents", "sources", "claims", "evidence", "claim_actors", "quantities", "judgements", "blocks", "entries",
    "entry_claims", "entry_actors", "entry_links",
)  # fmt: skip
HASHES = {("documents", "sha256"), ("blocks", "key")}


def fill(path: Path, reports: int, years: int) -> None:
    """Make a ledger of about `reports` reports over so many years; say how long each step takes."""
    begun = time.perf_counter()
    with Ledger(path) as ledger:
        ledger.append(year(reports // years))
        print(f"one year of {ledger.size()} after {time.perf_counter() - begun:.0f} s", flush=True)
        with ledger._store.writing() as connection:
            names = [name for name in (*TABLES, *_derived(connection)) if name in metadata.tables]
            held = {
                name: [dict(row) for row in connection.execute(metadata.tables[name].select()).mappings()]
                for name in names
            }
            for further in range(1, years):
                for name, rows in ((name, rows) for name, rows in held.items() if rows):
                    connection.execute(insert(metadata.tables[name]), [moved(name, row, further) for row in rows])
            connection.execute(text("ANALYZE"))
        print(f"{years} years of {ledger.size()} after {time.perf_counter() - begun:.0f} s", flush=True)


def _derived(connection: Connection) -> list[str]:
    """Return further tables of which copies can be made: all but those of texts that resemble each other."""
    return [name for name in metadata.tables if name not in (*TABLES, "meta", "sketches", "copies")]


def moved(table: str, row: dict[str, Any], years: int) -> dict[str, Any]:
    """Return a row of another year: years moved, ids hashed anew.

    >>> moved("entries", {"title": "by 2009", "amount": "20050"}, 3)
    {'title': 'by 2012', 'amount': '20050'}
    """
    memo = {name: value for name, value in row.items() if name != "number"}
    for name, value in memo.items():
        if (table, name) in HASHES:
            memo[name] = digest(value, str(years), length=len(value))
        elif isinstance(value, str):
            memo[name] = MOVED.sub(lambda found: _moved(found, years), value)
    return memo


def _moved(found: re.Match[str], years: int) -> str:
    return str(int(found[1]) + years) if found[1] else digest(found[2], str(years))
