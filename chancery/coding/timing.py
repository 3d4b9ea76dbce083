"""Whether a contact took place, is to come or was called off, and when."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

import msgspec

from chancery.coding.attribution import when
from chancery.coding.clauses import Clause, predicates
from chancery.coding.lexicon import words_beside
from chancery.coding.occasions import patterns
from chancery.coding.reading import Reading
from chancery.models import (
    EngagementStatus,
    Timespan,
)

YEAR = re.compile(r"\d{4}")
SOON = 30
"""Days after publication within which a day without a year is a coming one, whatever the verb."""
WEEK = dt.timedelta(days=7)


def carrying(every: Sequence[Clause], clause: Clause) -> Clause | None:
    """Return the verb clause that a contact noun hangs on ("held talks", "after a meeting … he said")."""
    above = every[clause.governor] if clause.governor is not None else None
    while above is not None and above.form == "nominal":
        above = every[above.governor] if above.governor is not None else None
    return above


def is_light(carrier: Clause, clause: Clause) -> bool:
    """Tell whether a verb only carries the noun ("held talks", "the talks took place")."""
    return carrier.lemma in patterns().light and is_argument(carrier, clause)


def is_argument(carrier: Clause, clause: Clause) -> bool:
    return clause.head in (*carrier.objects, *carrier.subjects)


def topic(carrier: Clause, clause: Clause) -> bool:
    """Tell whether a noun is what a verb is about ("called for talks", "insisted on talks")."""
    return any(o.token == clause.head and o.case in ("for", "on", "about", "to", "of") for o in carrier.obliques)


def is_awaited(reading: Reading, every: Sequence[Clause], clause: Clause) -> bool:
    """Tell whether somebody looks forward to a contact, which is then agreed on."""
    above = every[clause.governor] if clause.governor is not None else None
    return above is not None and above.lemma in patterns().awaiting and "forward" in words_beside(reading, above)


def is_noted(reading: Reading, carrier: Clause, clause: Clause) -> bool:
    """Tell whether a verb speaks of a definite contact that is a fact ("welcomed the upcoming visit by")."""
    tokens = reading.sentences[clause.sentence].tokens
    below = [tokens[j] for j in reading.trees[clause.sentence][clause.head]]
    definite = any(t.deprel == "nmod:poss" or t.text.lower() in ("the", "this") for t in below)
    return carrier.lemma in patterns().noted and definite and clause.head in carrier.objects


def introducers(reading: Reading, clause: Clause) -> frozenset[str]:
    """Return the words that introduce a participle ("after meeting", "of leaving")."""
    tokens = reading.sentences[clause.sentence].tokens
    below = reading.trees[clause.sentence][clause.head]
    return frozenset(tokens[j].text.lower() for j in below if tokens[j].deprel in ("mark", "case"))


def is_simple_past(reading: Reading, verb: Clause) -> bool:
    """Tell whether a verb is a plain past, which tells a fact wherever it stands ("as he opened talks")."""
    return verb.modal is None and reading.sentences[verb.sentence].tokens[verb.head].xpos == "VBD"


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
        told = clause.form == "finite" and clause.modal is None and clause.relation != "advcl"
        if clause.tense == "past" and (told or (clause.form == "participle" and clause.relation == "acl")):
            return False
        clause = every[clause.governor] if clause.governor is not None else None
    return False


def status_of(
    reading: Reading, every: Sequence[Clause], clause: Clause, carrier: Clause | None
) -> EngagementStatus | None:
    """Return whether a contact is told as held, planned, postponed or cancelled; None when it is not told at all."""
    data = patterns()
    verb = carrier if carrier is not None and is_argument(carrier, clause) else clause
    if clause.negated or verb.negated or (verb.tense == "conditional" and verb.form != "nominal"):
        return None
    if is_awaited(reading, every, clause):
        return "planned"
    if verb is carrier:
        if verb.lemma in data.cancelled:
            return "cancelled"
        if verb.lemma in data.postponed:
            return "postponed"
        if verb.lemma in data.unreal and not is_light(verb, clause) and not is_noted(reading, verb, clause):
            return None
        if verb.passive and verb.lemma in data.arranged:
            return "planned"
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
    scheduled = above is None or above.lemma in patterns().scheduled or is_awaited(reading, every, clause)
    return clause.form != "infinitive" or scheduled


def time_of(reading: Reading, every: Sequence[Clause], clause: Clause, carrier: Clause | None) -> Timespan | None:
    """Return the time of a contact: its own, that of its verb, or that of what happened "when" it took place."""
    found = when(reading, clause) or (when(reading, carrier) if carrier else None)
    above = every[clause.governor] if clause.governor is not None else None
    if found is None and above is not None and clause.relation.startswith("advcl"):
        return when(reading, above)
    if found is None and above is not None and clause.form == "infinitive":
        further = every[above.governor] if above.governor is not None else None
        return when(reading, above) or (when(reading, further) if further else None)
    return found


def behind(time: Timespan | None, reading: Reading, verb: Clause) -> Timespan | None:
    """Move a month or day without a year into the past where the verb tells the past ("visited Tokyo in August")."""
    published = reading.document.published_on
    if time is None or time.first is None or published is None or time.first <= published or YEAR.search(time.text):
        return time
    if not (is_simple_past(reading, verb) or verb.tense == "past"):
        return time
    last = time.last or time.first
    if time.first == last and (time.first - published).days <= SOON and any(c.isdigit() for c in time.text):
        return time
    if not any(c.isdigit() for c in time.text) and time.first - published <= WEEK:
        return msgspec.structs.replace(time, first=time.first - WEEK, last=last - WEEK)
    return msgspec.structs.replace(time, first=a_year_before(time.first), last=a_year_before(last))


def a_year_before(day: dt.date) -> dt.date:
    """Return the same day of the year before; 28 February for a leap day."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def forward(time: Timespan | None, published: dt.date | None) -> Timespan | None:
    """Move a month or day without a year that is over into the year to come."""
    if time is None or time.first is None or published is None or YEAR.search(time.text):
        return time
    last = time.last or time.first
    if (published - last).days <= SOON:
        return time
    return msgspec.structs.replace(time, first=a_year_after(time.first), last=a_year_after(last))


def a_year_after(day: dt.date) -> dt.date:
    """Return the same day of the year after; 28 February for a leap day."""
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def ahead(time: Timespan | None, status: EngagementStatus, reading: Reading) -> Timespan | None:
    """Move a bare weekday into the coming week where the contact is planned ("is due to meet on Sunday")."""
    published = reading.document.published_on
    if time is None or time.first is None or published is None or status != "planned":
        return time
    passed = (time.last or time.first) < published and (published - time.first).days < WEEK.days
    if not passed or time.first != time.last or any(c.isdigit() for c in time.text):
        return time
    return msgspec.structs.replace(time, first=time.first + WEEK, last=time.first + WEEK)
