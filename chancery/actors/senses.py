"""Which bearer a name means, and whether a capital is a government or a place, told by the words around it."""

from __future__ import annotations

import re

from msgspec.structs import replace

from chancery.actors import tables
from chancery.actors.page import Phrase

NEAR = 60  # characters on either side in which a cue tells one bearer of a name from another
DATELINE = re.compile(
    r"(?:, [A-Z][\w. ]+| \[[^\]]+\])?(?:,? [A-Z][a-z]+\.? \d{1,2}(?:, \d{4})?)?(?: \([^)]*\))?"
    r"(?::| ?[—–]| -{1,2} |,? \([A-Z])"
)
NEXT_WORD = re.compile(r" ([A-Za-z]+)")


def settle(phrases: list[Phrase], text: str) -> list[Phrase]:
    """Choose the bearer of each ambiguous name and the kind of each capital and city; drop what names no actor."""
    settled: list[Phrase] = []
    for phrase in phrases:
        phrase = settle_name(phrase, text)
        if phrase.sense in {"capital", "city", "seat"} or (is_continent(phrase, text) and phrase.kind != "person"):
            before = settled[-1] if settled else None
            kind = place_or_state(phrase, text, before)
            if kind is None:
                continue
            if kind == "place" or phrase.sense != "collective_name":
                phrase = replace(phrase, kind=kind)
        settled.append(phrase)
    return settled


def is_continent(phrase: Phrase, text: str) -> bool:
    """Tell whether a collective name is that of a part of the world, which can be a place too."""
    return phrase.sense == "collective_name" and text[phrase.start : phrase.end] in phrase.codes


def settle_name(phrase: Phrase, text: str) -> Phrase:
    """Choose between the bearers of a name such as Georgia, Congo or Brussels."""
    form = homonym(phrase, text)
    if form is None:
        return phrase
    entry = tables.homonyms()[form]
    around = text[max(0, phrase.start - NEAR) : phrase.end + NEAR]
    for other in entry.others:
        cued = any(cue in text for cue in other.anywhere) or any(cue in around for cue in other.near)
        if cued and not any(cue in text for cue in other.unless):
            return replace(phrase, codes=(other.code,), kind="place" if other.place else phrase.kind)
    return replace(phrase, codes=(entry.code,))


def homonym(phrase: Phrase, text: str) -> str | None:
    """Return the ambiguous name that a phrase begins with, if that is where its state comes from."""
    if phrase.kind in {"pronoun", "organisation", "group"} or (len(phrase.codes) != 1 and phrase.sense not in STATES):
        return None
    for name, entry in tables.homonyms().items():
        end = phrase.start + len(name)
        if text.startswith(name, phrase.start) and not text[end : end + 1].isalpha():
            usual = {entry.code, *(other.code for other in entry.others)}
            return name if usual & set(phrase.codes) else None
    return None


STATES = frozenset({"state", "adjective", "capital", "national"})


def place_or_state(phrase: Phrase, text: str, before: Phrase | None) -> str | None:
    """Say whether a capital, seat or city stands for a government or is a place; None where a city names neither."""
    if phrase.sector and phrase.sense != "seat":
        return "state"
    if is_dateline(phrase, text) or follows_place_word(phrase, text):
        return "place"
    coordinated = (
        phrase.sense != "seat"
        and before is not None
        and before.sense in {"capital", "city"}
        and text[before.end : phrase.start] in LISTS
    )
    if coordinated and before is not None:
        return before.kind if phrase.sense != "city" or before.kind == "place" else None
    following = NEXT_WORD.match(text, phrase.end)
    if following and following.group(1) in tables.word_set("place_nouns"):
        return "place"
    if text.startswith(", ", phrase.end) and names_state(text, phrase):
        return "place"
    return None if phrase.sense == "city" else "state"


FROM_TO = re.compile(r"\b[Ff]rom (?:[A-Z][\w.\-]+ ?){1,3}(?:, [A-Z]\w+,?)? to $")
LISTS = frozenset({" and ", ", ", ", and ", "/", " & ", " or "})


def names_state(text: str, phrase: Phrase) -> bool:
    """Tell whether the state of the place follows it: "Tokyo, Japan"."""
    rest = text[phrase.end + 2 : phrase.end + 40]
    return any(rest.startswith(tables.states()[code].name) for code in phrase.codes if code in tables.states())


def is_dateline(phrase: Phrase, text: str) -> bool:
    """Tell whether a place opens a paragraph as a dateline: "TOKYO --", "New Delhi [India], August 21:"."""
    opens = phrase.start == 0 or text[phrase.start - 1] == "\n" or text[max(0, phrase.start - 2) : phrase.start] == "**"
    return opens and DATELINE.match(text, phrase.end) is not None


def follows_place_word(phrase: Phrase, text: str) -> bool:
    """Tell whether a preposition of place, or one of motion after a word of motion, stands before."""
    lead = text[max(0, phrase.start - 60) : phrase.start].rsplit("\n", 1)[-1]
    if lead.endswith(" the "):
        lead = lead[:-4]
    if FROM_TO.search(lead):
        return True
    words = re.findall(r"[\w\-]+|[^\w\s]", lead)
    if not words or not lead.endswith(" "):
        return False
    last, earlier = words[-1], words[:-1]
    if last in tables.word_set("place_prepositions"):
        return True
    motion = tables.word_set("motion")
    if last in tables.word_set("motion_prepositions"):
        return any(word in motion for word in earlier)
    return last in motion and last not in {
        "welcome",
        "welcomed",
        "welcoming",
        "embassy",
        "ambassador",
        "back",
        "delegation",
    }
