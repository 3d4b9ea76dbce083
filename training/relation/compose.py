"""Composes acts with words of promising, refusing, threatening, asking, blaming and praising: same act, other type."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
COOPERATIVE = {"CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"}
ACTS = 0.55
"""Share of sentences about what the source does itself; in the others it speaks of what the recipient does."""


def composed(choose: random.Random, number: int) -> Iterator[tuple[str, str]]:
    """Yield types with frames ({S}, {T})."""
    kinds = _acts()
    own = [pair for pair in kinds if not pair[0].endswith("DEED")]
    deeds, misdeeds = ([words for kind, words in kinds if kind == name] for name in ("DEED", "MISDEED"))
    for _ in range(number):
        if choose.random() < ACTS:
            yield _done(*choose.choice(own), choose)
        else:
            yield _asked(choose.choice(deeds), choose.choice(misdeeds), choose)


def _done(kind: str, act: str, choose: random.Random) -> tuple[str, str]:
    frames, share = _frames(), choose.random()
    if kind in COOPERATIVE:
        kind, name = (kind, "plain") if share < 0.3 else ("AGREE", "promise") if share < 0.6 else ("REJECT", "refusal")
    else:
        kind, name = (kind, "plain") if share < 0.45 else ("THREATEN", "threat")
        kind, name = ("REJECT", "denial") if share >= 0.9 else (kind, name)
    return kind, choose.choice(frames[name]).format(S="{S}", **_forms(act, ""))


def _asked(deed: str, misdeed: str, choose: random.Random) -> tuple[str, str]:
    kind, name = choose.choice(_frames()["speech"])
    frame = choose.choice(_frames()[name])
    return kind, frame.format(S="{S}", T="{T}", deed=deed, **_forms(misdeed, "bad_"))


def _forms(act: str, prefix: str) -> dict[str, str]:
    verb, _, rest = act.partition(" ")
    rest = f" {rest}" if rest else ""
    past, participle = _frames()["irregular"].get(verb, (_regular(verb), _regular(verb)))
    forms = {"base": verb, "past": past, "part": participle, "ing": _gerund(verb)}
    return {prefix + name: form + rest for name, form in forms.items()}


def _regular(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    return verb[:-1] + "ied" if verb.endswith("y") and verb[-2] not in "aeou" else verb + "ed"


def _gerund(verb: str) -> str:
    if verb in _frames()["doubled"]:
        return verb + verb[-1] + "ing"
    return (verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb) + "ing"


@cache
def _acts() -> list[tuple[str, str]]:
    lines = (HERE / "acts.tsv").read_text(encoding="utf-8").splitlines()
    return [(kind, words) for kind, words in (line.split("\t") for line in lines if line and line[0] != "#")]


@cache
def _frames() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((HERE / "compose.yaml").read_text(encoding="utf-8"))
    return found
