"""What is undertaken, in the short phrase that somebody would write down."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chancery.coding.clauses import Clause, codes_of
from chancery.coding.commissives import nouns, strength_in, verbs
from chancery.coding.frames import Frame
from chancery.coding.reading import Reading, subtree
from chancery.models import Token

SPACE = re.compile(r"\s+")
BRACKETS = re.compile(r"\s*\([^()]*\)|\bhttps?://\S+|[\[\]*_]+")
PHRASE = 110
LEAST = 12
SEAMS = ("case", "cc", "mark", "punct")
SUBORDINATE = ("advcl", "acl:relcl", "parataxis")


def undertaking(reading: Reading, every: Sequence[Clause], frame: Frame, end: int, promisor: Sequence[str] = ()) -> str:
    """Return what is undertaken in a phrase of the text's words without brackets, "not" first if to refrain.

    It begins with the verb, or with the noun of what is announced; subordinate clauses, leading articles and the
    promisor's own name are left out.
    """
    tokens = reading.sentences[frame.sentence].tokens
    first = opening(reading, every, frame)
    stop = closing(reading, every, frame, tokens[first].end, end)
    while tokens[first].end < stop and leads(reading, frame.sentence, first, promisor):
        first += 1
    words = phrase(reading.document.text[tokens[first].start : whole(tokens, frame.head, tokens[first].start, stop)])
    return f"not {words}" if frame.refrains else words


def opening(reading: Reading, every: Sequence[Clause], frame: Frame) -> int:
    """Return the token that the phrase begins with, leading words still on.

    A noun stands for itself, but one after the preposition of a light verb takes its verb along ("withdrew from").
    """
    tokens, tree = reading.sentences[frame.sentence].tokens, reading.trees[frame.sentence]
    if not frame.nominal:
        things = [i for i in every[frame.clause].objects if i > frame.head]
        told = tokens[frame.head].lemma.lower() in verbs().presenting and bool(things)
        return subtree(tree, things[0])[0] if told and carrying(tokens, things[0]) else frame.head
    first = next((t.i for t in tokens if t.start >= frame.own), frame.head)
    light = f"{every[frame.matrix].lemma} {tokens[first].text.lower()}" in verbs().light
    return every[frame.matrix].head if light else first


def carrying(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether a noun is itself a plan, a goal, a pledge or a sum."""
    lemma = tokens[i].lemma.lower()
    return strength_in(nouns().carriers, lemma) is not None or lemma in nouns().flows


def closing(reading: Reading, every: Sequence[Clause], frame: Frame, head_end: int, end: int) -> int:
    """Return where the phrase ends: before the first clause below it that says when, why or which."""
    starts = [
        clause.start
        for clause in every
        if clause.sentence == frame.sentence
        and clause.relation in SUBORDINATE
        and clause.start >= head_end + LEAST
        and (clause.form == "finite" or (clause.form == "participle" and set_off(reading, clause)))
    ]
    stop = max(min([end, *starts]), head_end)
    opened = reading.document.text.rfind("(", head_end, stop)
    return opened if opened > reading.document.text.rfind(")", head_end, stop) else stop


def set_off(reading: Reading, clause: Clause) -> bool:
    """Tell whether a participle clause stands apart: after a comma, or after a word of time ("after visiting …")."""
    tokens, tree = reading.sentences[clause.sentence].tokens, reading.trees[clause.sentence]
    marks = {tokens[j].text.lower() for j in tree[clause.head] if tokens[j].deprel in ("mark", "case")}
    apart = reading.document.text[: clause.start + 1].rstrip().endswith(",")
    return bool(marks & nouns().temporal) or (not marks and apart)


def leads(reading: Reading, sentence: int, i: int, promisor: Sequence[str]) -> bool:
    """Tell whether a token that opens a phrase says nothing: an article, a preposition, the promisor's own name."""
    token = reading.sentences[sentence].tokens[i]
    if token.deprel in ("case", "det", "punct", "mark") or token.xpos in ("PRP$", "POS", "TO"):
        return True
    own = codes_of(reading, sentence, [i], places=True)
    return token.deprel in ("nmod:poss", "compound", "amod") and bool(own) and set(own) <= set(promisor)


def whole(tokens: Sequence[Token], head: int, start: int, end: int) -> int:
    """Return an end at which no phrase is cut in two, within the length that a phrase may have.

    The last place is taken at which what follows hangs on the head or on a word right below it.
    """
    if end - start <= PHRASE:
        return end
    seams = [
        (depth(tokens, tokens[t.head].head if t.deprel in ("case", "mark") else t.head, head) <= 1, t.start)
        for t in tokens
        if t.deprel in SEAMS and t.text.lower() != "of" and start + LEAST < t.start <= start + PHRASE
    ]
    return max(seams)[1] if seams else end


def depth(tokens: Sequence[Token], i: int, top: int) -> int:
    """Return how far a token stands below another, the length of the sentence where it does not."""
    steps = 0
    while i >= 0 and i != top:
        i, steps = tokens[i].head, steps + 1
    return steps if i == top else len(tokens)


def noted(reading: Reading, start: int, end: int) -> str:
    """Return the words of a figure's own phrase: a leading preposition or article and relative clauses left out."""
    places = reading.tokens_in(start, end)
    sentence = places[0][0] if places else 0
    tokens = [reading.sentences[i].tokens[t] for i, t in places if i == sentence]
    while len(tokens) > 1 and (tokens[0].deprel in ("case", "det", "cc", "punct") or tokens[0].xpos == "PRP$"):
        tokens = tokens[1:]
    if not tokens:
        return phrase(reading.document.text[start:end])
    first = tokens[0].start
    tree = reading.trees[sentence]
    below = [subtree(tree, t.i)[0] for t in tokens if t.deprel in ("acl:relcl", "parataxis")]
    starts = [s for i in below if (s := reading.sentences[sentence].tokens[i].start) > first]
    return phrase(reading.document.text[first : min([end, *starts])])


def phrase(text: str) -> str:
    """Return words on one line without brackets, cut at a word's end and then ended by "…".

    >>> phrase("put 5 trillion yen ($42 billion) into India,")
    'put 5 trillion yen into India'
    """
    flat = SPACE.sub(" ", BRACKETS.sub("", text)).strip(" ,;:.-–—\"“”'*")
    if len(flat) <= PHRASE:
        return flat
    return flat[: PHRASE - 1].rsplit(" ", 1)[0].rstrip(" ,;:.-–—(") + " …"
