"""Who "they" are: several who act together before all others, and nobody whom the clause itself rules out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from chancery.actors import kinds, quotations, tables
from chancery.actors.grammar import SUBJECTS
from chancery.actors.page import Phrase
from chancery.actors.scene import LOOK_BACK, Group, Scene, acting_groups, distinct, grouped, of_speaker, several_of
from chancery.models import Token

PAIR = 2  # parties of a text about two


def plural(phrase: Phrase, before: Sequence[Phrase], scene: Scene) -> tuple[str, ...]:
    """Return who "they" are: several named as one near by, subjects before all others, else the parties.

    None of them stands on the other side of the same clause ("They called on Turkey") or is who speaks ("they").
    """
    apart = others_beside(phrase, scene) | own_speaker(phrase, before, scene)
    here = scene.sentence(phrase.start)
    near = {
        back: [
            group
            for group in grouped(p for p in before if scene.sentence(p.start) == here - back and p.kind != "place")
            if apart.isdisjoint(distinct(group))
        ]
        for back in range(LOOK_BACK + 1)
    }
    found = together(phrase, near[0], scene) or possessor(phrase, near[0], scene)
    found = found or next(iter(several_of(acting_groups(near[1], scene))), ())
    if not found and is_of_others(phrase, before, scene):
        return ()
    found = found or previous(phrase, near, scene)
    if found:
        return found
    if len(scene.parties) > 1 and apart.isdisjoint(scene.parties):
        return scene.parties
    if apart:
        return last_subject([*near[1], *near[0]], scene)
    return distinct(p for p in before if scene.sentence(p.start) in {here, here - 1} and p.kind != "place")


def together(phrase: Phrase, same: Sequence[Group], scene: Scene) -> tuple[str, ...]:
    """Return the several named before "they" in its own sentence: the subjects for a subject, else the last."""
    lists = several_of(same)
    acting = [codes for codes in several_of(acting_groups(same, scene)) if scene.is_subject(phrase)]
    if lists:
        return (acting or lists)[-1]
    several = [p for group in same for p in group if is_several(p)]
    return several[-1].codes if several else several_persons(same)


def previous(phrase: Phrase, near: Mapping[int, Sequence[Group]], scene: Scene) -> tuple[str, ...]:
    """Return those of the sentences before: a body that acts, several further back, then whoever stands together."""
    acting = {back: acting_groups(groups, scene) for back, groups in near.items()}
    body = next((group[0].codes for group in acting[1] if is_body(group[0])), ())
    if body and scene.is_subject(phrase):
        return body
    lists = several_of(near[1])
    further = [codes for back in range(2, LOOK_BACK + 1) for codes in several_of(acting[back])]
    if further and (not lists or scene.is_subject(phrase)):
        return further[0]
    if lists and len(scene.parties) == PAIR and scene.is_subject(phrase):
        return ()
    if lists:
        return lists[0]
    several = [p for group in near[1] for p in group if is_several(p)]
    if several and len(scene.parties) < PAIR:
        return several[-1].codes
    return several_persons(near[1])


def is_of_others(phrase: Phrase, before: Sequence[Phrase], scene: Scene) -> bool:
    """Tell whether people who are no actor's are the subject before "they" ("The protesters left. They …")."""
    if scene.grammar is None or (place := scene.grammar.head(phrase)) is None:
        return False
    for sentence in range(max(0, place.sentence - 1), place.sentence + 1):
        for token in scene.grammar.tokens(sentence):
            if sentence == place.sentence and token.i >= place.token:
                break
            if token.deprel in SUBJECTS and token.xpos == "NNS" and token.text.lower() in kinds.agents():
                start = scene.grammar.folded.folded(token.start)
                if not any(p.start <= start < p.end for p in before):
                    return True
    return False


def is_several(phrase: Phrase) -> bool:
    """Tell whether one phrase names several people ("Japanese troops")."""
    return phrase.plural or (phrase.sector not in {None, "GOV", "IGO"} and phrase.kind == "state")


def is_body(phrase: Phrase) -> bool:
    """Tell whether a phrase names a ministry, a group or another body, which may be "they"."""
    return phrase.kind in {"organisation", "group"} or (phrase.kind == "state" and phrase.sector is not None)


def several_persons(groups: Sequence[Group]) -> tuple[str, ...]:
    """Return the actors of the people in groups, if they are of several."""
    persons = distinct(p for group in groups for p in group if p.kind == "person")
    return persons if len(persons) > 1 else ()


def possessor(phrase: Phrase, same: Sequence[Group], scene: Scene) -> tuple[str, ...]:
    """Return whose "their" is where its sentence names one state or body before it and nobody else."""
    named = [p for group in same for p in group]
    place = scene.grammar.head(phrase) if scene.grammar is not None else None
    if scene.grammar is None or place is None or any(p.kind == "person" for p in named):
        return ()
    tokens = scene.grammar.tokens(place.sentence)
    if tokens[place.token].deprel != "nmod:poss" or shared(tokens, tokens[place.token].head):
        return ()
    owners = distinct(p for p in named if p.sense != "adjective" or p.sector is not None)
    return owners if len(owners) == 1 else ()


def shared(tokens: Sequence[Token], thing: int) -> bool:
    """Tell whether a thing is said to be that of several ("their joint programme")."""
    return any(t.head == thing and t.lemma.lower() in tables.word_set("shared") for t in tokens)


def last_subject(groups: Sequence[Group], scene: Scene) -> tuple[str, ...]:
    """Return the last state or body among groups that is a subject: "they" of one alone; one of states need not be."""
    actors = [group for group in groups if len(group) == 1 and group[0].kind in {"state", "organisation", "group"}]
    acting = [group[0] for group in actors if group[0].sector == "IGO" or scene.is_subject(group[0])]
    return acting[-1].codes if acting else ()


def others_beside(phrase: Phrase, scene: Scene) -> frozenset[str]:
    """Return the actors on the other side of the clause in which a pronoun is subject or object."""
    if scene.grammar is None:
        return frozenset()
    spans = scene.grammar.opposed(phrase)
    return frozenset(c for p in scene.named for start, _ in spans if p.start <= start < p.end for c in p.codes)


def own_speaker(phrase: Phrase, before: Sequence[Phrase], scene: Scene) -> frozenset[str]:
    """Return who speaks in the quotation that a pronoun stands in."""
    quote = quotations.over(scene.quotes, phrase.start)
    if quote is None or quote.speaker is None:
        return frozenset()
    return frozenset(of_speaker(quote.speaker, (*scene.named, *before), scene))
