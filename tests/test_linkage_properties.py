"""The same reports give the same entries, in whatever order and batches they come; people win over rules."""

import random
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linkage_worlds import act, consolidated, contact, count, money, promise, promised, report, stance

from chancery.linkage import blocking, by_rule, entries, judge, judge_new
from chancery.linkage.blocking import Blocks
from chancery.models import CodedDocument, Judgement, Relation

CODES = ("IND", "JPN", "KOR")
NAMES = {"IND": "Narendra Modi", "JPN": "Fumio Kishida", "KOR": "Yoon Suk Yeol"}
DAYS = ("2022-03-19", "2022-03-20", "2022-03-21", "2025-08-29", "2025-08-30")

pairs = st.permutations(CODES).map(lambda codes: (codes[0], codes[1]))
days = st.sampled_from(DAYS)


@st.composite
def reports(draw: st.DrawFn) -> CodedDocument:
    """A report of a small world in which sums, days and people recur."""
    giver, taker = draw(pairs)
    sums = [money(draw(st.sampled_from(["5e12", "10e12", "1e9"])), "JPY")]
    if draw(st.booleans()):
        sums.append(money("5e12", "JPY", "baseline"))
    if draw(st.booleans()):
        sums.append(money(draw(st.sampled_from(["68e9", "42e9"])), "USD", "equivalent"))
    term = draw(st.sampled_from([None, "over five years", "over ten years", "over the coming years"]))
    day = draw(days)
    claims = [
        promise(
            "They promise a sum.",
            giver,
            taker,
            *sums,
            term=term,
            undertaking=draw(st.sampled_from(["invest in rail", "lend for ports"])),
        ),
        promise("People will be exchanged.", f"{giver},{taker}", f"{giver},{taker}", count("500000", "people")),
        contact(
            "They met.",
            {giver: NAMES[giver], taker: NAMES[taker]},
            draw(st.sampled_from([None, day])),
            status=draw(st.sampled_from(["held", "planned"])),
        ),
        act("They agreed.", giver, "AGREE", taker, day),
        stance(
            "They back free trade.", giver, draw(st.sampled_from(["free trade", "open seas", "free and open seas"]))
        ),
    ]
    chosen = [claim for claim in claims if draw(st.booleans())]
    return report(draw(st.sampled_from([None, day])), *chosen, publisher=draw(st.sampled_from(["Courier", "Herald"])))


worlds = st.lists(reports(), max_size=8)


def batches(world: Sequence[CodedDocument], sizes: Sequence[int]) -> Iterator[Sequence[CodedDocument]]:
    """Cut a world into batches."""
    start = 0
    for size in sizes:
        yield world[start : start + size]
        start += size
    yield world[start:]


def added(world: Sequence[CodedDocument], sizes: Sequence[int]) -> set[Judgement]:
    """Add a world to a ledger batch by batch, judging only what is new."""
    kept: list[CodedDocument] = []
    found: set[Judgement] = set()
    for batch in batches(world, sizes):
        found.update(judge_new(batch, kept))
        kept.extend(batch)
    return found


@settings(max_examples=60, deadline=None)
@given(worlds, st.randoms(use_true_random=False), st.lists(st.integers(1, 3), max_size=4))
def test_order_batches_and_repetition_change_nothing(
    world: list[CodedDocument], shuffle: random.Random, sizes: list[int]
) -> None:
    judged = judge(world)
    mixed = [*world, *world[:2]]
    shuffle.shuffle(mixed)
    assert judge(mixed) == judged
    assert added(mixed, sizes) == set(judged)
    reordered = list(judged)
    shuffle.shuffle(reordered)
    assert entries(mixed, [*reordered, *reordered[:3]]) == entries(world, judged)


@settings(max_examples=30, deadline=None)
@given(worlds, st.randoms(use_true_random=False), st.lists(st.integers(1, 3), max_size=4))
def test_crowded_blocks_change_nothing_of_that(
    world: list[CodedDocument], shuffle: random.Random, sizes: list[int]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocking, "BLOCK_LIMIT", 2)
        mixed = list(world)
        shuffle.shuffle(mixed)
        assert set(judge(world)) <= added(mixed, sizes)
        assert entries(mixed, added(mixed, sizes)) == entries(world, judge(world))


@settings(max_examples=40, deadline=None)
@given(worlds)
def test_every_claim_is_in_exactly_one_entry_and_every_reading_names_claims_of_its_entry(
    world: list[CodedDocument],
) -> None:
    found = consolidated(*world)
    told = [claim for entry in found for claim in entry.claims]
    assert sorted(told) == sorted({claim.id for one in world for claim in one.claims})
    for entry in found:
        named = {claim for field in entry.fields for reading in field.readings for claim in reading.claims}
        assert named <= set(entry.claims)
        assert {claim for one in entry.conflicts for claim in one.claims} <= set(entry.claims)
        assert entry.corroboration.sources == entry.corroboration.official + entry.corroboration.press


@given(
    st.dictionaries(st.text(min_size=1, max_size=3), st.sets(st.sampled_from("abcd")), max_size=12), st.integers(1, 4)
)
def test_blocks_admit_exactly_the_pairs_that_they_give(keys: dict[str, set[str]], limit: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocking, "BLOCK_LIMIT", limit)
        blocks = Blocks({id: [(key,) for key in found] for id, found in keys.items()})
        given_pairs = set(blocks.pairs())
        assert given_pairs == {(a, b) for a in keys for b in keys if a < b and blocks.admits(a, b)}
        assert set(blocks.pairs_with(keys)) == given_pairs


def judged_by_a_person(left: str, right: str, relation: Relation, **more: str) -> Judgement:
    """Say as a person what two claims are to one another."""
    return Judgement(
        id=f"{left}-{right}-{more.get('made')}",
        left=left,
        right=right,
        relation=relation,
        score=1.0,
        author="an analyst",
        **more,
    )


LOAN = [
    report(
        day,
        promise(
            f"A loan of 2.5 billion euros ({day}).", "ITA", "EGY", money("2.5e9", "EUR"), undertaking="loan for ports"
        ),
    )
    for day in ("2024-03-17", "2024-03-18")
]
LEFT, RIGHT = (one.claims[0].id for one in LOAN)


def test_a_person_parts_what_rules_joined_until_the_judgement_is_undone() -> None:
    different = judged_by_a_person(LEFT, RIGHT, "DIFFERENT", made="2024-04-01")
    undone = judged_by_a_person(LEFT, RIGHT, "DIFFERENT", made="2024-04-01", undone="2024-04-02")
    assert len(promised(*LOAN)) == 1
    assert len(entries(LOAN, [*judge(LOAN), different])) == 2
    assert len(entries(LOAN, [*judge(LOAN), undone])) == 1
    assert all(entry.judged for entry in entries(LOAN, [*judge(LOAN), different]))


def test_a_person_joins_what_rules_kept_apart_and_the_last_word_counts() -> None:
    other = report("2024-03-19", promise("Rome gives 9 billion.", "ITA", "EGY", money("9e9", "EUR")))
    world = [*LOAN, other]
    same = judged_by_a_person(LEFT, other.claims[0].id, "SAME", made="2024-04-01")
    parted = judged_by_a_person(LEFT, other.claims[0].id, "DIFFERENT", made="2024-04-02")
    (entry,) = entries(world, [*judge(world), same])
    assert {one.field for one in entry.conflicts if one.alarm} == {"amount"}
    assert len(entries(world, [*judge(world), same, parted])) == 2


def test_a_person_says_what_a_promise_does_to_another() -> None:
    newer = report("2024-09-01", promise("Rome gives 4 billion for schools.", "ITA", "EGY", money("4e9", "EUR")))
    world = [*LOAN, newer]
    word = judged_by_a_person(newer.claims[0].id, LEFT, "REVISES", detail="SUPERSEDES", made="2024-09-02")
    found = {entry.id: entry for entry in entries(world, [*judge(world), word]) if entry.kind == "commitment"}
    (link,) = {one for entry in found.values() for one in getattr(entry, "descent", ())}
    assert link.relation == "SUPERSEDES"


def test_judgements_say_why_and_who() -> None:
    (judgement,) = judge(LOAN)
    assert (judgement.relation, by_rule(judgement), judgement.made) == ("SAME", True, None)
    assert "same headline figure" in judgement.reasons
    assert 0.6 <= judgement.score <= 1


def test_the_id_of_an_entry_outlives_later_reports() -> None:
    later = report(
        "2024-05-01",
        promise(
            "The loan of 2.5 billion euros again.", "ITA", "EGY", money("2.5e9", "EUR"), undertaking="loan for ports"
        ),
    )
    (before,), (after,) = promised(*LOAN), promised(*LOAN, later)
    assert before.id == after.id
