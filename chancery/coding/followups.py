"""What later sentences add to an undertaking: its earlier value, its parts, its amount in another sentence.

"That is more than twice the 5 trillion yen promised in 2022" gives the promise before it a baseline; "The sum includes
60 billion yen for a refinery" tells a component of it; "the target for Japanese investment is 10 trillion yen" is a
promise in a noun. Amounts that speak of no undertaking are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec.structs import replace

from chancery.coding.clauses import Clause, actors, trimmed
from chancery.coding.commissives import nouns, strength_in, verbs
from chancery.coding.details import bounded, commitment, counted_end, executor
from chancery.coding.figures import Figured, figure, figured, is_baseline, role_of, timespans, words_before
from chancery.coding.frames import Frame, Telling
from chancery.coding.parties import flow
from chancery.coding.phrases import noted
from chancery.coding.principals import principals
from chancery.coding.reading import Reading
from chancery.coding.revisions import compared, named, ratio
from chancery.models import Commitment, Figure, Money, Period, Revision, Strength, Timespan, Token, evidence
from chancery.quantities import period

REACH = 4
SMALLER, LARGER = Decimal("0.05"), Decimal(5)
SPACE = re.compile(r"\s+")
OLD_REACH = 110
VERB_REACH = 30
DATED_FORMS = ("point", "range")


def attach(reading: Reading, every: Sequence[Clause], told: Sequence[Commitment]) -> list[Commitment]:
    """Give figures that no undertaking has to the one they speak of, or make one of them; in the order of the text."""
    found = sorted(told, key=lambda c: c.evidence[0].start)
    for i, sentence in enumerate(reading.sentences):
        if sentence.block in ("related", "other"):
            continue
        found = carried_on(reading, i, found)
        orphans = unclaimed(reading, i, found)
        if orphans and (n := whole(reading, i, found)) is not None:
            found = [*found[:n], with_parts(reading, i, found[n], orphans), *found[n + 1 :]]
        elif orphans:
            found = settled(reading, every, i, orphans, found)
    return sorted(found, key=lambda c: c.evidence[0].start)


def whole(reading: Reading, i: int, found: Sequence[Commitment]) -> int | None:
    """Return the index of the undertaking that an item of a list is a part of ("The package includes: – 60 radios")."""
    opener = reading.sentences[i].chapeau
    if opener is None:
        return None
    tokens = reading.sentences[opener].tokens
    root = next((t for t in tokens if t.head < 0), None)
    if root is None or root.lemma.lower() not in verbs().component:
        return None
    sums = nouns().anaphors | nouns().flows.keys()
    named = any(t.head == root.i and t.deprel.startswith("nsubj") and t.lemma.lower() in sums for t in tokens)
    return antecedent(reading, opener, found) if named else None


def with_parts(reading: Reading, i: int, item: Commitment, orphans: Sequence[Figured]) -> Commitment:
    """Return an undertaking with the figures of an item of its list as parts, the list among its evidence."""
    opener = reading.sentences[i].chapeau
    start = reading.sentences[i if opener is None else opener].start
    end = max(counted_end(reading, q) for q in orphans)
    words = (
        *(e for e in item.evidence if e.start != start),
        evidence(reading.document, *trimmed(reading, start, bounded(reading, start, end))),
    )
    return replace(item, quantities=(*item.quantities, *(figure(q, "part") for q in orphans)), evidence=words)


def unclaimed(reading: Reading, i: int, found: Sequence[Commitment]) -> tuple[Figured, ...]:
    """Return the figures of a sentence that no undertaking has."""
    sentence = reading.sentences[i]
    claimed = {f.start for c in found for f in c.quantities}
    return tuple(q for q in figured(reading, sentence.start, sentence.end) if q.start not in claimed)


def antecedent(reading: Reading, i: int, found: Sequence[Commitment], like: Money | None = None) -> int | None:
    """Return the index of the undertaking of money that a sentence goes on about: one told a few sentences back.

    Where the sentence has an amount `like` those it is compared with, the one with the same kind of flow comes first,
    then the one of like size, then the last.
    """
    sentence = reading.sentences[i]
    first = reading.sentences[max(0, i - REACH)].start
    close = reading.sentences[max(0, i - 2)].start
    flows = {t.lemma.lower() for t in sentence.tokens} & nouns().flows.keys()

    def fit(n: int) -> tuple[bool, bool, int]:
        values = [f.value for f in found[n].quantities if f.role == "target" and f.currency]
        near = like is None or any(v and SMALLER <= like.value / v <= LARGER for v in values)
        words = set(re.findall(r"[a-z]+", found[n].undertaking.lower()))
        return (bool(flows & words) and found[n].evidence[0].start >= close, near, n)

    candidates = [
        n
        for n, item in enumerate(found)
        if first <= item.evidence[0].start < sentence.end
        and not item.reported_past
        and any(f.role == "target" and f.currency for f in item.quantities)
    ]
    return max(candidates, key=fit, default=None)


def carried_on(reading: Reading, i: int, found: list[Commitment]) -> list[Commitment]:
    """Let a sentence that goes on about an undertaking say whose money it is and for how long ("The ten-year plan")."""
    sentence = reading.sentences[i]
    end = subject_end(sentence.tokens)
    n = antecedent(reading, i, found)
    if n is None or not names_anaphor(reading.document.text[sentence.start : end]):
        return found
    if found[n].evidence[0].start >= sentence.start:
        return found
    hands = found[n].executor or executor(SPACE.sub(" ", sentence.text))
    spans = timespans(reading, sentence.start, end)
    lasting = next((t for t in spans if t.form in ("duration", "horizon")), None)
    when = found[n].period or (Period(precision=period(lasting).precision, text=lasting.text) if lasting else None)
    return [*found[:n], replace(found[n], executor=hands, period=when), *found[n + 1 :]]


def subject_end(tokens: Sequence[Token]) -> int:
    """Return where the words before the first verb of a sentence end."""
    verb = next((t for t in tokens if t.upos in ("VERB", "AUX") and t.deprel not in ("amod", "acl")), None)
    return verb.start if verb is not None else tokens[0].start


def names_anaphor(words: str) -> bool:
    """Tell whether words stand for an undertaking already told ("the planned figure")."""
    return bool(set(re.findall(r"[a-z]+", words.lower())) & (nouns().anaphors - {"that", "this", "it", "one"}))


def settled(
    reading: Reading, every: Sequence[Clause], i: int, orphans: Sequence[Figured], found: list[Commitment]
) -> list[Commitment]:
    """Place the unclaimed figures of a sentence."""
    for quantity in orphans:
        if not isinstance(quantity, Money):
            continue
        n = antecedent(reading, i, found, quantity)
        if n is not None and is_baseline(reading, quantity, words_before(reading, quantity.start)):
            found = [*found[:n], with_baseline(reading, i, found[n], quantity), *found[n + 1 :]]
            orphans = [q for q in orphans if q is not quantity]
    if not orphans:
        return found
    n = amountless(reading, i, orphans, found)
    if n is not None:
        return [*found[:n], with_amount(reading, i, found[n], orphans), *found[n + 1 :]]
    made = component(reading, i, orphans, found) or nominal(reading, every, i, orphans)
    return sorted([*found, made], key=lambda c: c.evidence[0].start) if made else found


def amountless(reading: Reading, i: int, orphans: Sequence[Figured], found: Sequence[Commitment]) -> int | None:
    """Return the index of the undertaking whose amount a sentence tells later ("The loan is for 36 billion francs").

    The sentence must open with the flow that the undertaking, told shortly before without an amount, is of.
    """
    sentence = reading.sentences[i]
    opening = reading.document.text[sentence.start : subject_end(sentence.tokens)]
    flows = {word.rstrip("s") for word in re.findall(r"[a-z]+", opening.lower())} & nouns().flows.keys()
    if not flows or not re.match(r"(?:the|this|that)\b", opening.lower()) or not isinstance(orphans[0], Money):
        return None
    first = reading.sentences[max(0, i - 2)].start
    for n in reversed(range(len(found))):
        item = found[n]
        told = set(re.findall(r"[a-z]+", item.evidence[0].quote.lower()))
        if first <= item.evidence[0].start < sentence.start and not any(f.currency for f in item.quantities):
            return n if flows & told else None
    return None


def with_amount(reading: Reading, i: int, item: Commitment, orphans: Sequence[Figured]) -> Commitment:
    """Return an undertaking with the amount that a later sentence tells, that sentence among its evidence."""
    sentence = reading.sentences[i]
    given: list[Figure] = list(item.quantities)
    for quantity in orphans:
        given.append(figure(quantity, role_of(reading, quantity, given)))
    end = max(q.end for q in orphans)
    start, end = trimmed(reading, sentence.start, bounded(reading, sentence.start, end))
    words = (*item.evidence, evidence(reading.document, start, end))
    return replace(item, quantities=tuple(given), type="financial", evidence=words)


def with_baseline(reading: Reading, i: int, item: Commitment, quantity: Figured) -> Commitment:
    """Return an undertaking with an earlier value that a sentence names, and what that makes of it."""
    given = (*item.quantities, figure(quantity, "baseline"))
    sentence = SPACE.sub(" ", reading.sentences[i].text.lower())
    printed = ratio(given)
    relation = item.revises.relation if item.revises else named(sentence) or compared(printed)
    if relation == "replaces" and printed and printed > 1:
        relation = "raises"
    return replace(item, quantities=given, revises=Revision(relation=relation, ratio=printed) if relation else None)


def component(reading: Reading, i: int, orphans: Sequence[Figured], found: Sequence[Commitment]) -> Commitment | None:
    """Return a part of the undertaking before ("The sum includes 60 billion yen of financing for a refinery")."""
    sentence = reading.sentences[i]
    root = next((t for t in sentence.tokens if t.head < 0), None)
    n = antecedent(reading, i, found)
    if root is None or n is None or root.lemma.lower() not in verbs().component:
        return None
    subject = [t for t in sentence.tokens if t.head == root.i and t.deprel.startswith("nsubj")]
    if not any(t.lemma.lower() in nouns().anaphors | nouns().goals | nouns().flows.keys() for t in subject):
        return None
    given: list[Figure] = []
    for quantity in orphans:
        role = role_of(reading, quantity, given)
        given.append(figure(quantity, role if role == "equivalent" else "part"))
    start, end = trimmed(reading, orphans[0].start, sentence.end)
    parent = found[n]
    return replace(
        parent,
        evidence=(evidence(reading.document, start, end),),
        undertaking=noted(reading, orphans[0].end, end) or noted(reading, start, end),
        quantities=tuple(given),
        period=None,
        revises=None,
        confidence=round(parent.confidence - 0.1, 2),
    )


# --- an undertaking in a noun -----------------------------------------------------------------------------------------


def nominal(reading: Reading, every: Sequence[Clause], i: int, orphans: Sequence[Figured]) -> Commitment | None:
    """Return the undertaking that a noun with a figure tells ("the target for French investment is 3 billion")."""
    sentence = reading.sentences[i]
    money = [q for q in orphans if isinstance(q, Money)]
    noun = taker(reading, every, i, orphans) or carrier(reading, i, orphans, money=bool(money))
    if noun is None:
        return None
    token, strength = noun
    start = min(token.start, orphans[0].start)
    start = phrase_start(reading, i, token, start)
    end = max(q.end for q in orphans)
    later = [t for t in timespans(reading, end, sentence.end) if t.start - end <= OLD_REACH and t.form != "recurrence"]
    end = max([end, *(t.end for t in later[:1])])
    clause = next((k for k, c in enumerate(every) if c.sentence == i and c.head == token.i), None)
    if clause is None:
        return None
    frame = Frame(
        sentence=i, clause=clause, matrix=clause, head=token.i, strength=strength, verb=token.lemma.lower(),
        start=start, own=start, end=end, nominal=True,
    )  # fmt: skip
    donors, recipients, _ = flow(reading, frame, start, end)
    if token.upos == "VERB" or (not donors and token.deprel == "obj"):
        donors = actors(reading, every, every[clause], "subject")
    goal = token.lemma.lower() in nouns().goals or strength_in(nouns().carriers, token.lemma.lower()) is not None
    if money and not donors and not (recipients and goal):
        return None
    if any(t.head < 0 and t.lemma.lower() in verbs().shields for t in sentence.tokens):
        return None
    if donors:
        frame = replace(frame, subject=donors)
    elif recipients:
        frame = replace(frame, subject=tuple(c for c in principals(reading) if c not in recipients))
    return commitment(reading, every, Telling(frame=frame, start=start, end=sentence.end))


def carrier(reading: Reading, i: int, orphans: Sequence[Figured], *, money: bool) -> tuple[Token, Strength] | None:
    """Return the noun that makes figures an undertaking, with its strength; the nearest before or after the figure."""
    tokens = reading.sentences[i].tokens
    words = nouns()
    first = orphans[0]

    def distance(token: Token) -> int:
        return min(abs(first.start - token.end), abs(token.start - first.end))

    candidates: list[tuple[int, int, Token, Strength]] = []
    for token in tokens:
        lemma = token.lemma.lower()
        if token.upos != "NOUN" or distance(token) > OLD_REACH:
            continue
        carried = strength_in(words.carriers, lemma)
        if carried and not money and not token.deprel.startswith("nsubj"):
            continue
        if carried and (lemma in words.goals or carried == "pledge"):
            candidates.append((0, distance(token), token, carried))
        elif money and lemma in words.flows and lemma not in ("fund", "budget", "support", "help", "resource"):
            candidates.append((1, distance(token), token, "pledge"))
        elif not money and lemma in ("exchange", "training", "figure", "visa", "scholarship"):
            candidates.append((1, distance(token), token, "agree"))
        elif not money and lemma in words.documents and foresees(tokens, token):
            candidates.append((0, distance(token), token, "agree"))
    if not candidates:
        return None
    _, _, token, strength = min(candidates, key=lambda c: (c[0], c[1], c[2].i))
    return token, strength


def taker(
    reading: Reading, every: Sequence[Clause], i: int, orphans: Sequence[Figured]
) -> tuple[Token, Strength] | None:
    """Return a verb right after a figure that promises it ("the 3 billion that France pledged"), with its strength."""
    for clause in every:
        token = reading.sentences[i].tokens[clause.head] if clause.sentence == i else None
        if token is None or token.upos != "VERB" or not orphans[-1].end <= token.start <= orphans[-1].end + VERB_REACH:
            continue
        strength = strength_in(verbs().takes, clause.lemma)
        if strength in ("agree", "pledge") and actors(reading, every, clause, "subject"):
            return token, strength
    return None


def foresees(tokens: Sequence[Token], token: Token) -> bool:
    """Tell whether a document is the subject of a verb by which it provides for something."""
    head = tokens[token.head] if token.head >= 0 else None
    return head is not None and token.deprel.startswith("nsubj") and head.lemma.lower() in verbs().provides


def phrase_start(reading: Reading, i: int, token: Token, start: int) -> int:
    """Return where the noun phrase of a token begins, modifiers before it taken in."""
    tree, tokens = reading.trees[i], reading.sentences[i].tokens
    before = [
        tokens[j].start for j in tree[token.i] if j < token.i and tokens[j].deprel not in ("punct", "cc", "nsubj")
    ]
    return min([start, *before])


# --- the earlier promise ----------------------------------------------------------------------------------------------


def recalled(reading: Reading, found: Sequence[Commitment]) -> Iterator[Commitment]:
    """Yield the earlier promises that baselines speak of, where the text gives a period or date beside the amount."""
    for item in found:
        for old in item.quantities:
            if old.role == "baseline" and (made := earlier(reading, item, old)):
                yield made


def earlier(reading: Reading, item: Commitment, old: Figure) -> Commitment | None:
    """Return the promise of which a baseline was the amount, or None where the text gives nothing more about it."""
    i = reading.sentence_at(old.start)
    if i is None:
        return None
    sentence = reading.sentences[i]
    newer = [f.start for f in item.quantities if f.role == "target" and f.start > old.end]
    end = min([old.end + OLD_REACH, sentence.end, *newer])
    spans = [t for t in timespans(reading, old.end, end) if t.form != "recurrence"]
    if not spans:
        return None
    stop = max(t.end for t in spans)
    stop += reading.document.text[stop : stop + 1] == ")"
    verb, strength = old_verb(reading, old.end, end, item)
    start = article_start(reading, old.start)
    return replace(
        item,
        evidence=(evidence(reading.document, start, stop),),
        undertaking=item.undertaking if strength == "aim" else noted(reading, start, stop),
        strength=strength,
        verb=verb,
        quantities=(replace(old, role="target"),),
        period=spanned(spans),
        revises=None,
        conditions=None,
        occasion=None,
        reported_past=True,
        confidence=round(item.confidence - 0.05, 2),
    )


def old_verb(reading: Reading, start: int, end: int, item: Commitment) -> tuple[str | None, Strength]:
    """Return the verb of undertaking after an earlier value; without one a goal was an aim."""
    for i, t in reading.tokens_in(start, end):
        lemma = reading.sentences[i].tokens[t].lemma.lower()
        strength = strength_in(verbs().takes, lemma)
        if strength and strength not in ("aim", "reaffirm"):
            return lemma, strength
    return None, "aim"


def article_start(reading: Reading, start: int) -> int:
    """Return the start of a noun phrase from its figure: "the earlier" and the like belong to it."""
    before = reading.document.text[max(0, start - 32) : start]
    match = re.search(
        r"(?:from\s+)?(?:the|an?|its|their)?\s*(?:earlier|previous|existing|current)?\s*"
        r"(?:(?:one|goal|target) of)?\s*$",
        before,
    )
    return start - len(match.group().lstrip()) if match else start


def spanned(spans: Sequence[Timespan]) -> Period:
    """Return the period of an earlier promise: the words of its length, the date it was made."""
    length = next((s for s in spans if s.form in ("horizon", "duration", "range")), spans[0])
    dated = next((s for s in spans if s.form in DATED_FORMS and s.first is not None), None)
    when = period(dated) if dated else None
    return Period(
        start=when.start if when else None,
        end=when.end if when and dated is length else None,
        precision=when.precision if when else period(length).precision,
        text=length.text,
    )
