"""Score the coders against gold documents: `python -m evals.score SOURCE GOLD [--json]`.

Claims are matched with gold records one to one, the best pairs first:
an engagement by its parties (half of them shared) and the family of its type; an upcoming event by overlapping evidence
or by date and host; an event by a source, a recipient and the PLOVER type; a commitment by a promisor and a figure, or
by evidence where gold has no figure; a position by a holder and evidence. A figure is a value with its currency,
wherever in the document it stands; percentages are none. Gold keeps to the main events and positions of a text, so
precision means little for positions and is not given.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from chancery.errors import SourceError
from chancery.ingest import read
from chancery.models import Claim, CodedDocument, Commitment, Engagement, Event, Position
from chancery.pipeline import code

T = TypeVar("T", bound=Claim)
Gold: TypeAlias = dict[str, Any]

FAMILIES = {"visit": "meeting", "summit": "meeting", "signing": "meeting"}
LEAST_OVERLAP = 0.5
PERCENT = {"percent", "%"}


@dataclass
class Score:
    """How many were there to find, how many were coded, how many of these match."""

    gold: int = 0
    coded: int = 0
    right: int = 0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def precision(self) -> float:
        return self.right / self.coded if self.coded else 0.0

    @property
    def f1(self) -> float:
        both = self.gold + self.coded
        return 2 * self.right / both if both else 0.0


@dataclass
class Report:
    """Scores of what is found and shares of what is right about it, by name."""

    scores: dict[str, Score] = field(default_factory=dict)
    shares: dict[str, Score] = field(default_factory=dict)
    faults: dict[str, int] = field(default_factory=dict)

    def count(self, name: str, *, gold: int, coded: int, right: int) -> None:
        score = self.scores.setdefault(name, Score())
        score.gold, score.coded, score.right = score.gold + gold, score.coded + coded, score.right + right

    def share(self, name: str, right: bool) -> None:
        share = self.shares.setdefault(name, Score())
        share.gold, share.right = share.gold + 1, share.right + right

    def fault(self, name: str, times: int = 1) -> None:
        self.faults[name] = self.faults.get(name, 0) + times

    def figures(self) -> dict[str, float]:
        """Return the figures that floors are set for: F1 of each kind (recall of positions), faults as counts."""
        found = {name: score.recall if name == "position" else score.f1 for name, score in self.scores.items()}
        found |= {name: share.recall for name, share in self.shares.items()}
        return {name: round(value, 3) for name, value in found.items()} | self.faults


def load(path: Path) -> dict[str, Gold]:
    """Return the gold documents of a JSON Lines file by id."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return {row["id"]: row for row in rows}


def score(gold: Mapping[str, Gold], coded: Iterable[CodedDocument]) -> Report:
    """Score coded documents against the gold documents of the same names."""
    found = {name_of(one): one for one in coded}
    report = Report()
    for fault in ("documents missing", "claims without their words", "negatives with a claim"):
        report.fault(fault, 0)
    for name, row in gold.items():
        if name in found:
            _score_document(row, found[name], report)
        else:
            report.fault("documents missing")
    return report


def name_of(coded: CodedDocument) -> str:
    """Return what gold calls a document: its id in JSON Lines, else its file's name."""
    return Path(coded.document.source_id or "").name


def _score_document(gold: Gold, coded: CodedDocument, report: Report) -> None:
    text = coded.document.text
    for claim in coded.claims:
        words_are_there = all(text[one.start : one.end] == one.quote for one in claim.evidence)
        report.fault("claims without their words", not (claim.evidence and words_are_there))
    if not gold["diplomatic"]:
        report.fault("negatives with a claim", any(not isinstance(claim, Position) for claim in coded.claims))
        return
    _score_engagements(gold, coded, report)
    _score_events(gold, coded, report)
    _score_commitments(gold, coded, report)
    held = [claim for claim in coded.claims if isinstance(claim, Position)]
    pairs = _match(gold["positions"], held, lambda row, claim: _likeness_of_positions(row, claim, text))
    report.count("position", gold=len(gold["positions"]), coded=len(pairs), right=len(pairs))


def _match(gold: Sequence[Gold], claims: Sequence[T], likeness: Callable[[Gold, T], float]) -> list[tuple[Gold, T]]:
    """Pair gold records with claims one to one, the likeliest first."""
    ranked = sorted(
        ((likeness(row, claim), i, j) for i, row in enumerate(gold) for j, claim in enumerate(claims)), reverse=True
    )
    rows, made, pairs = set[int](), set[int](), list[tuple[Gold, T]]()
    for value, i, j in ranked:
        if value > 0 and i not in rows and j not in made:
            rows.add(i)
            made.add(j)
            pairs.append((gold[i], claims[j]))
    return pairs


def _overlap(row: Gold, claim: Claim, text: str) -> float:
    """Return the share of the shorter evidence that both have, 0 below half."""
    start = text.find(row["evidence"])
    end = start + len(row["evidence"])
    first, last = min(one.start for one in claim.evidence), max(one.end for one in claim.evidence)
    common = min(end, last) - max(start, first)
    share = common / max(1, min(end - start, last - first)) if start >= 0 else 0.0
    return share if share >= LEAST_OVERLAP else 0.0


def _family(kind: str) -> str:
    return FAMILIES.get(kind, kind)


def _score_engagements(gold: Gold, coded: CodedDocument, report: Report) -> None:
    claims = [claim for claim in coded.claims if isinstance(claim, Engagement)]
    text = coded.document.text
    pairs = _match(gold["engagements"], claims, lambda row, claim: _likeness_of_engagements(row, claim, text))
    taken = {claim.id for _, claim in pairs}
    planned = [claim for claim in claims if claim.status == "planned" and claim.id not in taken]
    upcoming = _match(gold["upcoming"], planned, lambda row, claim: _likeness_of_upcoming(row, claim, text))
    report.count("upcoming", gold=len(gold["upcoming"]), coded=len(planned), right=len(upcoming))
    report.count("engagement", gold=len(gold["engagements"]), coded=len(claims) - len(upcoming), right=len(pairs))
    for row, claim in pairs:
        report.share("status of engagements", claim.status == row["status"])
        if row["date"]:
            report.share("date of engagements", (claim.when.start if claim.when else None) == row["date"])


def _likeness_of_engagements(row: Gold, claim: Engagement, text: str) -> float:
    """Compare parties and type; evidence decides between contacts of the same parties."""
    ours = {one["country"] or one["org"] for one in row["participants"]} - {None}
    theirs = {one.actor or one.organisation for one in claim.participants} - {None}
    if not ours or not theirs or _family(row["kind"]) != _family(claim.type):
        return 0.0
    share = len(ours & theirs) / len(ours | theirs)
    return share + _overlap(row, claim, text) / 10 if share >= LEAST_OVERLAP else 0.0


def _likeness_of_upcoming(row: Gold, claim: Engagement, text: str) -> float:
    overlap = _overlap(row, claim, text)
    when = (claim.when.start if claim.when else None) or ""
    same_date = bool(row["date"]) and when.startswith(row["date"]) and row["host"] in (None, claim.host)
    return overlap or (LEAST_OVERLAP if same_date else 0.0)


def _score_events(gold: Gold, coded: CodedDocument, report: Report) -> None:
    """Count each source, recipient and type once; background acts of gold are neither right nor wrong."""
    acts = {(frozenset(row["source"]), frozenset(row["recipient"]), row["plover"]): row for row in gold["acts"]}
    made = [claim for claim in coded.claims if isinstance(claim, Event)]
    events = {(frozenset(claim.source), frozenset(claim.recipient), claim.plover): claim for claim in reversed(made)}
    text = coded.document.text
    rows, claims = list(acts.values()), list(events.values())
    pairs = _match(rows, claims, lambda row, claim: _likeness_of_events(row, claim, text))
    background = sum(bool(row.get("background")) for row, _ in pairs)
    main = sum(not row.get("background") for row in rows)
    report.count("event", gold=main, coded=len(claims) - background, right=len(pairs) - background)


def _likeness_of_events(row: Gold, claim: Event, text: str) -> float:
    sources = set(row["source"]) & set(claim.source)
    recipients = set(row["recipient"]) & set(claim.recipient)
    nobody = not row["recipient"] and not claim.recipient
    if row["plover"] != claim.plover or not sources or not (recipients or nobody):
        return 0.0
    return 1 + _overlap(row, claim, text)


def _score_commitments(gold: Gold, coded: CodedDocument, report: Report) -> None:
    claims = [claim for claim in coded.claims if isinstance(claim, Commitment)]
    rows = gold["commitments"]
    text = coded.document.text
    pairs = _match(rows, claims, lambda row, claim: _likeness_of_commitments(row, claim, text))
    report.count("commitment", gold=len(rows), coded=len(claims), right=len(pairs))
    wanted = {figure for row in rows for figure in _gold_figures(row)}
    found = {figure for claim in claims for figure in _figures(claim)}
    report.count("figure", gold=len(wanted), coded=len(found), right=len(wanted & found))
    for row, claim in pairs:
        _share_commitment(row, claim, report)


def _likeness_of_commitments(row: Gold, claim: Commitment, text: str) -> float:
    if not set(row["committer"]) & set(claim.promisor):
        return 0.0
    wanted = _gold_figures(row)
    common = len(wanted & _figures(claim))
    overlap = _overlap(row, claim, text)
    if wanted:
        return 1 + common + overlap if common else 0.0
    return overlap


def _share_commitment(row: Gold, claim: Commitment, report: Report) -> None:
    report.share("strength", claim.strength == row["strength"])
    if row["counterpart"]:
        report.share("beneficiary", bool(set(row["counterpart"]) & set(claim.beneficiary)))
    if row["period"]["text"]:
        said = (claim.period.text if claim.period else None) or ""
        report.share("period", bool(said) and (said in row["period"]["text"] or row["period"]["text"] in said))
    if row["revises"]:
        report.share("revision", claim.revises is not None and claim.revises.relation == row["revises"])
    roles = {(Decimal(one["value"]), one["currency"]): one["role"] for one in row["amounts"]}
    for figure in claim.quantities:
        if (figure.value, figure.currency) in roles:
            report.share("role of figures", roles[figure.value, figure.currency] == figure.role)


def _gold_figures(row: Gold) -> set[tuple[Decimal, str | None]]:
    money = {(Decimal(one["value"]), one["currency"]) for one in row["amounts"]}
    return money | {(Decimal(one["value"]), None) for one in row["counts"]}


def _figures(claim: Commitment) -> set[tuple[Decimal, str | None]]:
    return {(one.value, one.currency) for one in claim.quantities if one.unit not in PERCENT}


def _likeness_of_positions(row: Gold, claim: Position, text: str) -> float:
    return _overlap(row, claim, text) if set(row["holders"]) & set(claim.holders) else 0.0


def coded_source(source: str) -> list[CodedDocument]:
    """Read a source and code its documents; raises SourceError where one cannot be read."""
    documents = []
    for outcome in read(source):
        if isinstance(outcome, SourceError):
            raise outcome
        documents.append(code(outcome))
    return documents


def table(report: Report) -> str:
    """Write the report for people."""
    lines = [f"{'':24} recall  precision     f1   gold  coded"]
    for name, one in report.scores.items():
        lines.append(f"{name:24} {one.recall:6.3f} {one.precision:10.3f} {one.f1:6.3f} {one.gold:6} {one.coded:6}")
    lines += [f"{name:24} {one.recall:6.3f} of {one.gold}" for name, one in report.shares.items()]
    lines += [f"{name:24} {times:6}" for name, times in report.faults.items()]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("source", help="what `chancery add` takes: samples, documents.jsonl …")
    parser.add_argument("gold", type=Path, help="gold documents, one a line")
    parser.add_argument("--json", action="store_true", help="print what floors are set for, as JSON")
    options: Any = parser.parse_args()
    report = score(load(options.gold), coded_source(options.source))
    print(json.dumps(report.figures(), indent=2) if options.json else table(report))


if __name__ == "__main__":
    main()
