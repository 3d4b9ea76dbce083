"""Noun phrases that name actors, read from left to right: states, bodies, offices with names, pronouns."""

from __future__ import annotations

import re

from msgspec.structs import replace

from chancery.actors import kinds, lexicon, tables
from chancery.actors.lexicon import Hit
from chancery.actors.offices import (
    FUNCTION_WORDS,
    belongs,
    honorific_phrase,
    name_before,
    name_phrase,
    names_after,
    office_phrase,
)  # fmt: skip
from chancery.actors.page import (
    ACTOR_SENSES,
    OF_STATE,
    TITLE_SENSES,
    Page,
    Phrase,
    gap,
    has_title,
    next_hit,
    owner,
    references,
)
from chancery.models import MentionKind

LONGEST_CHAIN = 8  # adjectives before one plural office
OBJECT = re.compile(r"[.,;:!?)]| (?:to|in|on|at|with|for|by|from|and|as|that|after|before|during)\b")
AGENT = re.compile(r"(?:'s|')? ([A-Za-z][\w'\-]*)(?: ([a-zA-Z][\w'\-]*))?(?: ([a-zA-Z][\w'\-]*))?")


def read(text: str, on: str | None = None) -> list[Phrase]:
    """Read the phrases of a folded text of a day, in order, none overlapping another."""
    found = lexicon.hits(text, on)
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
        if gap(page, index) == " " and has_title(page, index + 1):
            phrase = office_phrase(page, hit.start, index + 1, (index,))
            return phrase, phrase.end
        return Phrase(start=hit.start, end=hit.end, kind="place", sense="city", codes=references(hit, "city")), hit.end
    for sense in ("collective", "pronoun", "definite_state", "definite_own", "definite_ours"):
        if sense in senses:
            value = str(senses[sense][0])
            if hit.form == "her" and OBJECT.match(page.text, hit.end):
                value = "feminine_object"
            return Phrase(start=hit.start, end=hit.end, kind="pronoun", sense=f"{sense}:{value}"), hit.end
    if "collective_name" in senses:
        codes = references(hit, "collective_name")
        return Phrase(start=hit.start, end=hit.end, kind="group", sense="collective_name", codes=codes), hit.end
    return None, hit.end


def actor_phrase(page: Page, index: int) -> tuple[Phrase | None, int]:
    """Read a state, a capital or a body, with the office or the agents that follow it."""
    hit = page.hits[index]
    chain = modifier_chain(page, index)
    last = chain[-1]
    if has_title(page, last + 1) and belongs(page, last):
        phrase = office_phrase(page, hit.start, last + 1, tuple(chain))
        return phrase, phrase.end
    owned_person = person_of_state(page, index)
    if owned_person:
        return owned_person, owned_person.end
    simple = simple_actor(page, hit)
    return simple, simple.end if simple else hit.end


def person_of_state(page: Page, index: int) -> Phrase | None:
    """Read "Jordan's King Abdullah": a known person after the state that the tables give."""
    hit = page.hits[index]
    if gap(page, index) not in {"'s ", "' ", " "} or "person" not in page.hits[index + 1].senses:
        return None
    phrase = name_phrase(page, index + 1)
    states = (
        {tenure.state for person in phrase.known for tenure in tables.people()[person].tenures} if phrase else set()
    )
    codes = owner(hit)
    if phrase is None or not set(codes) & states:
        return None
    return replace(phrase, start=hit.start, codes=codes)


def modifier_chain(page: Page, index: int) -> list[int]:
    """Return the hits of "Indian and Japanese" before a plural office, else the one hit."""
    chain = [index]
    while (
        len(chain) < LONGEST_CHAIN
        and gap(page, chain[-1]) in {" and ", ", ", ", and ", "-"}
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


def simple_actor(page: Page, hit: Hit) -> Phrase | None:
    """Read a state, capital or body without an office, with a noun of agents after it ("Japanese troops")."""
    end, sector = agency(page, hit) or agents(page.text, hit)
    if "user" in hit.senses:
        return Phrase(
            start=hit.start, end=hit.end, kind="organisation", sense="user", known=(int(hit.senses["user"][0]),)
        )
    if "body" in hit.senses:
        return body_phrase(page.text, hit, end, sector)
    for sense in ("state", "adjective", "national", "prefix", "region", "capital"):
        if sense in hit.senses:
            codes = references(hit, sense)
            kind: MentionKind = "place" if sense == "region" and sector is None else "state"
            if sense == "national":
                sector = sector or "CVL"
            if sense == "adjective" and codes == ("EU",) and sector is None:
                return None
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
        end=end,
        kind=kind,
        sense="seat" if body.kind == "seat" else "body",
        codes=(code,),
        name=body.name,
        known=known,
        sector=sector if body.sector == "IGO" and sector not in {None, "GOV"} else body.sector,
        plural=bool(end > hit.end and text[end - 1] == "s"),
    )


def agents(text: str, hit: Hit) -> tuple[int, str | None]:
    """Return the end of an agents' noun after a hit and the sector it tells."""
    following = AGENT.match(text, hit.end)
    if not following:
        return hit.end, None
    words = tuple(following.group(number) or "" for number in (1, 2, 3))
    nouns = kinds.agents()
    for first, last in ((0, 3), (0, 2), (0, 1), (1, 2), (1, 3)):
        phrase = " ".join(words[first:last])
        sector = nouns.get(phrase) or nouns.get(phrase.lower())
        if sector is None or not all(words[:last]) or (first and not attributive(words[0])):
            continue
        if bare(text, hit) and (first or not phrase.islower() or not collective(phrase, sector)):
            continue
        return following.end(last), sector
    return hit.end, None


def attributive(word: str) -> bool:
    """Tell whether a word can stand between a state and its agents: "Japanese business leaders"."""
    return word.islower() and word not in FUNCTION_WORDS


def bare(text: str, hit: Hit) -> bool:
    """Tell whether a name itself, not its adjective or possessive, stands before the noun ("Gaza residents")."""
    return "adjective" not in hit.senses and not text.startswith("'", hit.end)


def collective(noun: str, sector: str) -> bool:
    """Tell whether a noun means people: a plural, or a force or parliament as one."""
    return noun.endswith("s") or noun in {"government", "delegation"} or sector in {"MIL", "COP", "LEG"}


def agency(page: Page, hit: Hit) -> tuple[int, str] | None:
    """Return the end and the sector of an organ that every state has, after a state: "Iran's Ministry of Defence"."""
    start = hit.end + (3 if page.text.startswith("'s ", hit.end) else 1)
    index = page.at.get(start)
    if index is None or "agency" not in page.hits[index].senses:
        return None
    return page.hits[index].end, str(page.hits[index].senses["agency"][0])


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
