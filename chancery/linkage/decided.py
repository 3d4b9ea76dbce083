"""Decisions of several people on one thing: the last word of each, who differs, and how far two agree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import TypeAlias

import msgspec

from chancery.decisions import AnyDecision, Verdict, last_word
from chancery.linkage.entries import Decided
from chancery.linkage.judging import by_rule
from chancery.models import Judgement, Value

Topic: TypeAlias = tuple[str, ...]
"""What a decision is about: a claim, or two in the order of their ids."""


class Agreement(Value, frozen=True, kw_only=True):
    """How far two people agree on what both decided: `agreed` of `both`; Cohen's kappa sets aside what chance would
    give, and is null where that is everything (Cohen 1960)."""

    left: str
    right: str
    kind: str
    both: int
    agreed: int
    percent: float
    kappa: float | None


def topic(decision: Judgement | Verdict) -> Topic:
    """Return what a decision is about."""
    if isinstance(decision, Verdict):
        return (decision.claim,)
    return (min(decision.left, decision.right), max(decision.left, decision.right))


def says(decision: AnyDecision) -> str:
    """Return what was decided, in a word or two."""
    if isinstance(decision, Judgement):
        return f"{decision.relation} {decision.detail or ''}".strip()
    return decision.says if isinstance(decision, Verdict) else decision.status or "progress"


def last_words(decisions: Iterable[Judgement | Verdict]) -> dict[Topic, dict[str, Judgement | Verdict]]:
    """Return for each topic the last decision of each person that is not undone; those of rules are left out."""
    found = defaultdict[Topic, dict[str, Judgement | Verdict]](dict)
    standing = (one for one in decisions if not one.undone and not (isinstance(one, Judgement) and by_rule(one)))
    for one in sorted(standing, key=last_word):
        found[topic(one)][one.author] = one
    return dict(found)


def disputed(by_person: Mapping[str, Judgement | Verdict]) -> bool:
    """Tell whether people differ on one thing."""
    return len({_said(one) for one in by_person.values()}) > 1


def _said(one: Judgement | Verdict) -> str:
    """Return all that two decisions must share to be one: which claim revises which, what a correction sets."""
    more = one.left if isinstance(one, Judgement) and one.relation == "REVISES" else ""
    if isinstance(one, Verdict) and one.correction:
        more = msgspec.json.encode(one.correction, order="sorted").decode()
    return f"{says(one)} {more}"


def agreements(decisions: Iterable[Judgement | Verdict]) -> tuple[Agreement, ...]:
    """Return for each two people how far they agree on pairs of claims, and on claims, that both decided."""
    pairs = defaultdict[tuple[str, str, str], list[tuple[str, str]]](list)
    for about, by_person in sorted(last_words(decisions).items()):
        kind = "claim" if len(about) == 1 else "pair"
        for left, right in combinations(sorted(by_person), 2):
            pairs[left, right, kind].append((_category(by_person[left]), _category(by_person[right])))
    return tuple(_agreement(*key, said) for key, said in sorted(pairs.items()))


def _category(one: Judgement | Verdict) -> str:
    return one.relation if isinstance(one, Judgement) else one.says


def _agreement(left: str, right: str, kind: str, said: Sequence[tuple[str, str]]) -> Agreement:
    agreed = sum(one == other for one, other in said)
    observed = agreed / len(said)
    return Agreement(
        left=left,
        right=right,
        kind=kind,
        both=len(said),
        agreed=agreed,
        percent=round(100 * observed, 1),
        kappa=kappa(said),
    )


def kappa(said: Sequence[tuple[str, str]]) -> float | None:
    """Return Cohen's kappa of what two people said of the same things, None where chance alone would agree on all.

    >>> kappa([("right", "right"), ("right", "wrong"), ("wrong", "wrong"), ("wrong", "wrong")])
    0.5
    >>> kappa([("right", "right")]) is None
    True
    """
    ones, others = Counter(one for one, _ in said), Counter(other for _, other in said)
    observed = sum(one == other for one, other in said) / len(said)
    expected = sum(ones[word] * others[word] for word in ones) / len(said) ** 2
    return None if expected == 1 else round((observed - expected) / (1 - expected), 3)


def shaping(decisions: Iterable[Judgement | Verdict]) -> dict[str, tuple[Decided, ...]]:
    """Return for each claim the decisions that count for it, in the order in which they were made."""
    found = defaultdict[str, list[Decided]](list)
    for about, by_person in last_words(decisions).items():
        last = max(by_person.values(), key=last_word)
        decided = _decided(last, about, disputed(by_person))
        for claim in about:
            found[claim].append(decided)
    return {claim: tuple(sorted(made, key=lambda one: (one.made, one.id))) for claim, made in found.items()}


def _decided(one: Judgement | Verdict, about: Topic, differs: bool) -> Decided:
    because = "; ".join(one.reasons) or None if isinstance(one, Judgement) else one.because
    return Decided(
        id=one.id,
        kind="judgement" if isinstance(one, Judgement) else "verdict",
        says=says(one),
        claims=about,
        fields=tuple(sorted(one.correction)) if isinstance(one, Verdict) else (),
        author=one.author,
        made=one.made or "",
        because=because,
        disputed=differs,
    )
