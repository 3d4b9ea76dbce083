"""Who gives and who gets: the parties of an undertaking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chancery.coding.clauses import actor_at, conjoined
from chancery.coding.commissives import nouns, verbs
from chancery.coding.frames import Frame
from chancery.coding.genre import official
from chancery.coding.principals import principals
from chancery.coding.reading import Reading
from chancery.models import Mention, Money, Token

GIVING = ("nmod:poss", "amod", "compound")
RECEIVING = frozenset({"in", "into", "to", "for", "with", "towards", "toward", "on", "against"})
PLACED = frozenset({"in", "into", "to", "for"})
KEPT = frozenset({"at", "with"})
PARTNERS = frozenset({"with"})
SOURCES = frozenset({"from", "by"})


def parties(
    reading: Reading, frame: Frame, start: int, end: int, until: int
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return promisor and beneficiary of an undertaking told at [start, end); what follows to `until` may name them.

    Of a flow ("Japanese investment in India") the one who pays is the promisor, whoever announces it. A joint
    undertaking has all its parties on both sides; with one promisor and nobody named, the other principal benefits.
    """
    if frame.verb in verbs().receiving:
        return received(reading, frame, start, until)
    donors, recipients, flowing = flow(reading, frame, start, until)
    subject = frame.subject
    told = frame.verb in verbs().announcing
    if donors and (not subject or told or {*donors, *recipients} & {*subject}):
        promisor = donors
    else:
        promisor = unless(subject, recipients) if len(subject) > 1 and recipients else subject
    if len(promisor) == 1 and promisor == subject and frame.strength in ("agree", "sign"):
        tokens = reading.sentences[frame.sentence].tokens
        partners = [code for mention in marked(reading, tokens, start, end, PARTNERS) for code in mention.codes]
        promisor = tuple(dict.fromkeys((*promisor, *partners)))
    if not promisor:
        paid = any(isinstance(q, Money) for q in reading.quantities_in(start, end)) and not reading.once(official)
        promisor = unless(principals(reading), recipients if paid else ())[:2]
    if len(promisor) > 1:
        outside = unless(recipients, promisor)
        return promisor, outside if outside and (flowing or not set(outside) <= set(principals(reading))) else promisor
    named = unless(recipients, promisor) or unless(objects(reading, frame, start, end), promisor)
    return promisor, named or unless(frame.hearer, promisor) or other(reading, promisor)


def received(reading: Reading, frame: Frame, start: int, end: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return giver and getter of what somebody received ("Egypt received a loan from the IMF")."""
    tokens = reading.sentences[frame.sentence].tokens
    givers = [code for mention in marked(reading, tokens, start, end, SOURCES) for code in mention.codes]
    return unless(dict.fromkeys(givers), frame.subject), frame.subject


def other(reading: Reading, promisor: tuple[str, ...]) -> tuple[str, ...]:
    """Return the other side of a relationship between two, nobody where there are more."""
    both = principals(reading)
    return unless(both, promisor) if set(promisor) <= set(both) and len(both) == 2 else ()


def unless(codes: Iterable[str], excluded: Iterable[str]) -> tuple[str, ...]:
    """Return the codes that are not excluded, in order."""
    out = frozenset(excluded)
    return tuple(code for code in codes if code not in out)


def flow(reading: Reading, frame: Frame, start: int, end: int) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """Return who gives, who gets ("Japan's loan to India"), and whether anything flows in [start, end)."""
    words = nouns()
    givers: dict[str, None] = {}
    getters: dict[str, None] = {}
    tokens, tree = reading.sentences[frame.sentence].tokens, reading.trees[frame.sentence]
    said = tokens[frame.head].start if frame.subject and not frame.nominal else start
    acts = {t.lemma.lower() for t in tokens if start <= t.start < end and t.upos == "VERB" and t.deprel != "case"}
    given = bool(acts & verbs().giving)
    flowing = [t for t in tokens if start <= t.start < end and t.upos == "NOUN" and t.lemma.lower() in words.flows]
    heads = {t.head for t in flowing if t.deprel == "compound"}
    money = any(isinstance(q, Money) for q in reading.quantities_in(start, end))
    goals = words.goals if money else frozenset[str]()
    pledges = [
        t
        for t in tokens
        if said <= t.start < end and (t.lemma.lower() in words.carriers["pledge"] | goals or t.i in heads)
    ]
    for token in (*flowing, *(t for t in pledges if t.lemma.lower() in words.goals | words.carriers["pledge"])):
        for child in tree[token.i]:
            if tokens[child].deprel in GIVING:
                codes = [
                    c for k in conjoined(reading, frame.sentence, child) for c in actor_at(reading, frame.sentence, k)
                ]
                givers |= dict.fromkeys(codes)
    if flowing or pledges or given:
        for mention in marked(reading, tokens, start, end, PLACED | (KEPT if acts & verbs().depositing else set())):
            getters |= dict.fromkeys(mention.codes)
        for mention in marked(reading, tokens, start, end, SOURCES):
            if sourced(tokens, mention):
                givers |= dict.fromkeys(mention.codes)
    else:
        for mention in marked(reading, tokens, start, end, RECEIVING - {"in"}):
            if mention.kind != "place":
                getters |= dict.fromkeys(mention.codes)
    return unless(givers, getters), tuple(getters), bool(flowing or given)


def sourced(tokens: tuple[Token, ...], mention: Mention) -> bool:
    """Tell whether a mention after "from" or "by" is whom something flows from: of a loan, not of a threat."""
    own = [t for t in tokens if mention.start <= t.start < mention.end]
    outer = next((t for t in own if all(t.head != o.i for o in own)), None)
    head = tokens[outer.head] if outer is not None and outer.head >= 0 else None
    if head is None or head.upos == "VERB":
        return True
    lemma = head.lemma.lower()
    return lemma in nouns().flows or lemma in nouns().carriers["pledge"] | nouns().goals or head.upos in ("SYM", "NUM")


def marked(
    reading: Reading, tokens: tuple[Token, ...], start: int, end: int, prepositions: frozenset[str]
) -> Iterator[Mention]:
    """Yield the mentions in [start, end) right after a preposition, an article allowed between, and those listed on."""
    ends = {t.end: t for t in tokens}
    text = reading.document.text
    given: set[int] = set()
    for mention in reading.mentions_in(start, end):
        before = text[start : mention.start].rstrip().removesuffix(" the").rstrip()
        token = ends.get(start + len(before)) if before else None
        own = [t for t in tokens if mention.start <= t.start < mention.end]
        outer = [t for t in own if all(t.head != o.i for o in own)]
        if outer and outer[0].deprel in GIVING:
            continue
        listed = bool(outer) and outer[0].deprel == "conj" and outer[0].head in given
        led = token is not None and token.text.lower() in prepositions
        if mention.codes and (led or listed) and not describing(reading, mention.start, mention.end):
            given |= {t.i for t in own}
            yield mention


def describing(reading: Reading, start: int, end: int) -> bool:
    """Tell whether words only say who the subject of a clause is ("The Emirates, home to the agency, will …")."""
    place = next(iter(reading.tokens_in(start, end)), None)
    if place is None:
        return False
    tokens, i, described = reading.sentences[place[0]].tokens, place[1], False
    while tokens[i].head >= 0 and not (described and tokens[i].deprel.startswith("nsubj")):
        described = described or tokens[i].deprel in ("appos", "acl:relcl", "parataxis")
        i = tokens[i].head
    return described and tokens[i].deprel.startswith("nsubj")


def objects(reading: Reading, frame: Frame, start: int, end: int) -> tuple[str, ...]:
    """Return the codes of the actors named inside an undertaking, after its verb; venues aside."""
    head = reading.sentences[frame.sentence].tokens[frame.head].start
    after = [m for m in reading.mentions_in(min(head, end), end) if m.kind != "place"]
    return tuple(dict.fromkeys(code for m in after for code in m.codes))
