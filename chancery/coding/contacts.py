"""Single tellings of contacts between actors: "met", "talks between", "his visit to", one value for each."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import msgspec

from chancery.coding.attribution import attribute, belongs, dateline, timespans, voice, when
from chancery.coding.clauses import Clause, conjoined, predicates, words
from chancery.coding.lexicon import forms, words_beside
from chancery.coding.occasions import Occasion, Verb, firsts, occasions, patterns
from chancery.coding.reading import Reading
from chancery.models import Attribution, EngagementStatus, EngagementType, Mention, Place, Timespan, Token, Value

YEAR = re.compile(r"\d{4}")
POSSESSIVE = ("'s", "’s")
WEEK = dt.timedelta(days=7)
ACTORS = ("person", "office", "state", "organisation", "group", "pronoun")
ABOUT = re.compile(
    r"visit|trip|meeting|talk|summit|engagement|call|encounter|time|contact|face-to-face|bilateral", re.IGNORECASE
)


class Contact(Value, frozen=True, kw_only=True):
    """One telling of a contact; `weak` when its words alone do not make one ("the leaders discussed")."""

    start: int
    end: int
    sentence: int
    type: EngagementType
    status: EngagementStatus
    parties: tuple[Mention, ...] = ()
    time: Timespan | None = None
    place: Place | None = None
    occasion: Occasion | None = None
    firsts: tuple[str, ...] = ()
    attribution: Attribution = Attribution()
    announced: bool = True
    nominal: bool = False
    weak: bool = False

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(code for mention in self.parties for code in mention.codes)


def contacts(reading: Reading, every: Sequence[Clause]) -> tuple[Contact, ...]:
    """Return the tellings of contacts in a document, in the order of the text."""
    found = [contact(reading, every, clause) for clause in every]
    found.extend(named_contacts(reading, every))
    return tuple(sorted((c for c in found if c is not None), key=lambda c: (c.start, c.end)))


def contact(reading: Reading, every: Sequence[Clause], clause: Clause) -> Contact | None:
    """Return the contact that a clause tells, or None when it tells none, or only wishes, refuses or imagines one."""
    verb = verb_of(reading, clause)
    type_ = verb.type if verb else noun_type(reading, clause)
    carrier = carrying(every, clause) if verb is None else None
    if type_ is None:
        return presence(reading, every, clause)
    status = status_of(reading, every, clause, carrier)
    if status is None or (verb is None and is_name(reading, clause)):
        return None
    sides, place = verb_parties(reading, clause, verb) if verb else noun_parties(reading, every, clause, carrier)
    if verb is not None and not is_complete(verb, clause, sides, place):
        return None
    return told(
        reading,
        every,
        clause,
        carrier,
        type_=type_,
        status=status,
        parties=sides,
        place=place,
        weak=bool(verb and verb.weak),
    )


def is_complete(verb: Verb, clause: Clause, parties: Sequence[Mention], place: Place | None) -> bool:
    """Tell whether a contact verb has what makes it one: a traveller and a destination, a host and a guest."""
    if verb.type == "visit":
        travels = any(m.kind in ("person", "office", "pronoun") for m in parties)
        vague = clause.lemma in patterns().travel and any(slot_tokens(clause, slot) for slot in verb.place)
        return travels and (place is not None or vague)
    if verb.type == "signing":
        return any(m.kind == "person" for m in parties) and len(codes(parties)) > 1
    if "welcome" in verb.words and place is None:
        return False
    return verb.other != ("object",) or len(codes(parties)) > 1


def told(
    reading: Reading,
    every: Sequence[Clause],
    clause: Clause,
    carrier: Clause | None,
    *,
    type_: str,
    status: EngagementStatus,
    parties: Sequence[Mention],
    place: Place | None,
    weak: bool = False,
) -> Contact | None:
    """Put together a contact; its status gives way to a date that only fits the other."""
    outer = carrier or clause
    time = ahead(behind(time_of(reading, every, clause, carrier), reading, outer), status, reading)
    start, end = own_words(reading, clause)
    if carrier is not None and is_light(carrier, clause):
        carried = words(reading, carrier)
        start, end = (min(start, carried[0]), max(end, carried[1]))
    sentence = reading.sentences[clause.sentence]
    named = [
        o
        for o in occasions(reading.document.text, start, end)
        if o.link and (belongs(reading, clause, o.start, o.end) or belongs(reading, outer, o.start, o.end))
    ]
    return Contact(
        start=start,
        end=end,
        sentence=clause.sentence,
        type=refined(reading, clause, outer, type_),
        status=by_date(status, time, reading),
        parties=distinct(parties),
        time=time,
        place=place or (None if weak else venue(reading, clause) or (venue(reading, carrier) if carrier else None)),
        occasion=next(iter(named), None),
        firsts=firsts(reading.document.text, start, sentence.end, ABOUT),
        attribution=attribute(reading, every, outer),
        announced=is_announced(reading, every, outer),
        nominal=clause.form == "nominal",
        weak=weak,
    )


# --- what kind of contact -------------------------------------------------------------------------------------------


@cache
def _verbs() -> dict[str, tuple[tuple[str, ...], Verb]]:
    return {phrase: (tuple(phrase.split()[1:]), verb) for verb in patterns().verbs for phrase in verb.words}


def verb_of(reading: Reading, clause: Clause) -> Verb | None:
    """Return the contact verb of a clause, particles included."""
    if clause.form == "nominal":
        return None
    found = _verbs().get(clause.lemma)
    if found is None:
        return None
    verb = found[1]
    fits = not verb.needs or any(forms(reading, clause.sentence, i) & set(verb.needs) for i in clause.objects)
    return verb if fits else None


@cache
def _noun_types() -> dict[str, str]:
    return {noun: type_ for type_, nouns in patterns().nouns.items() for noun in nouns}


def noun_type(reading: Reading, clause: Clause) -> str | None:
    """Return the type of contact a noun names, its compounds before it ("phone call") first."""
    if clause.form != "nominal":
        return None
    types = _noun_types()
    named = sorted(forms(reading, clause.sentence, clause.head), key=lambda form: (-len(form.split()), form))
    return next((types[form] for form in named if form in types), None)


def is_name(reading: Reading, clause: Clause) -> bool:
    """Tell whether a noun is but part of a gathering's name, which `named_contacts` reads."""
    sentence = reading.sentences[clause.sentence]
    word = sentence.tokens[clause.head]
    around = occasions(reading.document.text, sentence.start, sentence.end)
    return any(o.start <= word.start and word.end <= o.end for o in around)


def named_contacts(reading: Reading, every: Sequence[Clause]) -> Iterator[Contact]:
    """Yield the gatherings named after their parties that a sentence tells of ("at the 3rd Chile-Peru Summit in Lima")."""
    for index, sentence in enumerate(reading.sentences):
        for occasion in occasions(reading.document.text, sentence.start, sentence.end):
            parties = [
                m
                for m in reading.mentions_in(occasion.start, occasion.end)
                if m.kind in ("state", "organisation") and m.codes
            ]
            place = place_behind(reading, occasion.end, sentence.end)
            if len(codes(parties)) < 2 or (occasion.link not in patterns().told_links and place is None):
                continue
            tokens = {i for s, i in reading.tokens_in(occasion.start, occasion.end) if s == index}
            verb = above(every, index, tokens, sentence.tokens)
            people = [m for m in parties_at(reading, index, verb.subjects) if m.name] if verb else []
            people.extend(with_next(reading, occasion.end, sentence.end))
            told_of = people if people and set(codes(people)) <= set(codes(parties)) else []
            yield Contact(
                start=occasion.start,
                end=occasion.end,
                sentence=index,
                type="summit" if "summit" in occasion.name.lower() else "meeting",
                status=by_date("planned" if verb and is_expected(reading, every, verb) else "held", None, reading),
                parties=distinct([*told_of, *parties]),
                time=time_behind(reading, occasion.end, sentence.end) or (
                    behind(when(reading, verb), reading, verb) if verb and occasion.link else None
                ),
                place=place,
                occasion=occasion,
                attribution=attribute(reading, every, verb) if verb else voice(reading.document),
                nominal=True,
            )


def above(every: Sequence[Clause], sentence: int, tokens: set[int], words: Sequence[Token]) -> Clause | None:
    """Return the verb clause that any of some tokens hangs on."""
    heads = {c.head: c for c in every if c.sentence == sentence and c.form != "nominal"}
    for i in sorted(tokens):
        at = i
        for _ in range(len(words)):
            at = words[at].head
            if at < 0:
                break
            if at in heads and at not in tokens:
                return heads[at]
    return None


def time_behind(reading: Reading, start: int, limit: int) -> Timespan | None:
    """Return the time printed right behind a name ("… Summit in Tokyo in August 2025", "… held earlier this year")."""
    for time in timespans(reading, start, min(limit, start + NEAR)):
        return None if re.search(r"[,;:]", reading.document.text[start : time.start]) else time
    return None


def place_behind(reading: Reading, start: int, limit: int) -> Place | None:
    """Return the place printed right behind a name ("… Summit in Tokyo")."""
    for mention in reading.mentions_in(start, limit):
        if mention.kind in ("place", "state") and len(mention.codes) == 1:
            behind = re.fullmatch(
                r",?\s+(?:held\s+)?(?:in|at)\s+(?:the\s+)?", reading.document.text[start : mention.start]
            )
            return Place(name=mention.text, country=mention.codes[0]) if behind else None
    return None


def refined(reading: Reading, clause: Clause, outer: Clause, type_: str) -> EngagementType:
    """Correct the type by words beside it: spoke "by phone", a "virtual" meeting, a meeting that a title calls a call."""
    text = reading.document.text[outer.start : outer.end].lower()
    if type_ == "meeting" and any(word in text for word in patterns().call_words):
        return "call"
    printed = reading.sentences[clause.sentence].tokens[clause.head].text.lower()
    if type_ == "call" and printed in patterns().nouns["meeting"] + ("talks",):
        return "meeting"
    if type_ == "call" and clause.lemma in patterns().spoken and not any(w in text for w in patterns().call_words):
        title = (reading.document.title or "").lower()
        met = any(f" {word}" in title for word in ("meeting", "visit", "bilateral")) or clause.lemma == "talk"
        return "meeting" if " call" not in title and (met or venue(reading, clause)) else "call"
    return type_  # type: ignore[return-value]


# --- held, planned, or neither --------------------------------------------------------------------------------------


def carrying(every: Sequence[Clause], clause: Clause) -> Clause | None:
    """Return the verb clause that a contact noun hangs on ("held talks", "after a meeting … he said")."""
    above = every[clause.governor] if clause.governor is not None else None
    while above is not None and above.form == "nominal":
        above = every[above.governor] if above.governor is not None else None
    return above


def time_of(reading: Reading, every: Sequence[Clause], clause: Clause, carrier: Clause | None) -> Timespan | None:
    """Return the time of a contact: its own, that of its verb, or that of what happened "when" it took place."""
    found = when(reading, clause) or (when(reading, carrier) if carrier else None)
    if found is None and clause.relation.startswith("advcl") and clause.governor is not None:
        return when(reading, every[clause.governor])
    return found


def behind(time: Timespan | None, reading: Reading, verb: Clause) -> Timespan | None:
    """Move a month or day without a year into the past where the verb tells the past ("visited Tokyo in August")."""
    published = reading.document.published_on
    if time is None or time.first is None or published is None or time.first <= published or YEAR.search(time.text):
        return time
    if not (is_simple_past(reading, verb) or verb.tense == "past"):
        return time
    last = time.last or time.first
    return msgspec.structs.replace(time, first=a_year_before(time.first), last=a_year_before(last))


def a_year_before(day: dt.date) -> dt.date:
    """Return the same day of the year before; 28 February for a leap day."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def ahead(time: Timespan | None, status: EngagementStatus, reading: Reading) -> Timespan | None:
    """Move a bare weekday into the coming week where the contact is planned ("is due to meet on Sunday")."""
    published = reading.document.published_on
    if time is None or time.first is None or published is None or status != "planned":
        return time
    passed = (time.last or time.first) < published and (published - time.first).days < WEEK.days
    if not passed or time.first != time.last or any(c.isdigit() for c in time.text):
        return time
    return msgspec.structs.replace(time, first=time.first + WEEK, last=time.first + WEEK)


def own_words(reading: Reading, clause: Clause) -> tuple[int, int]:
    """Return the words of a contact, those of a noun without the preposition before it."""
    start, end = words(reading, clause)
    tokens = reading.sentences[clause.sentence].tokens
    if clause.form == "nominal":
        cases = [
            j for j in reading.trees[clause.sentence][clause.head] if tokens[j].deprel == "case" and j < clause.head
        ]
        after = [t.start for t in tokens if t.i > max(cases, default=-1)]
        start = max(start, min(after)) if cases else start
    return start, end


def is_light(carrier: Clause, clause: Clause) -> bool:
    """Tell whether a verb only carries the noun ("held talks", "the talks took place")."""
    return carrier.lemma in patterns().light and is_argument(carrier, clause)


def status_of(
    reading: Reading, every: Sequence[Clause], clause: Clause, carrier: Clause | None
) -> EngagementStatus | None:
    """Return whether a contact is told as held, planned, postponed or cancelled; None when it is not told at all."""
    data = patterns()
    verb = carrier if carrier is not None and is_argument(carrier, clause) else clause
    if clause.negated or verb.negated or (verb.tense == "conditional" and verb.form != "nominal"):
        return None
    if verb is carrier:
        if verb.lemma in data.cancelled:
            return "cancelled"
        if verb.lemma in data.postponed:
            return "postponed"
        if verb.lemma in data.unreal:
            return None
    if carrier is not None and carrier.lemma in data.unreal and topic(carrier, clause):
        return None
    if verb.form == "participle" and not introducers(reading, verb) <= data.factual_marks:
        return None
    above = every[verb.governor] if verb.governor is not None else None
    if above is not None and verb.form == "infinitive" and (above.lemma in data.unreal or above.negated):
        return None
    adjectives = words_beside(reading, clause) if clause.form == "nominal" else frozenset()
    if adjectives & data.planned_adjectives:
        return "planned"
    if adjectives & data.past_adjectives:
        return "held"
    return "planned" if is_expected(reading, every, verb) else "held"


def is_simple_past(reading: Reading, verb: Clause) -> bool:
    """Tell whether a verb is a plain past, which tells a fact wherever it stands ("as he opened talks")."""
    return verb.modal is None and reading.sentences[verb.sentence].tokens[verb.head].xpos == "VBD"


def introducers(reading: Reading, clause: Clause) -> frozenset[str]:
    """Return the words that introduce a participle ("after meeting", "of leaving")."""
    tokens = reading.sentences[clause.sentence].tokens
    below = reading.trees[clause.sentence][clause.head]
    return frozenset(tokens[j].text.lower() for j in below if tokens[j].deprel in ("mark", "case"))


def topic(carrier: Clause, clause: Clause) -> bool:
    """Tell whether a noun is what a verb is about ("called for talks", "insisted on talks")."""
    return any(o.token == clause.head and o.case in ("for", "on", "about", "to", "of") for o in carrier.obliques)


def is_argument(carrier: Clause, clause: Clause) -> bool:
    return clause.head in (*carrier.objects, *carrier.subjects)


def is_expected(reading: Reading, every: Sequence[Clause], verb: Clause) -> bool:
    """Tell whether a contact is still to come: planned itself, or told under something that is ("when he meets …")."""
    clause: Clause | None = verb
    while verb.form == "nominal" and verb.governor is not None and verb.tense == every[verb.governor].tense:
        verb = every[verb.governor]
    if is_simple_past(reading, verb):
        return False
    clause = verb
    above = every[verb.governor] if verb.governor is not None else None
    if verb.form == "infinitive" and above is not None and above.lemma in patterns().factive:
        return above.tense == "planned"
    if verb.relation.startswith("advcl") and verb.tense == "present" and verb.form in ("finite", "predicative"):
        return any(c.sentence == verb.sentence and c.tense == "planned" and c.form != "nominal" for c in every)
    while clause is not None:
        if clause.tense in ("planned", "conditional") or (clause is not verb and clause.lemma in predicates().planning):
            return clause.tense != "past"
        if clause.form == "finite" and clause.relation not in ("advcl", "acl", "acl:relcl", "advcl:relcl"):
            return False
        if clause.form == "finite" and clause.tense == "past" and clause.modal is None and clause.relation != "advcl":
            return False
        clause = every[clause.governor] if clause.governor is not None else None
    return False


def by_date(status: EngagementStatus, time: Timespan | None, reading: Reading) -> EngagementStatus:
    """Let a date decide between held and planned where it lies clearly before or after publication."""
    published = reading.document.published_on
    if published is None or time is None or time.first is None or status not in ("held", "planned"):
        return status
    if time.first > published:
        return "planned"
    return "held" if (time.last or time.first) < published else status


def is_announced(reading: Reading, every: Sequence[Clause], clause: Clause) -> bool:
    """Tell whether a planned contact is scheduled rather than wished for."""
    above = every[clause.governor] if clause.governor is not None else None
    if above is not None and above.form == "nominal" and above.governor is not None:
        above = every[above.governor]
    return clause.form != "infinitive" or above is None or above.lemma in patterns().scheduled


# --- who takes part -------------------------------------------------------------------------------------------------


def verb_parties(reading: Reading, clause: Clause, verb: Verb) -> tuple[list[Mention], Place | None]:
    """Return the parties of a contact verb and the place it names as object or destination."""
    first = parties_at(reading, clause.sentence, clause.subjects)
    other_tokens = [t for slot in verb.other for t in slot_tokens(clause, slot)]
    others = parties_at(reading, clause.sentence, other_tokens)
    if verb.type != "visit" and not others and len(codes(first)) < 2:
        others = following(reading, clause)
    if not first:
        first = preceding(reading, clause)
    named = [t for slot in verb.place for t in slot_tokens(clause, slot)]
    if verb.type == "visit":
        named.extend(adverbs(reading, clause))
    place = next((p for t in named if (p := place_at(reading, clause, t))), None)
    if verb.type == "visit":
        others = [m for m in others if place is None or m.codes != (place.country,) or m.kind == "person"]
        if place is not None and set(codes(first)) == {place.country}:
            return [], None
    return [*first, *extended(reading, clause.sentence, others)], place


def noun_parties(
    reading: Reading, every: Sequence[Clause], clause: Clause, carrier: Clause | None
) -> tuple[list[Mention], Place | None]:
    """Return the parties of a contact noun: its possessor, "between", "with", and the subject of the verb it hangs on."""
    with_ = [o.token for o in clause.obliques if o.case in ("with", "between", "among", "by")]
    own = parties_at(reading, clause.sentence, (*clause.subjects, *clause.objects))
    own = [m for m in own if not (m.kind == "state" and clause.objects)] or own
    others = extended(reading, clause.sentence, parties_at(reading, clause.sentence, with_))
    if not others and len(codes(own)) < 2:
        others = extended(reading, clause.sentence, with_behind(reading, clause))
    light = carrier is not None and carrier.lemma in patterns().light
    if carrier is not None and (light or others) and len(codes([*own, *others])) < 2 or (light and not own):
        assert carrier is not None
        beside = [o.token for o in carrier.obliques if o.case == "with"] if light else []
        own = [*parties_at(reading, clause.sentence, carrier.subjects), *own]
        others = [*others, *extended(reading, clause.sentence, parties_at(reading, clause.sentence, beside))]
    place = next((p for o in clause.obliques if o.case == "to" and (p := place_at(reading, clause, o.token))), None)
    if noun_type(reading, clause) == "visit" and place is not None:
        others = [m for m in others if m.codes != (place.country,) or m.kind == "person"]
    return [*own, *others], place


def codes(mentions: Iterable[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for mention in mentions for code in mention.codes))


def slot_tokens(clause: Clause, slot: str) -> tuple[int, ...]:
    return clause.objects if slot == "object" else tuple(o.token for o in clause.obliques if o.case == slot)


def adverbs(reading: Reading, clause: Clause) -> tuple[int, ...]:
    """Return the adverbs of place on a predicate ("here", "there")."""
    tokens = reading.sentences[clause.sentence].tokens
    words = patterns().here | patterns().there
    return tuple(j for j in reading.trees[clause.sentence][clause.head] if tokens[j].text.lower() in words)


def distinct(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    return tuple({(m.start, m.end): m for m in mentions}.values())


def parties_at(reading: Reading, sentence: int, tokens: Iterable[int]) -> list[Mention]:
    """Return the actors that tokens stand for, each as the longest mention over it or over a name beside it."""
    found: list[Mention] = []
    for i in tokens:
        mention = party_at(reading, sentence, i)
        if mention is not None and mention.kind == "pronoun" and reading.sentences[sentence].tokens[i].upos == "NOUN":
            named = [m for m in beside(reading, sentence, i) if m.kind != "pronoun"]
            found.extend(named or [mention])
            continue
        stands_for_actors = reading.sentences[sentence].tokens[i].lemma.lower() in predicates().actor_nouns
        if mention is not None:
            found.append(mention)
        elif stands_for_actors:
            found.extend(beside(reading, sentence, i))
    return list(distinct(found))


def party_at(reading: Reading, sentence: int, token: int) -> Mention | None:
    word = reading.sentences[sentence].tokens[token]
    opening = dateline(reading.document)[1]
    over = [
        m for m in reading.mentions_over(word.start, word.end) if m.kind in ACTORS and m.codes and m.start >= opening
    ]
    return over[-1] if over else None


NAMING = ("flat", "appos", "nmod:desc", "compound", "nmod:poss", "amod", "nmod")


def beside(reading: Reading, sentence: int, token: int) -> Iterator[Mention]:
    """Yield the actors named in the phrase of a title or collective noun ("leaders of Chile and Peru")."""
    tokens = reading.sentences[sentence].tokens
    word = tokens[token]
    below = [j for j in reading.trees[sentence][token] if tokens[j].deprel in NAMING and is_owner(reading, sentence, j)]
    found = [m for j in below for k in conjoined(reading, sentence, j) if (m := party_at(reading, sentence, k))]
    others = [m for m in found if not (m.start <= word.start and word.end <= m.end)]
    people = [m for m in others if m.kind == "person"]
    yield from people or others


def is_owner(reading: Reading, sentence: int, token: int) -> bool:
    """Tell whether a dependent noun owns rather than locates: bare, or with "of", "from" or "'s"."""
    tokens = reading.sentences[sentence].tokens
    marks = [tokens[k].text.lower() for k in reading.trees[sentence][token] if tokens[k].deprel == "case"]
    return all(mark in ("of", "from", "'s", "’s", "'", "’") for mark in marks)


GAP = re.compile(
    r"^(?:\s|,|;|and|as well as|along with|the|His|Her|Their|Excellency|Majesty|Highness|Mr\.?|Ms\.?|Dr\.?)*$"
)
NEAR = 45
WITH_NEXT = re.compile(r"(?:\s+in\s+[A-Z]\w+)?,?\s+with\s+[^.;]{0,40}")
WITH = re.compile(r"\bwith\s+(?:the|his|her|its|their)?\s*$")


def extended(reading: Reading, sentence: int, mentions: Sequence[Mention]) -> list[Mention]:
    """Add the persons that follow in the same list ("with A, B and C"), where the tree lost count."""
    found = list(mentions)
    if not found:
        return found
    end = reading.sentences[sentence].end
    for mention in reading.mentions_in(max(m.end for m in found), end):
        last = max(found, key=lambda m: m.end)
        if mention.start < last.end or mention.kind != "person" or not mention.codes:
            continue
        between = reading.document.text[last.end : mention.start]
        if not re.search(r",|and", between) or not GAP.match(between) or is_subject(reading, mention):
            break
        found.append(mention)
    return found


def is_subject(reading: Reading, mention: Mention) -> bool:
    return any(
        reading.sentences[i].tokens[t].deprel.startswith("nsubj")
        for i, t in reading.tokens_in(mention.start, mention.end)
    )


def following(reading: Reading, clause: Clause) -> list[Mention]:
    """Return the person or office printed right behind "met", "met with", "spoke today with" when the tree misses it."""
    sentence = reading.sentences[clause.sentence]
    head = sentence.tokens[clause.head]
    for mention in reading.mentions_in(head.end, sentence.end):
        if mention.kind not in ("person", "office", "state", "organisation") or not mention.codes:
            continue
        between = reading.document.text[head.end : mention.start]
        if len(between) <= NEAR and re.fullmatch(
            r"\s*(?:[\w\s,]{0,30}\b(?:with|to)\b)?\s*(?:the|his|her|their)?\s*", between
        ):
            return [mention]
    return []


def with_next(reading: Reading, start: int, limit: int) -> list[Mention]:
    """Return the person printed behind "with" right after a name ("the annual summit with his counterpart X")."""
    for mention in reading.mentions_in(start, limit):
        if mention.name and mention.codes and mention.kind == "person":
            return [mention] if WITH_NEXT.fullmatch(reading.document.text[start : mention.start]) else []
    return []


def with_behind(reading: Reading, clause: Clause) -> list[Mention]:
    """Return the actor printed behind "with" after a contact noun, when the tree hangs it elsewhere."""
    sentence = reading.sentences[clause.sentence]
    head = sentence.tokens[clause.head]
    for mention in reading.mentions_in(head.end, sentence.end):
        between = reading.document.text[head.end : mention.start]
        if any(t.upos == "VERB" for t in sentence.tokens if head.end <= t.start < mention.start) or len(between) > NEAR:
            return []
        if mention.codes and mention.kind in ("person", "office", "state", "organisation") and WITH.search(between):
            return [mention]
    return []


def preceding(reading: Reading, clause: Clause) -> list[Mention]:
    """Return the person printed right before the verb when the tree misses it."""
    sentence = reading.sentences[clause.sentence]
    head = sentence.tokens[clause.head]
    before = [m for m in reading.mentions_in(sentence.start, head.start) if m.kind == "person" and m.codes]
    if not before:
        return []
    between = reading.document.text[before[-1].end : head.start]
    return [before[-1]] if re.fullmatch(r"\s*(?:today|also|had|has|will|yesterday|,)?\s*", between) else []


# --- where ----------------------------------------------------------------------------------------------------------


def place_at(reading: Reading, clause: Clause, token: int) -> Place | None:
    """Return the place or country that a token names."""
    word = reading.sentences[clause.sentence].tokens[token]
    for mention in reading.mentions_over(word.start, word.end):
        if mention.kind in ("place", "state") and len(mention.codes) == 1:
            return Place(name=mention.text, country=mention.codes[0])
    if word.lemma.lower() in ("capital", "city"):
        owners = codes(beside(reading, clause.sentence, token))
        return Place(name=f"{word.text}", country=owners[0]) if len(owners) == 1 else None
    if word.text.lower() in patterns().here:
        return dateline_place(reading)
    if word.text.lower() in patterns().there:
        before = reading.mentions_in(reading.sentences[clause.sentence].start, word.start)
        away = [m for m in before if m.kind in ("place", "state") and len(m.codes) == 1]
        return Place(name=away[-1].text, country=away[-1].codes[0]) if away else None
    return None


def dateline_place(reading: Reading) -> Place | None:
    """Return the place that a report is written from ("NAIROBI, 3 May —")."""
    start, end = dateline(reading.document)
    for mention in reading.mentions_in(start, end):
        if mention.kind in ("place", "state") and len(mention.codes) == 1:
            return Place(name=mention.text, country=mention.codes[0])
    return None


def venue(reading: Reading, clause: Clause) -> Place | None:
    """Return where a contact takes place: the first place under its predicate after "in", "at" or "to", or "here"."""
    for mention in reading.mentions_in(clause.start, clause.end):
        if mention.kind not in ("place", "state") or len(mention.codes) != 1:
            continue
        if not belongs(reading, clause, mention.start, mention.end):
            continue
        before = reading.document.text[clause.start : mention.start]
        if reading.document.text[mention.end : mention.end + 2] in POSSESSIVE:
            continue
        if re.search(r"\b(?:in|at)\s+(?:the\s+|[A-Z][\w’']+\s+)?$", before):
            return Place(name=mention.text, country=mention.codes[0])
    tokens = reading.sentences[clause.sentence].tokens
    below = [tokens[j] for j in reading.trees[clause.sentence][clause.head]]
    return dateline_place(reading) if any(t.text.lower() in patterns().here for t in below) else None


def presence(reading: Reading, every: Sequence[Clause], clause: Clause) -> Contact | None:
    """Return the visit in "X was in Y", or None."""
    tokens = reading.sentences[clause.sentence].tokens
    below = [tokens[j] for j in reading.trees[clause.sentence][clause.head]]
    located = any(t.deprel == "cop" for t in below) and any(t.text.lower() == "in" for t in below)
    due = clause.lemma in patterns().due and clause.form != "nominal"
    place = place_at(reading, clause, clause.head) if located else venue(reading, clause) if due else None
    people = [
        m for m in parties_at(reading, clause.sentence, clause.subjects) if m.kind in ("person", "pronoun", "office")
    ]
    if place is None or not people or clause.negated or clause.tense == "conditional" or place.country in codes(people):
        return None
    status: EngagementStatus = "planned" if due or is_expected(reading, every, clause) else "held"
    return told(reading, every, clause, None, type_="visit", status=status, parties=people, place=place)
