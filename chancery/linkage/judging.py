"""Claims to judgements: which two tell of the same thing, which one revises what the other tells of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from chancery.linkage import kinds
from chancery.linkage.blocking import Blocks
from chancery.linkage.commitments import CommitmentAccount
from chancery.linkage.disputes import DENIED
from chancery.linkage.kinds import AnyAccount
from chancery.linkage.matching import Likeness
from chancery.linkage.revisions import revises
from chancery.models import CodedDocument, Judgement, Relation, digest

RULE = "rule linkage-2"


def by_rule(judgement: Judgement) -> bool:
    """Tell whether a rule made a judgement; all others are people's, and win."""
    return judgement.author.startswith("rule ")


def judge(coded: Iterable[CodedDocument]) -> tuple[Judgement, ...]:
    """Judge every pair of claims that share a block, sorted by id of the judgement.

    A judgement depends on the two claims and their documents only. In SAME the smaller claim id is `left`; in REVISES
    `left` is the newer claim and `detail` the line of descent; CONFLICTS says that one denies what the other reports.
    """
    found = kinds.accounts(coded)
    return _judged(found, blocks(found).pairs())


def judge_new(new: Iterable[CodedDocument], existing: Iterable[CodedDocument]) -> tuple[Judgement, ...]:
    """Judge the pairs in which a claim of the new documents takes part.

    Together with judge(existing) that gives judge(existing + new); of `existing` only documents that share a block key
    with a new one matter (`block_keys`).
    """
    added = list(new)
    found = kinds.accounts([*existing, *added])
    return _judged(found, blocks(found).pairs_with(claim.id for one in added for claim in one.claims))


def block_keys(coded: CodedDocument) -> tuple[str, ...]:
    """Return the block keys of a document's claims as text, sorted: for an index of which documents can matter."""
    found = kinds.accounts([coded])
    return tuple(sorted({"|".join(key) for account in found.values() for key in kinds.keys(account)}))


def blocks(found: Mapping[str, AnyAccount]) -> Blocks:
    """Return the blocks of accounts by claim id."""
    return Blocks({id: kinds.keys(account) for id, account in found.items()})


def _judged(found: Mapping[str, AnyAccount], pairs: Iterable[tuple[str, str]]) -> tuple[Judgement, ...]:
    made = (one for left, right in pairs for one in judge_pair(found[left], found[right]))
    return tuple(sorted(made, key=lambda judgement: judgement.id))


def judge_pair(left: AnyAccount, right: AnyAccount) -> Iterator[Judgement]:
    """Judge two accounts: they are the same, or one revises the other, or nothing is known to join them."""
    likeness = kinds.compare(left, right)
    if likeness.same and denies(left, right):
        yield _judgement(left, right, "CONFLICTS", DENIED, likeness)
        return
    if likeness.same:
        yield _judgement(left, right, "SAME", None, likeness)
        return
    if isinstance(left, CommitmentAccount) and isinstance(right, CommitmentAccount):
        for newer, older in ((left, right), (right, left)):
            revising = revises(newer, older)
            if revising:
                yield _judgement(newer, older, "REVISES", revising.relation, revising.likeness)
                return


def denies(left: AnyAccount, right: AnyAccount) -> bool:
    """Tell whether one of two commitments says that it was not made."""
    pair = isinstance(left, CommitmentAccount) and isinstance(right, CommitmentAccount)
    return pair and left.claim.denied != right.claim.denied


def _judgement(
    left: AnyAccount, right: AnyAccount, relation: Relation, detail: str | None, likeness: Likeness
) -> Judgement:
    return Judgement(
        id=digest(left.id, right.id, relation, detail or "", RULE),
        left=left.id,
        right=right.id,
        relation=relation,
        detail=detail,
        score=round(likeness.score, 3),
        reasons=likeness.reasons,
        author=RULE,
    )
