"""Added in any order, in any batches, twice or by merging: the entries are those of a rebuild of everything."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_reports import coded, meeting, pledge, world

from chancery.decisions import AnyDecision, Compliance, Progress, Verdict, claims_of, identify
from chancery.errors import LedgerError, NotFoundError
from chancery.ledger import Ledger
from chancery.linkage import blocking
from chancery.models import CodedDocument, Judgement

TABLES = (
    "documents", "sources", "claims", "evidence", "claim_actors", "quantities", "judgements", "verdicts", "progress",
    "progress_claims", "heirs", "entries", "entry_claims", "entry_actors", "entry_links", "blocks", "copies",
)  # fmt: skip


def contents(ledger: Ledger) -> dict[str, list[dict[str, object]]]:
    """Return all that a ledger holds, apart from the numbers that documents got on arrival."""
    return {name: [dict(row) | {"number": None} for row in ledger.table(name)] for name in TABLES}


def kept(batches: Sequence[Sequence[CodedDocument]]) -> Ledger:
    ledger = Ledger(":memory:")
    for batch in batches:
        ledger.append(batch)
    return ledger


def larger_world() -> list[CodedDocument]:
    """Add wire copies, further meetings and pledges that make chains."""
    return [
        *world(),
        meeting(publisher="Wire", source_id="h.txt"),
        meeting("Cusco", "2024-09-01", published="2024-09-03", publisher="Daily"),
        meeting("Arica", "2025-02-01", published="2025-02-02"),
        pledge(8, published="2025-05-08", publisher="Daily"),
        pledge(12, baseline=8, published="2026-05-07", publisher="Wire"),
        pledge(5, published="2024-05-10", publisher="Wire"),
    ]


WORLD = larger_world()
WHOLE = contents(kept([WORLD]))


def test_the_world_has_something_to_link() -> None:
    ledger = kept([WORLD])
    size = ledger.size()
    assert size.entries < size.claims
    assert size.judgements > 5
    assert ledger.table("copies")
    assert ledger.table("entry_links")


@settings(max_examples=10, deadline=None)
@given(
    order=st.permutations(WORLD), cuts=st.sets(st.integers(1, len(WORLD) - 1)), again=st.lists(st.sampled_from(WORLD))
)
def test_order_batches_and_repetition_do_not_matter(
    order: list[CodedDocument], cuts: set[int], again: list[CodedDocument]
) -> None:
    edges = [0, *sorted(cuts), len(order)]
    batches = [order[start:end] for start, end in pairwise(edges)]
    assert contents(kept([*batches, again])) == WHOLE


@settings(max_examples=8, deadline=None)
@given(st.lists(st.sampled_from(WORLD), unique_by=lambda one: one.document.id), st.booleans())
def test_merged_ledgers_hold_what_all_their_documents_would_have_given(mine: list[CodedDocument], swap: bool) -> None:
    theirs = [one for one in WORLD if one not in mine] + mine[:2]
    left, right = kept([mine]), kept([theirs])
    if swap:
        left, right = right, left
    left.merge(right)
    assert contents(left) == WHOLE
    assert left.merge(right) == ()
    assert contents(left) == WHOLE


@settings(max_examples=4, deadline=None)
@given(st.permutations(WORLD))
def test_crowded_blocks_do_not_make_the_order_matter(order: list[CodedDocument]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocking, "BLOCK_LIMIT", 2)
        patch.setattr("chancery.ledger.reach.BLOCK_LIMIT", 2)
        ledger = kept([[one] for one in order])
        stepwise = ledger.entries()
        ledger.rebuild()
        assert stepwise == ledger.entries()


def test_a_rebuild_changes_nothing() -> None:
    ledger = kept([[one] for one in WORLD])
    ledger.rebuild()
    assert contents(ledger) == WHOLE


def test_what_an_interrupted_add_left_is_linked_later() -> None:
    ledger = Ledger(":memory:")
    ledger.append(WORLD[:4])
    ledger.append(WORLD[4:], link=False)
    assert contents(ledger) != WHOLE
    ledger.link()
    assert contents(ledger) == WHOLE


def test_entries_of_other_rules_are_built_anew(tmp_path) -> None:
    with Ledger(tmp_path / "a.db") as ledger:
        ledger.append(WORLD)
        with ledger._store.writing() as connection:
            connection.exec_driver_sql("UPDATE meta SET value = 'rule linkage-0' WHERE key = 'linkage'")
            connection.exec_driver_sql("DELETE FROM entries")
        ledger.link()
        assert contents(ledger) == WHOLE


def judged(left: str, right: str, relation: str, made: str = "2026-01-01", **fields: object) -> Judgement:
    return Judgement(
        id=f"{left[:4]}{right[:4]}{relation}", left=left, right=right, relation=relation, score=1.0, author="Mara",
        made=made, **fields,
    )  # fmt: skip


# --- with what people decided, and newer codings ---------------------------------------------------------------------


PART = world()[1:6]


def decisions() -> list[AnyDecision]:
    """Return decisions on the claims of the world: several on one, some undone, some on older codings."""
    ledger = kept([PART])
    railway, *_, last = ledger.entries("commitment")
    lima, cusco = ledger.entries("engagement")[:2]
    told = {"author": "Mara", "made": "2026-01-01T09:00:00Z"}
    figures = [{"role": "target", "value": "6000000000", "currency": "CLP", "start": 25, "end": 40}]
    made: list[AnyDecision] = [
        Verdict(claim=railway.claims[0], says="wrong", **told),
        Verdict(claim=railway.claims[0], says="right", author="Ben", made="2026-01-02"),
        Verdict(claim=railway.claims[1], says="corrected", correction={"quantities": figures}, **told),
        Verdict(claim=last.claims[0], says="wrong", **told),
        Verdict(claim=lima.claims[0], says="corrected", correction={"type": "summit"}, **told),
        Verdict(claim=cusco.claims[0], says="wrong", undone="2026-02-01", undone_by="Ben", **told),
        judged(lima.claims[0], cusco.claims[0], "SAME"),
        judged(railway.claims[0], last.claims[0], "DIFFERENT", undone="2026-03-01"),
        Progress(claims=railway.claims, on="2025", text="under way", status="in_progress", **told),
        Progress(claims=last.claims, on="2026", text="done", compliance=(Compliance(party="CHL", score=1),), **told),
    ]  # fmt: skip
    return [identify(one) for one in made]


def recoded(one: CodedDocument) -> CodedDocument:
    """Code a document anew by a newer version that is surer and leaves the last claim out."""
    claims = (
        msgspec.structs.replace(claim, id="", confidence=0.99) for claim in one.claims[: max(1, len(one.claims) - 1)]
    )
    return coded(one.document, *claims, coder="chancery 0.2.0")


DECISIONS = decisions()
CODINGS = [*PART, *map(recoded, PART[:4])]
Step = CodedDocument | AnyDecision


def carried_out(steps: Sequence[Step]) -> Ledger:
    """Take steps one by one; a decision waits until the ledger has the claims that it is about."""
    ledger, waiting = Ledger(":memory:"), list[AnyDecision]()
    for step in steps:
        if isinstance(step, CodedDocument):
            ledger.append([step])
        else:
            waiting.append(step)
        for one in list(waiting):
            if len(ledger.claims(claims_of(one))) == len(set(claims_of(one))):
                ledger.decide([one])
                waiting.remove(one)
    assert not waiting
    return ledger


DECIDED = contents(carried_out([*CODINGS, *DECISIONS]))


def test_the_decisions_of_the_world_have_something_to_say() -> None:
    ledger = carried_out([*CODINGS, *DECISIONS])
    assert ledger.entries() != kept([CODINGS]).entries()
    assert ledger.table("heirs")
    assert sum(entry.judged for entry in ledger.entries()) > 1
    assert any(getattr(entry, "progress", ()) for entry in ledger.entries())


@settings(max_examples=5, deadline=None)
@given(st.permutations([*CODINGS, *DECISIONS]), st.lists(st.sampled_from([*CODINGS, *DECISIONS]), max_size=4))
def test_the_order_of_codings_and_decisions_does_not_matter(steps: list[Step], again: list[Step]) -> None:
    assert contents(carried_out([*steps, *again])) == DECIDED


@settings(max_examples=4, deadline=None)
@given(st.sets(st.integers(0, len(CODINGS) - 1)), st.sets(st.integers(0, len(DECISIONS) - 1)))
def test_merged_ledgers_hold_the_codings_and_decisions_of_both(codings: set[int], made: set[int]) -> None:
    left = carried_out([*CODINGS, *(one for n, one in enumerate(DECISIONS) if n in made)])
    right = carried_out([*CODINGS, *(one for n, one in enumerate(DECISIONS) if n not in made)])
    for n in codings:
        right.append([CODINGS[n]])
    left.merge(right)
    assert contents(left) == DECIDED
    right.merge(left)
    assert contents(right) == DECIDED


def test_a_rebuild_changes_nothing_of_what_people_decided() -> None:
    ledger = carried_out([*CODINGS, *DECISIONS])
    ledger.rebuild()
    assert contents(ledger) == DECIDED


@settings(max_examples=4, deadline=None)
@given(st.permutations(DECISIONS))
def test_decisions_that_are_undone_leave_no_trace_in_entries(order: list[AnyDecision]) -> None:
    ledger = kept([CODINGS])
    before = ledger.entries()
    ledger.decide(order)
    for one in order:
        ledger.undo(one.id, on="2026-05-01")
    assert ledger.entries() == before


def two_accounts(ledger: Ledger) -> tuple[str, str]:
    """Return two claims that rules take for one engagement."""
    entry = next(entry for entry in ledger.entries("engagement") if len(entry.claims) > 1)
    return entry.claims[0], entry.claims[1]


def test_a_persons_judgement_wins_is_shown_and_survives_a_rebuild() -> None:
    ledger = kept([WORLD])
    one, other = two_accounts(ledger)
    ledger.judge([judged(one, other, "DIFFERENT")])
    apart = ledger.entries()
    of = {claim: entry for entry in apart for claim in entry.claims}
    assert of[one].id != of[other].id
    assert of[one].judged
    ledger.rebuild()
    assert ledger.entries() == apart


def test_a_judgement_is_undone_by_a_date_and_stays_to_be_seen() -> None:
    ledger = kept([WORLD])
    before = ledger.entries()
    one, other = two_accounts(ledger)
    ledger.judge([made := judged(one, other, "DIFFERENT")])
    assert ledger.entries() != before
    ledger.undo(made.id, on=date(2026, 2, 1))
    assert ledger.entries() == before
    ledger.undo(made.id, on=date(2026, 3, 1))
    assert ledger.item(made.id).undone == "2026-02-01"


def test_judgements_go_along_when_ledgers_are_merged_also_their_undoing() -> None:
    mine, theirs = kept([WORLD]), kept([WORLD])
    one, other = two_accounts(mine)
    for ledger in (mine, theirs):
        ledger.judge([made := judged(one, other, "DIFFERENT")])
    theirs.undo(made.id, on=date(2026, 2, 1))
    mine.merge(theirs)
    assert contents(mine) == contents(theirs)


def test_a_judgement_needs_claims_that_are_there_and_a_rules_judgement_is_not_undone() -> None:
    ledger = kept([WORLD])
    one, _ = two_accounts(ledger)
    with pytest.raises(NotFoundError, match="0000: is no claim of this ledger"):
        ledger.judge([judged(one, "0000", "SAME")])
    with pytest.raises(NotFoundError, match="is no judgement of this ledger"):
        ledger.undo("0000", on=date(2026, 1, 1))
    with pytest.raises(LedgerError, match="is a rule's judgement; say otherwise"):
        ledger.undo(ledger.judgements()[0].id, on=date(2026, 1, 1))


def test_judgements_about_claims_can_be_asked_for() -> None:
    ledger = kept([WORLD])
    one, other = two_accounts(ledger)
    found = ledger.judgements([one, other])
    assert found
    assert all({judgement.left, judgement.right} & {one, other} for judgement in found)
    assert ledger.judgements([]) == ()
