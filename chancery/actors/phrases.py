"""Noun phrases that name actors: an adjective, an office and a name read as one, with what the words themselves say."""

from __future__ import annotations

import re
from typing import NamedTuple

from msgspec.structs import replace

from chancery.actors import lexicon, names, tables
from chancery.actors.lexicon import Hit
from chancery.models import MentionKind, Value

ACTOR_SENSES = ("state", "adjective", "national", "capital", "body", "prefix", "region", "user")
TITLE_SENSES = ("title", "titles")
TOPIC = re.compile(r" (?:of|for) (?:the )?(?=[A-Z])")
LINK = re.compile(r"(?:,? and |, | & |/)(?=[A-Z])")
OF_STATE = frozenset({" of ", " of the "})
BETWEEN_TITLES = frozenset({" ", " and ", ", ", " & ", ", and ", "/"})
OBJECT = re.compile(r"[.,;:!?)]| (?:to|in|on|at|with|for|by|from|and|as|that|after|before|during)\b")
GAP_LIMIT = 40  # characters between an adjective or possessive and the office it belongs to


class Phrase(Value, frozen=True, kw_only=True):
    """What one noun phrase says by itself: states named in it, office, role and name; `known` are people by that name.

    `short` is a family name alone, `plural` an office of several people, `joined` the next of a list ("Modi and
    Takaichi"), `sense` what the words were taken for, `held` the office that the tables give the person.
    """

    start: int
    end: int
    kind: MentionKind
    sense: str
    codes: tuple[str, ...] = ()
    name: str | None = None
    known: tuple[int, ...] = ()
    short: bool = False
    office: str | None = None
    role: str | None = None
    office_states: tuple[str, ...] = ()
    sector: str | None = None
    former: bool = False
    plural: bool = False
    counterpart: bool = False
    gender: str | None = None
    held: str | None = None
    indefinite: bool = False
    joined: bool = False


class Page(NamedTuple):
    """A folded text with its hits; `at` finds a hit by its start."""

    text: str
    hits: list[Hit]
    at: dict[int, int]


def read(text: str) -> list[Phrase]:
    """Read the phrases of a folded text, in order, none overlapping another."""
    found = lexicon.hits(text)
    page = Page(text, found, {hit.start: index for index, hit in enumerate(found)})
    phrases: list[Phrase] = []
    index = 0
    while index < len(found):
        phrase, end = phrase_at(page, index)
        if phrase and phrase.plural and phrase.kind == "office":
            several = names_after(page, phrase)
            phrases += several or [phrase]
            end = phrases[-1].end
        elif phrase:
            if phrase.kind == "office" and not phrase.plural:
                phrases += name_before(page, phrase, phrases[-1].end if phrases else 0)
            phrases.append(phrase)
        index += 1
        while index < len(found) and found[index].start < end:
            index += 1
    return phrases


def phrase_at(page: Page, index: int) -> tuple[Phrase | None, int]:
    """Read the phrase that begins at a hit; also say up to where the text is used."""
    hit = page.hits[index]
    senses = hit.senses
    if "none" in senses:
        return None, hit.end
    if "person" in senses or "short" in senses:
        phrase = name_phrase(page, index)
        if phrase:
            return phrase, phrase.end
    if any(sense in senses for sense in TITLE_SENSES) or "counterpart" in senses:
        phrase = office_phrase(page, hit.start, index, ())
        return phrase, phrase.end
    if any(sense in senses for sense in ACTOR_SENSES):
        return actor_phrase(page, index)
    if "honorific" in senses:
        return honorific_phrase(page, hit)
    if "agency" in senses:
        return agency_phrase(page, hit)
    if "city" in senses:
        return Phrase(start=hit.start, end=hit.end, kind="place", sense="city", codes=references(hit, "city")), hit.end
    for sense in ("collective", "pronoun", "definite_state", "definite_own"):
        if sense in senses:
            value = str(senses[sense][0])
            if hit.form == "her" and OBJECT.match(page.text, hit.end):
                value = "feminine_object"
            return Phrase(start=hit.start, end=hit.end, kind="pronoun", sense=f"{sense}:{value}"), hit.end
    if "collective_name" in senses:
        codes = references(hit, "collective_name")
        return Phrase(start=hit.start, end=hit.end, kind="group", sense="collective_name", codes=codes), hit.end
    return None, hit.end


def references(hit: Hit, sense: str) -> tuple[str, ...]:
    """Return the codes of a sense."""
    return tuple(str(reference) for reference in hit.senses.get(sense, ()))


def gap(page: Page, index: int) -> str:
    """Return the text between a hit and the next one."""
    if index + 1 >= len(page.hits):
        return "\n"
    return page.text[page.hits[index].end : page.hits[index + 1].start]


def has_title(page: Page, index: int) -> bool:
    """Tell whether a hit is an office."""
    return index < len(page.hits) and any(sense in page.hits[index].senses for sense in (*TITLE_SENSES, "counterpart"))


# --- states and bodies ------------------------------------------------------------------------------------------------


def actor_phrase(page: Page, index: int) -> tuple[Phrase, int]:
    """Read a state, a capital or a body, with the office or the agents that follow it."""
    hit = page.hits[index]
    chain = modifier_chain(page, index)
    last = chain[-1]
    if has_title(page, last + 1) and belongs(page, last):
        phrase = office_phrase(page, hit.start, last + 1, tuple(chain))
        return phrase, phrase.end
    phrase = simple_actor(page, hit)
    return phrase, phrase.end


def modifier_chain(page: Page, index: int) -> list[int]:
    """Return the hits of "Indian and Japanese" before a plural office, else the one hit."""
    chain = [index]
    while (
        gap(page, chain[-1]) in {" and ", ", ", ", and ", "-"}
        and any(sense in page.hits[chain[-1] + 1].senses for sense in ACTOR_SENSES)
        and "adjective" in page.hits[chain[-1] + 1].senses
    ):
        chain.append(chain[-1] + 1)
    if (
        len(chain) > 1
        and has_title(page, chain[-1] + 1)
        and "titles" in page.hits[chain[-1] + 1].senses
        and belongs(page, chain[-1])
    ):
        return chain
    return [index]


def belongs(page: Page, index: int) -> bool:
    """Tell whether the office after a hit is an office of that state or body."""
    between = gap(page, index)
    if len(between) > GAP_LIMIT or "\n" in between:
        return False
    possessive = between.startswith(("'s ", "' "))
    inside = between.removeprefix("'s").removeprefix("'").strip()
    if not inside:
        return between.startswith((" ", "'s ", "' "))
    small = inside.replace(",", "").split(" ")
    if possessive:
        return (
            len(small) <= 4
            and all(word.replace("-", "").islower() for word in small)
            and not set(small) & FUNCTION_WORDS
        )
    return between.startswith((" ", "-")) and all(word in tables.word_set("status") for word in small)


FUNCTION_WORDS = frozenset(
    {"and", "to", "with", "by", "in", "of", "for", "that", "as", "at", "is", "was", "on", "from"}
)


def simple_actor(page: Page, hit: Hit) -> Phrase:
    """Read a state, capital or body without an office, with a noun of agents after it ("Japanese troops")."""
    end, sector = agents(page.text, hit)
    if "user" in hit.senses:
        return Phrase(
            start=hit.start, end=hit.end, kind="organisation", sense="user", known=(int(hit.senses["user"][0]),)
        )
    if "body" in hit.senses:
        return body_phrase(page.text, hit, end, sector)
    for sense in ("state", "adjective", "national", "prefix", "region", "capital"):
        if sense in hit.senses:
            codes = references(hit, sense)
            kind: MentionKind = "place" if sense == "region" else "state"
            if sense == "national":
                sector = sector or "CVL"
            return Phrase(start=hit.start, end=end, kind=kind, sense=sense, codes=codes, sector=sector)
    raise AssertionError(f"{hit.form}: no sense of an actor")


def body_phrase(text: str, hit: Hit, end: int, sector: str | None) -> Phrase:
    """Read a body: an organ stands for its state, a group for itself."""
    body = tables.bodies()[int(hit.senses["body"][0])]
    known = (int(hit.senses["body"][0]),)
    if body.kind == "group":
        kind: MentionKind = "group"
    elif body.kind == "seat":
        kind = "state"
    else:
        kind = "organisation"
    code = body.state or body.code
    return Phrase(
        start=hit.start,
        end=end if body.kind == "group" else hit.end,
        kind=kind,
        sense="seat" if body.kind == "seat" else "body",
        codes=(code,),
        name=body.name,
        known=known,
        sector=body.sector,
        plural=bool(end > hit.end and text[end - 1] == "s"),
    )


AGENT = re.compile(r"(?:'s|')? ([A-Za-z][\w'\-]*)(?: ([a-zA-Z][\w'\-]*))?(?: ([a-zA-Z][\w'\-]*))?")


def agents(text: str, hit: Hit) -> tuple[int, str | None]:
    """Return the end of an agents' noun after a hit and the sector it tells."""
    following = AGENT.match(text, hit.end)
    if not following or (
        "state" in hit.senses
        and not text.startswith("'", hit.end)
        and hit.form not in {"US", "U.S.", "UK", "U.K.", "EU", "UN"}
    ):
        return hit.end, None
    first, second, third = (following.group(number) or "" for number in (1, 2, 3))
    nouns = tables.sector_nouns()
    for phrase, number in (
        (f"{first} {second} {third}", 3),
        (f"{second} {third}", 3),
        (f"{first} {second}", 2),
        (second, 2),
        (first, 1),
    ):
        sector = nouns.get(phrase) or nouns.get(phrase.lower())
        if (
            sector
            and all(word for word in phrase.split(" "))
            and (
                number == 1
                or phrase.startswith(first)
                or (first.islower() and first not in FUNCTION_WORDS and not nouns.get(first))
            )
        ):
            return following.end(number), sector
    return hit.end, None


def agency_phrase(page: Page, hit: Hit) -> tuple[Phrase | None, int]:
    """Read an organ that every state has with the state it is of: "the Government of India"."""
    following = next_hit(page, hit.end)
    if following is None or page.text[hit.end : page.hits[following].start] not in OF_STATE:
        return None, hit.end
    state = page.hits[following]
    codes = references(state, "state")[:1]
    if not codes:
        return None, hit.end
    phrase = Phrase(
        start=hit.start, end=state.end, kind="state", sense="agency", codes=codes, sector=str(hit.senses["agency"][0])
    )
    return phrase, phrase.end


# --- people and offices -----------------------------------------------------------------------------------------------


def name_phrase(page: Page, index: int) -> Phrase | None:
    """Read a known name that no office precedes, with the state or office that follows it."""
    hit = page.hits[index]
    sense = "person" if "person" in hit.senses else "short"
    if sense == "short" and any(other in hit.senses for other in ("city", "capital", "state", "none", "pronoun")):
        return None
    start = hit.start
    end = hit.end
    grown = names.name_end(page.text, hit.start, name_stops(page, index))
    if sense == "short" and grown > end:
        return None
    phrase = Phrase(
        start=start, end=max(end, grown), kind="person", sense=sense, name=page.text[start:max(end, grown)],
        known=people_of(hit), short=sense == "short",
    )  # fmt: skip
    return with_apposition(page, with_country(page, phrase, index), index)


def people_of(hit: Hit) -> tuple[int, ...]:
    """Return the people a form may name."""
    found = hit.senses.get("person") or hit.senses.get("short") or ()
    return tuple(int(reference) for reference in found)


def name_stops(page: Page, index: int) -> frozenset[int]:
    """Return the starts of the next hits that are no names: a name does not run into them."""
    return frozenset(
        hit.start
        for hit in page.hits[index + 1 : index + 6]
        if not ({"person", "short", "city", "honorific"} & hit.senses.keys())
    )


def with_country(page: Page, phrase: Phrase, index: int) -> Phrase:
    """Add the state in "Fumio Kishida of Japan"; the hit at `index` is the last one inside the phrase."""
    following = next_hit(page, phrase.end)
    if following is None:
        return phrase
    hit = page.hits[following]
    between = page.text[phrase.end : hit.start]
    if between not in OF_STATE or phrase.codes:
        return phrase
    codes = owner(hit)
    if not codes:
        return phrase
    return replace(phrase, end=hit.end, codes=codes)


def with_apposition(page: Page, phrase: Phrase, index: int) -> Phrase:
    """Take the office and state of "Sanae Takaichi, Japan's first female prime minister," for the name before it."""
    if not page.text.startswith(", ", phrase.end):
        return phrase
    following = next_hit(page, phrase.end)
    if following is None or page.hits[following].start - phrase.end > len(", the then "):
        return phrase
    lead = page.text[phrase.end + 2 : page.hits[following].start].strip()
    if lead and not set(lead.split(" ")) <= {"the", "a", "an"} | tables.word_set("status"):
        return phrase
    other = apposition(page, following)
    if other is None or other.name or other.plural:
        return phrase
    return replace(
        phrase,
        office=phrase.office or other.office,
        role=phrase.role or other.role,
        office_states=phrase.office_states or other.office_states,
        codes=phrase.codes or other.codes,
        sector=phrase.sector or other.sector,
        former=phrase.former or other.former or "at the time" in page.text[other.end : other.end + 13],
    )


def apposition(page: Page, index: int) -> Phrase | None:
    """Read the office at a hit, alone or after its state."""
    if has_title(page, index):
        return office_phrase(page, page.hits[index].start, index, ())
    if (
        any(sense in page.hits[index].senses for sense in ACTOR_SENSES)
        and has_title(page, index + 1)
        and belongs(page, index)
    ):
        return office_phrase(page, page.hits[index].start, index + 1, (index,))
    return None


def next_hit(page: Page, offset: int) -> int | None:
    """Return the index of the first hit at or after an offset."""
    low, high = 0, len(page.hits)
    while low < high:
        middle = (low + high) // 2
        if page.hits[middle].start < offset:
            low = middle + 1
        else:
            high = middle
    return low if low < len(page.hits) else None


def owner(hit: Hit) -> tuple[str, ...]:
    """Return the states or bodies that a hit names as owner of an office."""
    for sense in ("state", "adjective", "region", "capital", "prefix", "national"):
        if sense in hit.senses:
            return references(hit, sense)[:1]
    if "body" in hit.senses:
        body = tables.bodies()[int(hit.senses["body"][0])]
        return (body.state or body.code,)
    return ()


def office_phrase(page: Page, start: int, index: int, modifiers: tuple[int, ...]) -> Phrase:
    """Read an office with its state before or after it and the name that goes with it."""
    title = page.hits[index]
    office, end, last = titles_end(page, index)
    codes = tuple(dict.fromkeys(code for modifier in modifiers for code in owner(page.hits[modifier])))
    plural = "titles" in title.senses and "title" not in title.senses
    references_ = title.senses.get("title") or title.senses.get("titles") or ()
    info = tables.offices()[int(references_[0])] if references_ else None
    phrase = Phrase(
        start=start,
        end=end,
        kind="office",
        sense="counterpart" if "counterpart" in title.senses else "office",
        codes=codes,
        office=office if references_ else None,
        role=info.role if info else None,
        office_states=tuple(s for r in references_ for s in tables.offices()[int(r)].states),
        sector=info.sector if info else "GOV",
        former=is_former(page.text, start, title.start),
        plural=plural or title.form.endswith("counterparts"),
        counterpart="counterpart" in title.senses,
        indefinite=page.text[max(0, start - 3) : start].lower().endswith((" a ", "\na ", "an ")),
    )
    phrase = with_country(page, phrase, last)
    return phrase if phrase.plural else with_name(page, phrase)


def titles_end(page: Page, index: int) -> tuple[str, int, int]:
    """Return the office as printed, where it ends, and its last hit ("Deputy Prime Minister and Defence Minister")."""
    start, last = page.hits[index].start, index
    end = topics_end(page, last)
    while True:
        following = next_hit(page, end)
        if following is None or following == last or not has_title(page, following):
            break
        if page.text[end : page.hits[following].start] not in BETWEEN_TITLES or "titles" in page.hits[following].senses:
            break
        if page.text[end : page.hits[following].start] in {", "} and page.hits[following].form.islower():
            break
        last = following
        end = topics_end(page, last)
    return page.text[start:end], end, last


def topics_end(page: Page, index: int) -> int:
    """Return the end of a title with the portfolio after it: "Minister of Justice and Law"."""
    hit = page.hits[index]
    topic = TOPIC.match(page.text, hit.end)
    if not topic or not hit.form[0].isupper() or owned(page, topic.end()):
        return hit.end
    end, position = hit.end, topic.end()
    known = tables.word_set("portfolios")
    while True:
        word = re.compile(r"[A-Z][\w\-]*").match(page.text, position)
        if not word or word.group() not in known:
            return end
        end = word.end()
        link = LINK.match(page.text, end)
        if link:
            position = link.end()
        elif page.text.startswith(" ", end):
            position = end + 1
        else:
            return end


def owned(page: Page, offset: int) -> bool:
    """Tell whether a state or body begins at an offset."""
    return offset in page.at and bool(owner(page.hits[page.at[offset]]))


def is_former(text: str, start: int, title: int) -> bool:
    """Tell whether "former", "then" or "ex-" stands before or inside the phrase."""
    before = re.split(r"[\s\-]", text[max(0, start - 24) : start].rstrip(" -"))[-1]
    inside = re.split(r"[\s\-]", text[start:title])
    former = set(tables.words().status["former"])
    return before in former or any(word in former for word in inside)


def with_name(page: Page, phrase: Phrase) -> Phrase:
    """Add the name after an office, directly or between commas."""
    text = page.text
    direct = text.startswith(" ", phrase.end)
    comma = text.startswith(", ", phrase.end)
    if not direct and not comma:
        return phrase
    start = phrase.end + (1 if direct else 2)
    honoured = page.at.get(start)
    if honoured is not None and "honorific" in page.hits[honoured].senses:
        start = page.hits[honoured].end + 1
    index = page.at.get(start)
    known: tuple[int, ...] = ()
    hit = page.hits[index] if index is not None else None
    named = hit is not None and ("person" in hit.senses or ("short" in hit.senses and direct))
    if hit is not None and not named and not ({"city", "capital"} & hit.senses.keys() and direct):
        return phrase
    following = next_hit(page, start + 1)
    end = names.name_end(text, start, name_stops(page, (following if following is not None else len(page.hits)) - 1))
    sense = "unknown"
    if hit is not None and named:
        sense = "person" if "person" in hit.senses else "short"
        if end > hit.end and sense == "short":
            sense = "unknown"
        else:
            known, end = people_of(hit), max(end, hit.end)
    words = text[start:end].count(" ") + 1
    if end <= start or (comma and (words < 2 or (sense == "unknown" and text[end : end + 1] not in {",", "."}))):
        return phrase
    named_phrase = replace(
        phrase,
        end=end,
        kind="person",
        name=text[start:end],
        known=known,
        sense=sense,
        short=sense == "short" or words == 1,
    )
    return with_country(page, named_phrase, 0) if direct else named_phrase


def names_after(page: Page, phrase: Phrase) -> list[Phrase]:
    """Read the people after a plural office: "Presidents Biden and von der Leyen"."""
    found: list[Phrase] = []
    position = phrase.end + 1
    while page.text[position - 1 : position] == " ":
        index = page.at.get(position)
        hit = page.hits[index] if index is not None else None
        if hit is not None and not ({"person", "short", "city"} & hit.senses.keys()):
            break
        following = next_hit(page, position + 1)
        end = names.name_end(
            page.text, position, name_stops(page, (following if following is not None else len(page.hits)) - 1)
        )
        if end <= position:
            break
        inner = next((other for other in page.hits[following or 0 : (following or 0) + 2] if other.end == end), None)
        known = people_of(hit) if hit is not None and hit.end >= end else people_of(inner) if inner else ()
        single = " " not in page.text[position:end]
        member = replace(
            phrase, start=position if found else phrase.start, end=end, kind="person", plural=False, known=known,
            name=page.text[position:end], office=singular(phrase.office or ""), codes=(),
            sense="short" if single else "person" if known else "unknown",
            short=single or (bool(known) and inner is not None),
        )  # fmt: skip
        member = with_country(page, member, 0)
        found.append(member)
        link = NAME_LINK.match(page.text, member.end)
        if not link:
            break
        position = link.end()
    if len(found) < 2:
        return []
    if len(phrase.codes) != len(found):
        return found
    return [replace(member, codes=member.codes or (code,)) for member, code in zip(found, phrase.codes, strict=True)]


NAME_LINK = re.compile(r"(?:,? and|,) (?=[A-Z]|v[ao]n |de |al-)")


def singular(title: str) -> str:
    """Make the singular of a plural title at its head noun."""
    head, preposition, rest = title.partition(" of ")
    return f"{head.removesuffix('s')}{preposition}{rest}"


NAME_BEFORE = re.compile(r"((?:[A-Z][\w'\-]*\.? ){1,3}[A-Z][\w'\-]+), (?:the |an? )?$")


def name_before(page: Page, phrase: Phrase, free: int) -> list[Phrase]:
    """Take an unknown name before an office between commas: "Amos Hochstein, U.S. Senior Advisor, said"."""
    before = NAME_BEFORE.search(page.text, max(free, phrase.start - LONGEST_BEFORE), phrase.start)
    if not before or phrase.name:
        return []
    start, end = before.span(1)
    if names.name_end(page.text, start) != end or page.text[start - 1 : start].isalnum():
        return []
    return [replace(phrase, start=start, end=end, kind="person", sense="unknown", name=before.group(1))]


LONGEST_BEFORE = 60  # characters in which a name stands before its office


def honorific_phrase(page: Page, hit: Hit) -> tuple[Phrase | None, int]:
    """Read "Mr. Akiba": a name after an honorific."""
    start = hit.end + 1
    if not page.text.startswith(" ", hit.end):
        return None, hit.end
    index = page.at.get(start)
    if index is not None and (has_title(page, index) or "honorific" in page.hits[index].senses):
        return None, hit.end
    end = names.name_end(page.text, start)
    known = people_of(page.hits[index]) if index is not None and page.hits[index].end >= end else ()
    if end <= start:
        return None, hit.end
    single = " " not in page.text[start:end]
    sense = "short" if single else "unknown"
    phrase = Phrase(
        start=hit.start, end=end, kind="person", sense="person" if known and not single else sense,
        name=page.text[start:end], known=known, short=single,
    )  # fmt: skip
    return with_apposition(page, with_country(page, phrase, 0), 0), phrase.end
