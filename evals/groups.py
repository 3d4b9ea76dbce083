"""Score the grouping of commitments across documents against the shared gold.

  python -m evals.groups DIR                 link the gold records themselves
  python -m evals.groups DIR --coded FILE    link coded documents (JSON Lines of `chancery code`)

DIR holds india_japan.{documents.jsonl,gold.jsonl,groups.json}. Reported: pairwise and B-cubed F1 over the grouped
records (one in two gold groups counts for both), other records wrongly joined to a group, revision links found,
conflicts found, and alarms of a factor of ten that the gold does not have.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import Any

import msgspec

from chancery.linkage import CommitmentEntry, entries, judge
from chancery.models import CodedDocument, Commitment
from evals.gold_claims import coded_documents, commitments, load

Member = tuple[str, int]

# What the fields of the gold conflicts are called here, and which kinds are right for them.
FIELDS = {
    "amount": "amount",
    "kind": "object",
    "sector_of_funds": "executor",
    "strength": "strength",
    "period": "period",
    "amount_equivalent": "equivalent",
    "revises": "revises",
    "occasion": "occasion",
    "ceiling": "ceiling",
    "count_unit": "unit",
}


def f1(right: float, found: float, wanted: float) -> float:
    """Return the harmonic mean of right/found and right/wanted, 0 where either is empty."""
    return 2 * right / (found + wanted) if found + wanted else 0.0


def pairwise(gold: Iterable[Iterable[Member]], coded: Iterable[Iterable[Member]]) -> dict[str, float]:
    """Return recall, precision and F1 of the pairs that are joined."""
    wanted = {frozenset(pair) for group in gold for pair in combinations(sorted(set(group)), 2)}
    found = {frozenset(pair) for group in coded for pair in combinations(sorted(set(group)), 2)}
    right = len(wanted & found)
    return {
        "recall": right / len(wanted) if wanted else 0.0,
        "precision": right / len(found) if found else 0.0,
        "f1": f1(right, len(found), len(wanted)),
    }


def b_cubed(gold: Iterable[Iterable[Member]], coded: Iterable[Iterable[Member]]) -> dict[str, float]:
    """Return B-cubed recall, precision and F1 (Bagga and Baldwin 1998); a record's company in overlapping groups is
    that of all its groups."""
    wanted, found = _company(gold), _company(coded)
    shared = {one: len(wanted[one] & found.get(one, {one})) for one in wanted}
    recall = sum(shared[one] / len(wanted[one]) for one in wanted) / len(wanted)
    precision = sum(shared[one] / len(found.get(one, {one})) for one in wanted) / len(wanted)
    return {"recall": recall, "precision": precision, "f1": f1(recall * precision, recall, precision)}


def _company(groups: Iterable[Iterable[Member]]) -> dict[Member, set[Member]]:
    company = defaultdict[Member, set[Member]](set)
    for group in groups:
        members = set(group)
        for one in members:
            company[one] |= members
    return dict(company)


def members_of(documents: Mapping[str, CodedDocument], gold: list[dict[str, Any]] | None) -> dict[str, set[Member]]:
    """Return for each coded commitment the gold records it stands for: itself, or by matching figures and givers."""
    if gold is None:
        return {claim: {(id, i)} for id, one in documents.items() for i, claim in enumerate(commitments(one))}
    stands = defaultdict[str, set[Member]](set)
    for row in gold:
        claims = [claim for claim in documents[row["id"]].claims if isinstance(claim, Commitment)]
        for i, record in enumerate(row["commitments"]):
            at = documents[row["id"]].document.text.find(record["evidence"])
            best = max(claims, key=lambda claim: _likeness(record, claim, at), default=None)
            if best and _likeness(record, best, at) > 0:
                stands[best.id].add((row["id"], i))
    return stands


def _likeness(record: dict[str, Any], claim: Commitment, at: int) -> float:
    """Compare as the shared scorer does: a common giver, then common figures, the headline first; without figures
    evidence that overlaps by half."""
    if not set(record["committer"]) & set(claim.promisor):
        return 0.0
    wanted = [(Decimal(one["value"]), one["currency"]) for one in record["amounts"]]
    wanted += [(Decimal(one["value"]), None) for one in record["counts"]]
    found = {(one.value, one.currency): one.role for one in claim.quantities}
    if not wanted:
        first, last = claim.evidence[0].start, claim.evidence[-1].end
        both = min(last, at + len(record["evidence"])) - max(first, at)
        share = both / min(last - first, len(record["evidence"]))
        return share if share >= 0.5 else 0.0
    shared = [figure for figure in wanted if figure in found]
    if not shared:
        return 0.0
    target = found.get(wanted[0]) in ("target", "part", "actual")
    return (
        (10.0 if target else 1.0)
        + len(shared)
        + (0.5 if record.get("reported_past", False) == claim.reported_past else 0)
    )


def score(
    groups: list[dict[str, Any]], found: list[CommitmentEntry], stands: Mapping[str, set[Member]]
) -> dict[str, Any]:
    """Return all scores of a set of entries."""
    gold = {group["group"]: [_member(one) for one in group["members"]] for group in groups}
    grouped = {one for members in gold.values() for one in members}
    own = {entry.id: {one for claim in entry.claims for one in stands.get(claim, ())} for entry in found}
    strangers = sum(len(members - grouped) for members in own.values() if members & grouped)
    clusters = [members & grouped for members in own.values() if members & grouped]
    best = {
        name: max(found, key=lambda entry: (len(own[entry.id] & set(members)), entry.id))
        for name, members in gold.items()
    }
    links = [(group["group"], group["revision_of"]) for group in groups if group["revision_of"]]
    holding = {name: [entry for entry in found if own[entry.id] & set(members)] for name, members in gold.items()}
    linked = [pair for pair in links if any(_linked(a, b) for a in holding[pair[0]] for b in holding[pair[1]])]
    wanted = [(group["group"], conflict) for group in groups for conflict in group["conflicts"]]
    hit = [(name, conflict) for name, conflict in wanted if _found(best[name], conflict, own, stands)]
    tens = [one for entry in found for one in entry.conflicts if one.kind == "factor_of_ten"]
    right_tens = [entry for name, conflict in wanted if "factor of ten" in conflict["why"] for entry in [best[name]]]
    false_tens = [
        one.why for entry in found if entry not in right_tens for one in entry.conflicts if one.kind == "factor_of_ten"
    ]
    return {
        "pairwise": pairwise(gold.values(), clusters),
        "b_cubed": b_cubed(gold.values(), clusters),
        "strangers": strangers,
        "revision links": f"{len(linked)} of {len(links)}",
        "conflicts": f"{len(hit)} of {len(wanted)}",
        "missed conflicts": [f"{name}: {one['field']} {one['ids']}" for name, one in wanted if (name, one) not in hit],
        "factor of ten alarms": len(tens),
        "false factor of ten alarms": false_tens,
    }


def _member(one: Any) -> Member:
    """Read a record of a commitment: a pair in our own groups, an object in the shared ones."""
    return (one[0], one[1]) if isinstance(one, list) else (one["id"], one["commitment_index"])


def _linked(later: CommitmentEntry, earlier: CommitmentEntry) -> bool:
    return any(link.later == later.id and link.earlier == earlier.id for link in later.descent)


def _found(
    entry: CommitmentEntry, conflict: dict[str, Any], own: Mapping[str, set[Member]], stands: Mapping[str, set[Member]]
) -> bool:
    """Tell whether an entry has a conflict on the field in which the named documents take part, of a fitting kind."""
    name = FIELDS[conflict["field"]]
    for one in entry.conflicts:
        documents = {id for claim in one.claims for id, _ in stands.get(claim, ())}
        if one.field.split()[0] != name or len(documents & set(conflict["ids"])) < min(2, len(conflict["ids"])):
            continue
        tenfold, tolerable = "factor of ten" in conflict["why"], "tolerable" in conflict["why"]
        if tenfold == (one.kind == "factor_of_ten") and (not tolerable or not one.alarm):
            return True
    return False


def read_coded(row: dict[str, Any], texts: Mapping[str, str]) -> CodedDocument:
    """Return a line of `chancery code`, which leaves the text out, as a coded document."""
    row["document"]["text"] = texts[row["document"]["source_id"]]
    return msgspec.convert(row, CodedDocument, strict=False)


def main() -> None:
    """Print the scores as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("directory", type=Path)
    parser.add_argument("--coded", type=Path)
    options = parser.parse_args()
    base = options.directory
    gold = load(base / "india_japan.gold.jsonl")
    if options.coded:
        texts = {row["id"]: row["text"] for row in load(base / "india_japan.documents.jsonl")}
        rows = [read_coded(row, texts) for row in load(options.coded)]
        documents = {one.document.source_id or one.document.id: one for one in rows}
        stands = members_of(documents, gold)
    else:
        documents = coded_documents(base / "india_japan.documents.jsonl", base / "india_japan.gold.jsonl")
        stands = members_of(documents, None)
    coded = list(documents.values())
    found = [entry for entry in entries(coded, judge(coded)) if isinstance(entry, CommitmentEntry)]
    groups = json.loads((base / "india_japan.groups.json").read_text(encoding="utf-8"))
    print(json.dumps(score(groups, found, stands), indent=1, default=float))


if __name__ == "__main__":
    main()
