"""Pronouns and phrases that stand for actors named before: "they", "the two leaders", "both sides", "his country"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from chancery.actors import kinds, quotations, tables
from chancery.actors.grammar import Place
from chancery.actors.page import Phrase
from chancery.actors.plurals import plural
from chancery.actors.scene import (
    LOOK_BACK,
    Scene,
    acting_groups,
    at,
    distinct,
    grouped,
    of_speaker,
    runs,
    several_of,
)

OPENING = 3  # sentences in which a document names its parties
CLAUSE = 60  # characters after which "him" can be the subject of another clause
MEMORY = 60  # mentions looked back over, whatever the length of the sentences
JOINT = re.compile(r"\b(?:joint|communiqu|declaration|we, the|vision statement|leaders' statement)", re.IGNORECASE)
LINKS = frozenset(
    {" and ", ", ", ", and ", " and the ", ", the ", ", and the ", " & ", "-", " with ", " and his ", " and her "}
)
TOPIC = re.compile(
    r"\b(?:announcing|on|about|regarding|concerning|amid|ahead of|in support of|against|toward|towards)\b"
)
FIRST_PERSON = frozenset({"pronoun:first_plural", "pronoun:first_singular", "definite_ours:0"})
OURSELVES = re.compile(r"\bwe, (?:the )?(?:[\w'\-]+ ){1,6}of (?:the )?$", re.IGNORECASE)
SENTENCE_END = re.compile(
    r"(?<!\b[A-Z])(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)(?<!\bJr)(?<!\bSt)(?<!\bGen)(?<!\bU\.S)(?<!\bU\.K)[.!?][\"'”)\]]*\s+(?=[\"'“(\[*]*[A-Z0-9])|\n"
)


def sentence_starts(text: str) -> tuple[int, ...]:
    """Cut a folded text into sentences by signs and capitals alone."""
    return (0, *(match.end() for match in SENTENCE_END.finditer(text)))


def join(phrases: list[Phrase], text: str) -> list[Phrase]:
    """Mark the phrases that go on a list: "Modi and Takaichi", "India, Japan and the United States"."""
    joined: list[Phrase] = []
    for phrase in phrases:
        before = joined[-1] if joined else None
        linked = before is not None and is_linked(before, text[before.end : phrase.start])
        joined.append(replace(phrase, joined=True) if linked else phrase)
    return joined


def is_linked(before: Phrase, between: str) -> bool:
    """Tell whether the words between two phrases make them a list ("Modi and his Japanese and Korean counterparts")."""
    return between in LINKS or (between == " " and before.joined and before.kind == "pronoun")


def settle(phrases: list[Phrase], scene: Scene) -> list[Phrase]:
    """Give pronouns and collective phrases their actors; those that stand for none known are dropped.

    "We" and "I" of a quotation come last, when all who may speak are known.
    """
    settled: list[Phrase] = []
    spoken: list[tuple[Phrase, Place]] = []
    for phrase in phrases:
        quote = quotations.over(scene.quotes, phrase.start)
        if quote is not None and quote.speaker is not None and phrase.sense in FIRST_PERSON:
            spoken.append((phrase, quote.speaker))
            continue
        if phrase.counterpart:
            phrase = counterpart(phrase, settled[-MEMORY:], scene)
        elif phrase.kind == "pronoun":
            codes, name = antecedent(phrase, settled[-MEMORY:], scene)
            gender = {"m": "m", "f": "f"}.get(phrase.sense.partition(":")[2][:1]) if name else None
            phrase = replace(phrase, codes=codes, name=name, gender=gender)
        if phrase.codes or phrase.kind == "person":
            settled.append(phrase)
    own = [replace(phrase, codes=of_speaker(place, settled, scene)) for phrase, place in spoken]
    return sorted([*settled, *(phrase for phrase in own if phrase.codes)], key=lambda phrase: phrase.start)


def spelt_out(phrases: Sequence[Phrase], on: str | None) -> list[Phrase]:
    """Give a group the states that the text lists as its members, all of them or all but one."""
    lists = [set(codes) for codes in runs([p for p in phrases if p.kind != "pronoun"]) if len(codes) > 2]
    return [replace(p, codes=tables.members(p.codes[0], on)) if is_listed(p, lists, on) else p for p in phrases]


def is_listed(phrase: Phrase, lists: Sequence[set[str]], on: str | None) -> bool:
    """Tell whether a phrase is a group whose members stand in one of the lists of a text."""
    if phrase.kind != "group" or len(phrase.codes) != 1:
        return False
    members = set(tables.members(phrase.codes[0], on))
    return len(members) > 2 and any(len(members - listed) < 2 and len(listed - members) < 2 for listed in lists)


def antecedent(phrase: Phrase, before: Sequence[Phrase], scene: Scene) -> tuple[tuple[str, ...], str | None]:
    """Return the actors that a pronoun or collective phrase stands for, and the person's name if it is one."""
    sense, _, value = phrase.sense.partition(":")
    if sense == "collective":
        return collective(phrase, int(value), before, scene), None
    if sense == "definite_state":
        return last_state(phrase, before, scene), None
    if sense in {"definite_own", "definite_ours"}:
        found = subject(phrase, before, scene, gender=None)
        return (found.codes, None) if found else ((), None)
    if value == "plural_pronouns" or value == "reciprocal":
        return plural(phrase, before, scene), None
    if value == "first_plural":
        return (scene.parties if scene.joint else scene.speaker), None
    if value == "first_singular":
        return scene.speaker, None
    gender, _, case = value.partition("_")
    if gender in {"masculine", "feminine"}:
        found = subject(phrase, before, scene, gender=gender[0], objective=case == "object")
        return (found.codes, found.name) if found else ((), None)
    return neuter(phrase, before, scene), None


def parties(
    title: Sequence[Phrase], headline: str, phrases: Sequence[Phrase], text: str, starts: Sequence[int], on: str | None
) -> tuple[str, ...]:
    """Return the states and bodies a document is about: of its title, of "we, the leaders of …", of its people."""
    titled = titular(title, headline) or ourselves(phrases, text)
    if len(titled) > 1:
        return without_groups(titled, on)
    if titled and titled[0] in tables.international():
        return tables.members(titled[0], on) if tables.international()[titled[0]].expand else titled
    limit = starts[OPENING] if len(starts) > OPENING else None
    opening = [p for p in phrases if (limit is None or p.start < limit) and p.kind not in {"place", "pronoun"}]
    persons = distinct(p for p in opening if p.kind == "person" and not p.former)
    first = tuple(dict.fromkeys((*titled, *persons)))
    if len(first) > 1:
        return first
    return tuple(dict.fromkeys((*first, *distinct(p for p in opening if p.kind == "state"))))


def ourselves(phrases: Sequence[Phrase], text: str) -> tuple[str, ...]:
    """Return who a text says it speaks for: "We, the leaders of India and Japan"."""
    for index, phrase in enumerate(phrases):
        if phrase.kind != "pronoun" and OURSELVES.search(text, max(0, phrase.start - CLAUSE), phrase.start):
            return runs(phrases[index:])[0]
    return ()


def titular(title: Sequence[Phrase], headline: str) -> tuple[str, ...]:
    """Return the actors of a title: its people, else those named before its topic ("… on Iran")."""
    people = distinct(phrase for phrase in title if phrase.kind == "person")
    if len(people) > 1:
        return people
    found: tuple[str, ...] = ()
    for phrase in title:
        group = bool(found) and found[0] in tables.international()
        if (len(found) > 1 or group) and TOPIC.search(headline, title[0].end, phrase.start):
            break
        if phrase.kind != "place":
            found = tuple(dict.fromkeys((*found, *phrase.codes)))
    return found


def without_groups(codes: tuple[str, ...], on: str | None) -> tuple[str, ...]:
    """Drop a group whose members are all named beside it: "… (I2U2)"."""
    return tuple(code for code in codes if not (members := tables.members(code, on)) or not set(members) <= set(codes))


def collective(phrase: Phrase, number: int, before: Sequence[Phrase], scene: Scene) -> tuple[str, ...]:
    """Return who "the leaders", "both sides", "the three countries" are."""
    here = scene.sentence(phrase.start)
    same = [p for p in before if scene.sentence(p.start) == here and p.kind != "place" and not p.former]
    paired = [codes for codes in runs(same) if number > 1 and len(codes) == number]
    if paired:
        return paired[-1]
    if acted := acted_together(number, here, before, scene):
        return acted
    for sorts in ({"person"}, {"person", "state", "organisation", "group", "office"}):
        codes: tuple[str, ...] = ()
        for back in range(LOOK_BACK + 1):
            near = [p for p in before if p.kind in sorts and scene.sentence(p.start) == here - back and not p.former]
            codes = tuple(dict.fromkeys((*distinct(near), *codes)))
            if len(codes) >= max(number, 2):
                break
        if number and len(codes) == number:
            return codes
        if not number and len(codes) > 1 and len(scene.parties) < 2:
            return codes
        if number and len(scene.parties) == number:
            return scene.parties
    if number and len(scene.parties) > number:
        return scene.parties[:number] if number > 1 else scene.parties
    return scene.parties if len(scene.parties) > 1 else ()


def acted_together(number: int, here: int, before: Sequence[Phrase], scene: Scene) -> tuple[str, ...]:
    """Return the last subjects of as many, where they are others than the parties of the document."""
    for back in range(1, LOOK_BACK + 1):
        near = [
            p for p in before if scene.sentence(p.start) == here - back and p.kind in {"person", "office", "pronoun"}
        ]
        for codes in several_of(acting_groups(grouped(near), scene)):
            if len(codes) == number or (number == 0 and not set(codes) <= set(scene.parties)):
                return codes
    return ()


def subject(
    phrase: Phrase, before: Sequence[Phrase], scene: Scene, *, gender: str | None, objective: bool = False
) -> Phrase | None:
    """Return the person a singular pronoun stands for: the first of its sentence, else of the sentences before.

    An objective one ("him") is not the subject of its sentence, unless nobody else is there and clauses lie between.
    """
    here = scene.sentence(phrase.start)
    if before and before[-1].kind == "person" and phrase.start - before[-1].end == len(" on "):
        return before[-1]
    if (announced := owner_ahead(phrase, before, scene)) is not None:
        return announced
    own: Phrase | None = None
    for back in range(LOOK_BACK + 1):
        near = [p for p in before if scene.sentence(p.start) == here - back and singular(p, gender)]
        if objective and back == 0 and near:
            own, near = subject_beside(phrase, near, scene), near[::-1]
        near = [p for p in near if own is None or p.codes != own.codes]
        if near:
            return near[0]
    return own if own is not None and phrase.start - own.end > CLAUSE else None


def subject_beside(phrase: Phrase, near: Sequence[Phrase], scene: Scene) -> Phrase | None:
    """Return the subject of the clause in which "him" is an object; without trees the first person of the sentence."""
    if scene.grammar is None:
        return near[0]
    spans = scene.grammar.opposed(phrase)
    return next((p for p in near for start, _ in spans if p.start <= start < p.end), None)


def owner_ahead(phrase: Phrase, before: Sequence[Phrase], scene: Scene) -> Phrase | None:
    """Return the person who comes behind "his": "In his statement, Prime Minister Modi …"."""
    place = scene.grammar.head(phrase) if scene.grammar is not None else None
    here = scene.sentence(phrase.start)
    opening = not any(scene.sentence(p.start) == here for p in before)
    if scene.grammar is None or place is None or not opening:
        return None
    tokens = scene.grammar.tokens(place.sentence)
    if tokens[place.token].deprel != "nmod:poss":
        return None
    verb = scene.grammar.verb(Place(place.sentence, tokens[place.token].head))
    acting = scene.grammar.subject(verb) if verb is not None else None
    if acting is None or acting.token < place.token:
        return None
    return next((p for p in at(acting, scene.named, scene.grammar) if p.kind == "person" and len(p.codes) == 1), None)


def singular(phrase: Phrase, gender: str | None) -> bool:
    """Tell whether a phrase is one person who may be of a gender (m or f, None for any)."""
    person = phrase.kind in {"person", "office"} or (phrase.kind == "pronoun" and phrase.name is not None)
    return person and len(phrase.codes) == 1 and not phrase.plural and (not gender or phrase.gender in {None, gender})


def neuter(phrase: Phrase, before: Sequence[Phrase], scene: Scene) -> tuple[str, ...]:
    """Return the state or body "it" stands for: the last one of its sentence, else the first of the one before."""
    here = scene.sentence(phrase.start)
    actors = {"state", "organisation", "group"}
    same = [p for p in before if scene.sentence(p.start) == here and p.kind in actors and len(p.codes) == 1]
    if same:
        return same[-1].codes
    last = [p for p in before if scene.sentence(p.start) == here - 1 and p.kind != "pronoun"]
    return last[0].codes if last and last[0].kind in actors else ()


def last_state(phrase: Phrase, before: Sequence[Phrase], scene: Scene) -> tuple[str, ...]:
    """Return the state "the country" stands for."""
    here = scene.sentence(phrase.start)
    for other in reversed(before):
        if here - scene.sentence(other.start) > 1:
            break
        noun = other.kind in {"state", "place", "person"} and (other.sense != "adjective" or other.sector is not None)
        if noun and len(other.codes) == 1 and kinds.is_state(other.codes[0]):
            return other.codes
    return ()


def counterpart(phrase: Phrase, before: Sequence[Phrase], scene: Scene) -> Phrase:
    """Give "his Japanese counterpart" the office of the person whose counterpart it is, and a state if it has none."""
    office = next((p.office for p in reversed(before) if p.kind == "person" and p.office and not p.former), None)
    return replace(phrase, office=office, codes=phrase.codes or others(phrase, before, scene))


def others(phrase: Phrase, before: Sequence[Phrase], scene: Scene) -> tuple[str, ...]:
    """Return the state of "his counterpart": the party that is not his own."""
    own = subject(phrase, before, scene, gender=None)
    rest = tuple(code for code in scene.parties if own is None or code not in own.codes)
    return rest if own is not None and (len(rest) == 1 or phrase.plural) else ()
