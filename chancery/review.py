"""Review: what people decide on a ledger, who decided what when, and what is left to decide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import product
from typing import Any, Literal, TypeAlias, get_args

from chancery.decisions import AnyDecision, Compliance, Progress, ProgressStatus, Saying, Verdict, identify
from chancery.errors import ChanceryError, EvidenceError, LedgerError, NotFoundError
from chancery.ledger import DECIDED_AT_ONCE, Doubt, Doubting, Ledger
from chancery.linkage import Agreement, CommitmentEntry, agreements, by_rule, correct, correction, differences
from chancery.linkage.dates import days
from chancery.linkage.entries import DescentRelation, EntryBase
from chancery.models import ClaimBase, Document, Evidence, Judgement, Relation, digest, evidence

Day: TypeAlias = date | str | None
"""A day, a UTC timestamp as text, or null for now."""
Score: TypeAlias = Literal[-1, 0, 1]
A_PERSON = "a person"


class Review(Ledger):
    """A ledger with what people decide: verdicts, judgements and progress, undone by a date and never deleted.

    Of several decisions on one thing the last that is not undone counts; where people's last words differ it is shown
    as disputed. `by` names who decides, `on` when (now), `because` why.
    """

    # --- decide -----------------------------------------------------------------------------------------------------

    def relate(
        self,
        left: str,
        right: str,
        relation: Relation,
        *,
        detail: str | None = None,
        because: str | None = None,
        by: str = A_PERSON,
        on: Day = None,
    ) -> tuple[Judgement, ...]:
        """Keep a person's judgement of how two claims or entries relate, and return it: one judgement a pair of claims.

        `left` and `right` are ids; where `left` revises `right`, `detail` says how. Of entries, all claims are the same
        or different, the first ones conflict or revise. Raises NotFoundError for other ids.
        """
        if relation == "REVISES" and detail not in get_args(DescentRelation):
            raise ChanceryError(f"{detail}: is no way to revise; say one of {', '.join(get_args(DescentRelation))}")
        made = moment(on)
        pairs = _pairs(relation, self._claims(left), self._claims(right))
        batch = digest(made, by, left, right) if len(pairs) > 1 else None
        judged = tuple(_judgement(one, other, relation, detail, because, by, made, batch) for one, other in pairs)
        self.decide(judged)
        return judged

    def verdict(
        self,
        claim: str,
        says: Saying,
        changes: Mapping[str, Any] | None = None,
        *,
        because: str | None = None,
        by: str = A_PERSON,
        on: Day = None,
    ) -> Verdict:
        """Keep what a person says of a claim: it is right, wrong, or corrected by `changes`; return the verdict.

        `changes` maps fields ("strength"), or places inside them ("quantities.0.value"), to new values as in the
        claim's JSON; evidence may be a quote of the text alone ("evidence.0.quote"). They start from the claim as it
        counts now. Raises ChanceryError for what the claim cannot have, EvidenceError for words that the text has not,
        NotFoundError for what is no claim.
        """
        (id,) = self._one_claim(claim)
        (now,) = self.claims([id])
        (coded,) = self.claims([id], as_coded=True)
        fields: dict[str, Any] = {}
        if says == "corrected":
            wanted = correct(now, correction(now, changes or {}, self.documents_of([id])[id]))
            fields = differences(coded, wanted)
            if not fields or wanted == now:
                raise ChanceryError(f"{claim}: nothing is changed by that; say that the claim is right")
        elif changes:
            raise ChanceryError(f"{claim}: new values go with “corrected”, not with “{says}”")
        made = Verdict(claim=id, says=says, correction=fields, because=because, author=by, made=moment(on))
        (kept,) = self._keep([made])
        assert isinstance(kept, Verdict)
        return kept

    def progress(
        self,
        entry: str,
        text: str,
        *,
        day: date | str,
        status: ProgressStatus | None = None,
        scores: Mapping[str, Score] | None = None,
        url: str | None = None,
        document: str | None = None,
        quote: str | None = None,
        because: str | None = None,
        by: str = A_PERSON,
        on: Day = None,
    ) -> Progress:
        """Keep what became of a promise by a `day` (an ISO date of any precision), and return it.

        The source is an address (`url`) or a `document` of the ledger (id or source) with the `quote` that says so;
        `scores` gives parties -1, 0 or 1 for compliance. Raises ChanceryError for no source or no such status,
        NotFoundError for what is no promise, EvidenceError for words that the document has not.
        """
        promise = self.item(entry)
        if not isinstance(promise, CommitmentEntry):
            raise NotFoundError(f"{entry}: is no promise; chancery list commitments gives their ids")
        known = get_args(ProgressStatus)
        if status is not None and status not in known:
            raise ChanceryError(f"{status}: is no status of a promise; say one of {', '.join(known)}")
        if bool(url) == bool(document):
            raise ChanceryError("progress needs one source: an address (url) or a document of the ledger")
        told = day if isinstance(day, str) else day.isoformat()
        if days(told) is None:
            raise ChanceryError(f"{told}: is no date; write it as 2025, 2025-08 or 2025-08-29")
        source = self._document(document) if document else None
        made = Progress(
            claims=self._by_publication(promise.claims),
            on=told,
            text=text,
            url=url,
            document=source.id if source else None,
            evidence=_words(source, quote) if source and quote else None,
            status=status,
            compliance=_scored(scores or {}),
            because=because,
            author=by,
            made=moment(on),
        )
        (kept,) = self._keep([made])
        assert isinstance(kept, Progress)
        return kept

    def undo(self, name: str, *, on: Day = None, by: str | None = None) -> tuple[AnyDecision, ...]:
        """Let a decision (by its id or the beginning of it), or all of a batch, hold no longer; return those.

        Raises NotFoundError when there is none such, LedgerError for a judgement of a rule.
        """
        try:
            found = self.item(name)
            whole = found.id if isinstance(found, AnyDecision) else name
        except NotFoundError:
            whole = name
        return super().undo(whole, on=moment(on), by=by)

    # --- who decided what -------------------------------------------------------------------------------------------

    def decisions(
        self, about: str | None = None, *, by: str | None = None, limit: int | None = None
    ) -> tuple[AnyDecision, ...]:
        """Return what people decided, the newest first, undone ones too: all, or what is `about` a claim or an entry.

        `by` takes only one person's. Raises NotFoundError for an id that is neither.
        """
        found = list(self.decided()) if about is None else self._decided(self._claims(about))
        chosen = (one for one in found if by in (None, one.author))
        return tuple(sorted(chosen, key=lambda one: (one.made or "", one.id), reverse=True)[:limit])

    def agreement(self) -> tuple[Agreement, ...]:
        """Return for each two people on how much of what both decided they agree, in per cent and as Cohen's kappa."""
        return agreements(one for one in self.decided() if not isinstance(one, Progress))

    # --- the queue --------------------------------------------------------------------------------------------------

    def queue(self, *, limit: int | None = 50, offset: int = 0, **asked: Any) -> tuple[Doubt, ...]:
        """Return what a person should decide, the most doubtful first.

        `asked` are the fields of `Doubting`: kind (pair, claim, conflict, dispute), of (engagement, commitment …),
        actor (a code), relation, least and most doubt, and by, who has not decided it yet.
        """
        return self.doubts(Doubting(**asked), limit=limit, offset=offset)

    def queue_size(self, **asked: Any) -> int:
        """Return how much of that there is."""
        return self.count_doubts(Doubting(**asked))

    def accept(
        self, *, count: int, by: str = A_PERSON, because: str | None = None, on: Day = None, **asked: Any
    ) -> tuple[AnyDecision, ...]:
        """Accept as it stands all that the queue holds for `asked` and nobody has decided, in one batch; return it.

        Rules' judgements are made one's own, claims called right; `undo` of the batch undoes all. `kind` must be pair
        or claim. `count` is what
        `queue_size` said: raises LedgerError when there is now more or less, and nothing is accepted.
        """
        wanted = Doubting(**asked)
        if wanted.kind not in DECIDED_AT_ONCE:
            raise ChanceryError(f"{wanted.kind}: is not accepted at once; kind must be {' or '.join(DECIDED_AT_ONCE)}")
        found = self.doubts(wanted, limit=None)
        if len(found) != count:
            raise LedgerError(f"there are {len(found)} to accept now, not {count}; look at them again")
        made = moment(on)
        batch = digest("batch", by, made)
        return self._keep([_accepted(one, because, by, made, batch) for one in found])

    # --- parts ------------------------------------------------------------------------------------------------------

    def _keep(self, made: Sequence[AnyDecision]) -> tuple[AnyDecision, ...]:
        kept = tuple(map(identify, made))
        self.decide(kept)
        return kept

    def _decided(self, claims: Sequence[str]) -> list[AnyDecision]:
        judged = (one for one in self.judgements(claims) if not by_rule(one))
        return [*judged, *self.verdicts(claims), *self.recorded(claims)]

    def _claims(self, name: str) -> tuple[str, ...]:
        """Return the id of a claim, or those of the claims of an entry."""
        found = self.item(name)
        if isinstance(found, EntryBase):
            return found.claims
        if isinstance(found, ClaimBase):
            return (found.id,)
        raise NotFoundError(f"{name}: is neither a claim nor an entry; chancery list and chancery show give their ids")

    def _one_claim(self, name: str) -> tuple[str]:
        found = self.item(name)
        if isinstance(found, EntryBase) and len(found.claims) == 1:
            return (found.claims[0],)
        if isinstance(found, ClaimBase):
            return (found.id,)
        raise NotFoundError(f"{name}: is no claim; chancery show gives the claims of an entry and of a report")

    def _document(self, name: str) -> Document:
        found = self.item(name)
        if isinstance(found, Document):
            return found
        raise NotFoundError(f"{name}: is no report of this ledger; chancery list documents gives their ids")

    def _by_publication(self, claims: Iterable[str]) -> tuple[str, ...]:
        homes = self.documents_of(claims)
        return tuple(sorted(homes, key=lambda claim: (homes[claim].published or "9999", claim)))


def moment(on: Day) -> str:
    """Return when something is decided: the day or timestamp given, else now in UTC, to the microsecond.

    >>> moment(date(2026, 1, 5))
    '2026-01-05'
    """
    if isinstance(on, str):
        return on
    return on.isoformat() if on else datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _judgement(
    left: str,
    right: str,
    relation: Relation,
    detail: str | None,
    because: str | None,
    by: str,
    made: str,
    batch: str | None,
) -> Judgement:
    return Judgement(
        id=digest(left, right, relation, detail or "", by, made),
        left=left,
        right=right,
        relation=relation,
        detail=detail,
        score=1.0,
        reasons=(because,) if because else (),
        author=by,
        made=made,
        batch=batch,
    )


def _accepted(one: Doubt, because: str | None, by: str, made: str, batch: str) -> AnyDecision:
    """Return the decision that lets a rule's judgement or a claim stand."""
    rule = one.judgement
    if rule:
        return _judgement(rule.left, rule.right, rule.relation, rule.detail, because, by, made, batch)
    return Verdict(claim=one.id, says="right", because=because, author=by, made=made, batch=batch)


def _scored(scores: Mapping[str, Score]) -> tuple[Compliance, ...]:
    if wrong := sorted(f"{party}={score}" for party, score in scores.items() if score not in get_args(Score)):
        raise ChanceryError(f"{wrong[0]}: compliance is -1, 0 or 1; leave a party out that nobody has assessed")
    return tuple(Compliance(party=party, score=scores[party]) for party in sorted(scores))


def _words(doc: Document, quote: str) -> Evidence:
    start = doc.text.find(quote)
    if start < 0:
        raise EvidenceError(f"{quote!r}: {doc.source_id or doc.id} has no such words; copy them from the report")
    return evidence(doc, start, start + len(quote))


def _pairs(relation: Relation, ones: Sequence[str], others: Sequence[str]) -> list[tuple[str, str]]:
    """Return the pairs of claims that a judgement on two entries is about.

    >>> _pairs("SAME", ("a", "b"), ("c", "d"))
    [('a', 'c'), ('a', 'd'), ('b', 'c')]
    """
    if relation == "SAME":
        pairs = [*((ones[0], other) for other in others), *((one, others[0]) for one in ones[1:])]
    else:
        pairs = list(product(ones, others)) if relation == "DIFFERENT" else [(ones[0], others[0])]
    return [(one, other) for one, other in pairs if one != other]
