"""Within one document: full names, surnames, offices and bodies become actors at the document's date."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import field
from msgspec.structs import replace

from chancery.actors import kinds, lexicon, names, people, tables, user
from chancery.actors.page import Phrase
from chancery.models import Value

MEMORY = 400  # mentions looked back over for the bearer of a bare office
CONTEXT = 600  # characters before an office without a state in which the state it belongs to is looked for
HEADS = frozenset({"head_of_state", "head_of_government", "monarch", "supreme_leader"})
ABROAD = HEADS | {"foreign", "defence", "crown_prince"}  # a publisher's own are known by name
LED_BY = re.compile(r"\b(?:led|headed|chaired|represented|accompanied) by\b|\bincluding\b")
SEVERAL = re.compile(r" and (?=[A-Z])")  # between the offices of one person
HOME_ROLES = frozenset({"envoy", "legislator", "governor", "justice", "police", "business"})  # the publisher's own
EMPTY_OFFICES = frozenset(
    {"leader", "chair", "minister", "governor", "scholar", "journalist", "business", "envoy", "legislator"}
)


class Bearer(Value, frozen=True, kw_only=True):
    """A person of the document: what is known of the name from its fullest mention."""

    name: str
    codes: tuple[str, ...] = ()
    office: str | None = None
    role: str | None = None
    former: bool = False
    sector: str | None = None
    gender: str | None = None
    held: str | None = None


class Document(Value, frozen=True, kw_only=True):
    """What resolution knows of a document: text, day, publisher's country, the states and people it names."""

    text: str
    on: str | None
    country: str | None
    seen: tuple[str, ...]
    bearers: dict[str, Bearer]
    holders: dict[tuple[tuple[str, ...], str], Bearer] = field(default_factory=dict)


def resolve(
    phrases: list[Phrase], text: str, *, on: str | None, country: str | None, title: Sequence[Phrase] = ()
) -> list[Phrase]:
    """Give each phrase its actors; phrases that name none are dropped, pronouns are left for later."""
    phrases = [body(phrase, on) for phrase in phrases]
    named = [*title, *phrases]
    seen = tuple(code for code, _ in Counter(code for phrase in named for code in phrase.codes).most_common())
    empty = Document(text=text, on=on, country=country, seen=seen, bearers={})
    document = with_bearers(empty, bearers(named, empty))
    phrases = sorted([*phrases, *bare_names(phrases, text, document)], key=lambda phrase: phrase.start)
    resolved = [phrase for phrase in title if phrase.kind != "pronoun"]
    titled = len(resolved)
    for phrase in phrases:
        found = person(phrase, document, resolved) if phrase.kind == "person" else office(phrase, document, resolved)
        if found is not None:
            resolved.append(found)
            learn(document, found)
    return resolved[titled:]


def learn(document: Document, phrase: Phrase) -> None:
    """Keep, while one document is read, the state found for a person whose full mention did not tell it."""
    bearer = document.bearers.get(phrase.name or "") if phrase.kind == "person" and phrase.codes else None
    if bearer is None or bearer.codes:
        return
    told = replace(bearer, codes=phrase.codes)
    for form in (bearer.name, *names.short_forms(bearer.name)):
        if document.bearers.get(form) is bearer:
            document.bearers[form] = told
    if told.role and not told.former:
        document.holders.setdefault((told.codes, told.role), told)


def with_bearers(document: Document, found: dict[str, Bearer]) -> Document:
    """Return the document with its people, by name and by the office they hold."""
    holders: dict[tuple[tuple[str, ...], str], Bearer] = {}
    for bearer in found.values():
        if bearer.codes and bearer.role and not bearer.former:
            holders.setdefault((bearer.codes, bearer.role), bearer)
    return replace(document, bearers=found, holders=holders)


def body(phrase: Phrase, on: str | None) -> Phrase:
    """Give a body its sector at the day; "Quad leaders" are its members."""
    if phrase.sense == "user":
        actor = user.actors()[phrase.known[0]]
        kind = phrase.kind if actor.kind not in {"state", "group", "person", "organisation"} else actor.kind
        return replace(
            phrase, codes=actor.codes, name=actor.name, office=actor.office, sector=actor.sector, kind=kind, known=()
        )
    if phrase.sense == "body" and phrase.known:
        entry = tables.bodies()[phrase.known[0]]
        if phrase.sector == entry.sector:
            phrase = replace(phrase, sector=next(iter(tables.dated(entry.sectors, on)), entry.sector))
    if phrase.plural and len(phrase.codes) == 1 and phrase.kind in {"group", "office"}:
        group = tables.international().get(phrase.codes[0])
        if group is not None and group.expand:
            return replace(phrase, codes=tables.members(group.code, on) or phrase.codes)
    return phrase


def bearers(phrases: Iterable[Phrase], document: Document) -> dict[str, Bearer]:
    """Return the people that the document names in full, by full name and by every short form."""
    found: dict[str, Bearer] = {}
    fuller: dict[str, Bearer] = {}
    for phrase in phrases:
        if phrase.kind != "person" or phrase.short or phrase.name is None or " " not in phrase.name:
            continue
        bearer = full_name(phrase, document)
        known = found.get(bearer.name)
        if known is None or (not known.codes and bearer.codes) or (not known.office and bearer.office and bearer.codes):
            found[bearer.name] = bearer
    for bearer in found.values():
        for form in (bearer.name, *sorted(names.short_forms(bearer.name))):
            fuller.setdefault(form, bearer)
    return fuller


def full_name(phrase: Phrase, document: Document) -> Bearer:
    """Say who a full name is: by the tables, else by the words around it."""
    name = phrase.name or ""
    candidates = phrase.known or enclosed(name)
    chosen = people.choose(candidates, codes=phrase.codes, role=phrase.role, on=document.on, seen=document.seen)
    if chosen is None and phrase.known and phrase.codes:
        chosen = people.choose(phrase.known, codes=(), role=phrase.role, on=document.on, seen=document.seen)
    if chosen is None or namesake(phrase, chosen[1], document):
        return Bearer(
            name=name, codes=phrase.codes or office_states(phrase, document), office=phrase.office, role=phrase.role,
            former=phrase.former, sector=phrase.sector,
        )  # fmt: skip
    index, tenure = chosen
    entry = tables.people()[index]
    return Bearer(
        name=name,
        codes=phrase.codes or (tenure.state,),
        office=phrase.office,
        role=phrase.role or tenure.role,
        former=phrase.former or (phrase.office is None and people.former(entry, document.on)),
        sector=phrase.sector or sector_of(tenure),
        gender=entry.gender,
        held=tenure.office,
    )


def enclosed(name: str) -> tuple[int, ...]:
    """Return the people whose full name is the first and the last word of a longer one."""
    words = names.tokens(name)
    senses = tables.lexicon().get(f"{words[0]} {words[-1]}", ()) if len(words) > 2 else ()
    return tuple(int(reference) for sense, reference in senses if sense == "person")


def sector_of(tenure: tables.Tenure) -> str:
    """Return the sector of a tenure: organisations are IGO, states GOV."""
    if kinds.is_state(tenure.state):
        return next((o.sector for o in tables.offices() if o.role == tenure.role), "GOV")
    return "IGO"


def office_states(phrase: Phrase, document: Document) -> tuple[str, ...]:
    """Return the state that an office tells by itself ("External Affairs Minister"), of several one the text names."""
    states = phrase.office_states
    if not states:
        return ()
    named = [code for code in document.seen if code in states]
    return (named[0] if named else states[0],)


def bare_names(phrases: list[Phrase], text: str, document: Document) -> list[Phrase]:
    """Find the surnames of the document's people where no phrase stands yet."""
    forms = {
        form
        for form, bearer in document.bearers.items()
        if form != bearer.name and form == form.strip() and (form == names.tokens(bearer.name)[-1] or " " in form)
    }
    taken = sorted((phrase.start, phrase.end) for phrase in phrases)
    found: list[Phrase] = []
    at = 0
    for start, end in lexicon.occurrences(text, sorted(forms)):
        while at < len(taken) and taken[at][1] <= start:
            at += 1
        if (at < len(taken) and taken[at][0] < end) or capitalised_neighbour(text, start, end):
            continue
        found.append(Phrase(start=start, end=end, kind="person", sense="bare", name=text[start:end], short=True))
    return found


def capitalised_neighbour(text: str, start: int, end: int) -> bool:
    """Tell whether a surname stands inside a longer name ("Biden Foundation", "Ashley Biden")."""
    after = re.match(r" [A-Z][a-z]+", text[end : end + 30])
    following = after is not None and after.group().strip() not in tables.word_set("not_names")
    return following or first_name_before(text, start)


def first_name_before(text: str, start: int) -> bool:
    """Tell whether a capitalised word that does not begin a sentence stands before a name."""
    before = FIRST_NAME.search(text, max(0, start - 30), start)
    if before is None or before.group(1).endswith("'s"):
        return False
    if before.group(1) in tables.word_set("not_names") | tables.word_set("status"):
        return False
    lead = text[max(0, before.start() - 3) : before.start()].rstrip(" \"'")
    return bool(lead) and lead[-1] not in ".:!?\n"


FIRST_NAME = re.compile(r"\b([A-Z][\w'\-]+) $")


def person(phrase: Phrase, document: Document, before: list[Phrase]) -> Phrase | None:
    """Resolve a person; None where a bare word is no name of anybody here."""
    name = phrase.name or ""
    untitled = phrase.short and phrase.office is None and not phrase.codes
    if untitled and phrase.end - phrase.start == len(name) and first_name_before(document.text, phrase.start):
        return None
    bearer = document.bearers.get(name)
    if bearer is not None and not (phrase.codes and bearer.codes and phrase.codes[0] not in bearer.codes):
        return of_bearer(phrase, bearer, document, before)
    if phrase.short:
        return short_name(phrase, document, before)
    bearer = longer_name(name, document) or full_name(phrase, document)
    return of_bearer(phrase, bearer, document, before)


def longer_name(name: str, document: Document) -> Bearer | None:
    """Return the person of the document whose first and last name enclose a longer one ("Jair Messias Bolsonaro")."""
    words = names.tokens(name)
    if len(words) < 3:
        return None
    return document.bearers.get(f"{words[0]} {words[-1]}")


def namesake(phrase: Phrase, tenure: tables.Tenure, document: Document) -> bool:
    """Tell whether a name is likelier somebody else's: of a minor office, none printed, its state not in the text."""
    printed = phrase.office is not None or bool(phrase.codes) or tenure.state in document.seen
    return tenure.attested is not None and not head(tenure) and not printed


def of_bearer(phrase: Phrase, bearer: Bearer, document: Document, before: list[Phrase]) -> Phrase:
    """Give a phrase what the document knows of its person."""
    codes = phrase.codes or bearer.codes or nearby_state(phrase, document, before)
    sector = phrase.sector or bearer.sector
    if sector == "GOV" and codes and not kinds.is_state(codes[0]):
        sector = "IGO"
    return replace(
        phrase, name=bearer.name, codes=codes, role=phrase.role or bearer.role,
        former=phrase.former or bearer.former, sector=sector, gender=bearer.gender,
        held=bearer.held or bearer.office,
    )  # fmt: skip


def short_name(phrase: Phrase, document: Document, before: list[Phrase]) -> Phrase | None:
    """Resolve a family name that the document does not give in full."""
    chosen = people.choose(phrase.known, codes=phrase.codes, role=phrase.role, on=document.on, seen=document.seen)
    titled = phrase.office is not None or phrase.counterpart or bool(phrase.codes)
    honoured = phrase.sense == "short" and phrase.end - phrase.start > len(phrase.name or "")
    if chosen and people.plausible(chosen[1], document.on):
        index, tenure = chosen
        bold = people.stands_alone(phrase.name or "") and tenure.holds(document.on)
        fits = titled and (phrase.role in {None, tenure.role} or bool(phrase.codes) or tenure.state in document.seen)
        if fits or honoured or (bold and (tenure.state in document.seen or head(tenure))):
            entry = tables.people()[index]
            return replace(
                phrase, name=entry.name, codes=phrase.codes or (tenure.state,), role=phrase.role or tenure.role,
                former=phrase.former or (not titled and people.former(entry, document.on)),
                sector=phrase.sector or sector_of(tenure), gender=entry.gender, held=tenure.office,
            )  # fmt: skip
    if titled:
        codes = phrase.codes or office_states(phrase, document) or nearby_state(phrase, document, before)
        return replace(phrase, codes=codes)
    return replace(phrase, codes=()) if honoured else None


def head(tenure: tables.Tenure) -> bool:
    """Tell whether a tenure is that of a head of state or government."""
    return tenure.role in HEADS


def nearby_state(phrase: Phrase, document: Document, before: list[Phrase]) -> tuple[str, ...]:
    """Return the state that an office without one belongs to: that of the nearest actor before, not the publisher's."""
    if phrase.office is None:
        return ()
    if phrase.role in HOME_ROLES and document.country:
        return (document.country,)
    for other in reversed(before):
        if phrase.start - other.end > CONTEXT:
            break
        own = document.country in other.codes and not LED_BY.search(document.text, other.end, phrase.start)
        states = () if own else tuple(code for code in other.codes if kinds.is_state(code))
        if states and other.kind in {"person", "state", "place", "office"}:
            return states[:1]
    if phrase.role in ABROAD:
        return tuple(code for code in document.seen if kinds.is_state(code) and code != document.country)[:1]
    return (document.country,) if document.country else ()


def office(phrase: Phrase, document: Document, before: list[Phrase]) -> Phrase | None:
    """Resolve an office without a name: its state is printed, or the person who bears it is named before."""
    if phrase.kind != "office":
        return phrase
    if phrase.codes:
        bearer = None if phrase.indefinite else holder(phrase, document)
        return replace(phrase, name=bearer.name if bearer else None, gender=bearer.gender if bearer else None)
    if phrase.counterpart:
        return phrase
    if phrase.plural:
        return None
    found = bearer_of(phrase, document, before)
    if found is not None:
        return replace(phrase, codes=found.codes, name=found.name, former=found.former, gender=found.gender)
    codes = office_states(phrase, document) if capital(phrase) else ()
    if not codes and phrase.role in HEADS and document.country and capital(phrase):
        codes = (document.country,)
    return replace(phrase, codes=codes) if codes and phrase.role not in EMPTY_OFFICES else None


def bearer_of(phrase: Phrase, document: Document, before: list[Phrase]) -> Phrase | None:
    """Return the person whom a bare office ("the President") means: the publisher's own, else the last one named."""
    bearing = [
        other for other in before[-MEMORY:] if other.kind == "person" and other.codes and same_office(phrase, other)
    ]
    own = [other for other in bearing if other.codes == (document.country,)]
    if own and capital(phrase):
        return own[-1]
    return bearing[-1] if bearing else None


def capital(phrase: Phrase) -> bool:
    """Tell whether an office is printed with a capital, as a government prints those of its own people."""
    return phrase.office is not None and phrase.office[0].isupper()


def same_office(phrase: Phrase, other: Phrase) -> bool:
    """Tell whether a bare office ("the president") can mean a person named before."""
    if phrase.role == other.role == "monarch":
        return True
    held = other.office or other.held
    return bool(phrase.office and held and any(shortens(phrase.office, one) for one in SEVERAL.split(held)))


def shortens(bare: str, office: str) -> bool:
    """Tell whether an office can be called by a shorter title.

    >>> shortens("Secretary", "Secretary of State"), shortens("minister", "Foreign Minister"), shortens("PM", "Premier")
    (True, True, True)
    >>> shortens("President", "Vice President"), shortens("minister", "Prime Minister")
    (False, False)
    """
    short, long = usual(bare), usual(office)
    if short == long or long.startswith(f"{short} "):
        return True
    return short == "minister" and long.endswith(" minister") and long != "prime minister"


def usual(office: str) -> str:
    """Return the usual name of an office: "PM" and "premier" are prime ministers."""
    small = office.lower()
    return tables.words().office_synonyms.get(small, small)


def holder(phrase: Phrase, document: Document) -> Bearer | None:
    """Return the person of the document who holds an office of a state."""
    if phrase.plural or phrase.former or phrase.role is None:
        return None
    roles = sorted(HEADS) if phrase.role == "leader" else [phrase.role]
    return next(
        (document.holders[phrase.codes, role] for role in roles if (phrase.codes, role) in document.holders), None
    )
