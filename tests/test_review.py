"""What people decide: verdicts, progress, batches, disputes, the queue; shown, undone, merged, carried over."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import msgspec
import pytest
from ledger_reports import CODER, coded, meeting, pledge, words, world

from chancery.decisions import Compliance, Progress, Verdict
from chancery.desk import Desk
from chancery.errors import ChanceryError, EvidenceError, LedgerError, NotFoundError, UnknownActorError
from chancery.linkage import CommitmentEntry

NEWER = "chancery 0.2.0"


@pytest.fixture
def desk() -> Desk:
    held = Desk(":memory:")
    held.append(world())
    return held


def railway(desk: Desk) -> CommitmentEntry:
    """Return the first pledge of the railway, of which two reports tell."""
    entry = desk.entries("commitment")[0]
    assert isinstance(entry, CommitmentEntry)
    return entry


# --- verdicts -------------------------------------------------------------------------------------------------------


def test_a_wrong_claim_leaves_the_entries_and_stays_to_be_read(desk: Desk) -> None:
    before = desk.entries()
    entry = railway(desk)
    verdict = desk.verdict(entry.claims[0], "wrong", by="Mara", because="another railway")
    assert entry.claims[0] not in {claim for one in desk.entries() for claim in one.claims}
    assert entry.claims[0] not in {claim.id for one in desk.coded() for claim in one.claims}
    assert entry.claims[0] in {claim.id for one in desk.coded(as_coded=True) for claim in one.claims}
    assert [claim.id for claim in desk.claims([entry.claims[0]])] == [entry.claims[0]]
    desk.undo(verdict.id, by="Mara")
    assert desk.entries() == before


def test_a_corrected_claim_counts_with_its_new_values_and_says_whose_they_are(desk: Desk) -> None:
    entry = railway(desk)
    for claim in entry.claims:
        desk.verdict(claim, "corrected", {"quantities.0.value": 7_000_000_000, "strength": "sign"}, by="Mara")
    now = railway(desk)
    assert (str(now.headline.value), now.strength) == ("7000000000", "sign")
    assert {(one.author, one.says, one.fields) for one in now.decisions} == {
        ("Mara", "corrected", ("quantities", "strength"))
    }
    assert now.claims == entry.claims
    assert "corrected (quantities, strength), by Mara" in str(desk.show(now.id))
    assert desk.claims(entry.claims, as_coded=True)[0].strength == "pledge"
    assert "strength as coded" in str(desk.show(entry.claims[0]))


def test_a_correction_can_join_what_a_misreading_kept_apart(desk: Desk) -> None:
    entry = railway(desk)
    desk.verdict(entry.claims[0], "corrected", {"quantities.0.value": "9e9"}, by="Mara")
    assert len(desk.entries("commitment")) == 3
    desk.verdict(entry.claims[0], "corrected", {"quantities.0.value": "5e9"}, by="Ben")
    assert len(desk.entries("commitment")) == 2
    assert desk.claims([entry.claims[0]])[0].quantities[0].value == 5_000_000_000


def test_corrections_build_on_one_another(desk: Desk) -> None:
    claim = railway(desk).claims[0]
    desk.verdict(claim, "corrected", {"strength": "sign"}, by="Mara")
    later = desk.verdict(claim, "corrected", {"period.end": "2028"}, by="Ben")
    assert set(later.correction) == {"strength", "period"}
    assert desk.claims([claim])[0].period.end == "2028"
    with pytest.raises(ChanceryError, match="nothing is changed"):
        desk.verdict(claim, "corrected", {"period.end": "2028"}, by="Ben")


def test_evidence_is_corrected_by_offsets_or_by_a_quote_of_the_text(desk: Desk) -> None:
    claim = railway(desk).claims[0]
    desk.verdict(claim, "corrected", {"evidence.0.quote": "Chile pledged 5 billion pesos"})
    (words_now,) = desk.claims([claim])[0].evidence
    text = desk.documents_of([claim])[claim].text
    assert text[words_now.start : words_now.end] == words_now.quote == "Chile pledged 5 billion pesos"
    desk.verdict(claim, "corrected", {"evidence": [{"start": 10, "end": 15}, {"quote": "Peru"}]})
    assert [one.quote for one in desk.claims([claim])[0].evidence] == ["Chile", "Peru"]


def test_a_figure_is_corrected_added_and_placed_by_its_words(desk: Desk) -> None:
    claim = railway(desk).claims[0]
    desk.verdict(
        claim, "corrected", {"quantities.1": {"role": "part", "value": 1, "unit": "railway", "quote": "a border"}}
    )
    first, second = desk.claims([claim])[0].quantities
    assert (first.role, second.role, second.unit) == ("target", "part", "railway")
    assert desk.documents_of([claim])[claim].text[second.start : second.end] == "a border"


def test_actors_are_given_by_name_or_code_and_an_act_brings_its_codes(desk: Desk) -> None:
    claim = railway(desk).claims[0]
    desk.verdict(claim, "corrected", {"promisor": ["Chile", "BOL"]})
    assert desk.claims([claim])[0].promisor == ("CHL", "BOL")
    act = desk.entries("event")[0].claims[0]
    desk.verdict(act, "corrected", {"plover": "AID"})
    (now,) = desk.claims([act])
    assert (now.plover, now.quad, now.cameo) == ("AID", 2, "070")
    with pytest.raises(ChanceryError, match="plover: 'GIVE' is none of"):
        desk.verdict(act, "corrected", {"plover": "GIVE"})


@pytest.mark.parametrize(
    "changes, error, message",
    [
        ({"evidence": [{"quote": "six billion"}]}, EvidenceError, "'six billion': the text has no such words"),
        ({"evidence": [{"start": 0, "end": 9999}]}, EvidenceError, "0:9999: no words there"),
        ({"evidence": [{"start": 0, "end": 5, "quote": "Chile"}]}, EvidenceError, "is not what the text has at 0:5"),
        ({"evidence": []}, EvidenceError, "needs words of the text"),
        ({"quantities.0.start": 500}, EvidenceError, "no words there"),
        ({"promisor": ["Atlantis"]}, UnknownActorError, "Atlantis"),
        ({"sectors": ["sorcery"]}, ChanceryError, "sectors: 'sorcery' is none of"),
        ({"strength": "vow"}, ChanceryError, r"Invalid enum value 'vow' \(strength\)"),
        ({"quantities.0.value": "much"}, ChanceryError, "quantities"),
        ({"quantities.7.value": 1}, ChanceryError, "there is no such place"),
        ({"id": "0000"}, ChanceryError, "id: is no field to correct; a claim of this kind has addressee"),
        ({"colour": "red"}, ChanceryError, "colour: is no field to correct"),
        ({}, ChanceryError, "nothing is changed"),
        ({"strength": "pledge"}, ChanceryError, "nothing is changed"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_kept(desk: Desk, changes, error, message) -> None:
    with pytest.raises(error, match=message):
        desk.verdict(railway(desk).claims[0], "corrected", changes)
    assert desk.decisions() == ()


def test_a_verdict_needs_a_claim_and_new_values_only_where_it_corrects(desk: Desk) -> None:
    with pytest.raises(NotFoundError, match="is no claim"):
        desk.verdict(railway(desk).id, "right")
    with pytest.raises(ChanceryError, match="new values go with"):
        desk.verdict(railway(desk).claims[0], "right", {"strength": "sign"})
    with pytest.raises(ChanceryError, match="a correction, and only that"):
        desk.decide([Verdict(id="v", claim=railway(desk).claims[0], says="corrected", author="Mara", made="2026")])


# --- several people -------------------------------------------------------------------------------------------------


def test_of_two_people_the_last_word_counts_both_are_kept_and_the_dispute_is_shown(desk: Desk) -> None:
    claim = railway(desk).claims[0]
    desk.verdict(claim, "right", by="Ben", on=date(2026, 1, 2))
    desk.verdict(claim, "wrong", by="Mara", on=date(2026, 1, 1))
    (decided,) = railway(desk).decisions
    assert (decided.author, decided.says, decided.disputed) == ("Ben", "right", True)
    assert [one.author for one in desk.decisions(claim)] == ["Ben", "Mara"]
    (dispute,) = desk.queue(kind="dispute")
    assert dispute.said == {"Ben": "right", "Mara": "wrong"}
    desk.verdict(claim, "right", by="Mara", on=date(2026, 1, 3))
    assert desk.queue(kind="dispute") == ()
    assert not railway(desk).decisions[0].disputed


def test_of_decisions_of_one_moment_the_same_one_counts_whichever_came_first() -> None:
    found = []
    for order in (("Ben", "Mara"), ("Mara", "Ben")):
        desk = Desk(":memory:")
        desk.append(world())
        claim = railway(desk).claims[0]
        for author in order:
            desk.verdict(claim, "wrong" if author == "Ben" else "right", by=author, on="2026-01-01")
        found.append(desk.entries())
    assert found[0] == found[1]


def test_people_differ_on_pairs_too(desk: Desk) -> None:
    lima, cusco = desk.entries("engagement")
    desk.relate(lima.claims[0], cusco.claims[0], "SAME", by="Mara", on=date(2026, 1, 1))
    desk.relate(cusco.claims[0], lima.claims[0], "DIFFERENT", by="Ben", on=date(2026, 1, 2))
    (dispute,) = desk.queue(kind="dispute")
    assert dispute.said == {"Ben": "DIFFERENT", "Mara": "SAME"}
    assert len(desk.entries("engagement")) == 2


def test_agreement_is_told_in_per_cent_and_kappa(desk: Desk) -> None:
    claims = [claim.id for claim in desk.claims()][:4]
    for author, says in (("Ben", "rrww"), ("Mara", "rwww")):
        for claim, word in zip(claims, says, strict=True):
            desk.verdict(claim, "right" if word == "r" else "wrong", by=author)
    (found,) = desk.agreement()
    assert (found.left, found.right, found.kind, found.both, found.agreed) == ("Ben", "Mara", "claim", 4, 3)
    assert (found.percent, found.kappa) == (75.0, 0.5)


# --- progress -------------------------------------------------------------------------------------------------------


def test_progress_gives_a_promise_its_status_history_and_compliance(desk: Desk) -> None:
    entry = railway(desk)
    assert entry.compliance == (Compliance(party="CHL"),)
    desk.progress(entry.id, "Half the track is laid", day="2025-03", status="in_progress", url="https://x.example/1")
    made = desk.progress(
        entry.id, "It is done", day="2026-02", status="fulfilled", scores={"CHL": 1}, document="f.txt",
        quote="border railway", by="Mara",
    )  # fmt: skip
    now = railway(desk)
    assert (now.status, now.compliance) == ("fulfilled", (Compliance(party="CHL", score=1),))
    assert [(one.what, one.on) for one in now.history][-2:] == [("in_progress", "2025-03"), ("fulfilled", "2026-02")]
    assert [one.text for one in now.progress] == ["Half the track is laid", "It is done"]
    assert made.evidence.quote == "border railway"
    shown = str(desk.show(entry.id))
    assert "It is done, now fulfilled (a report; recorded by Mara)" in shown
    assert "fulfilled" in str(desk.brief("Chile", "Peru"))
    desk.undo(made.id)
    assert railway(desk).status == "in_progress"


def test_a_score_of_nought_is_not_the_same_as_none(desk: Desk) -> None:
    entry = railway(desk)
    desk.progress(entry.id, "Work goes on", day="2025", scores={"CHL": 0}, url="https://x.example/1")
    assert railway(desk).compliance == (Compliance(party="CHL", score=0),)
    assert railway(desk).status == entry.status


def test_progress_stays_with_its_promise_when_a_claim_of_it_turns_out_wrong(desk: Desk) -> None:
    entry = railway(desk)
    made = desk.progress(entry.id, "It is done", day="2026", status="fulfilled", url="https://x.example/1")
    desk.verdict(made.claims[0], "wrong")
    assert railway(desk).claims == made.claims[1:]
    assert railway(desk).status == "fulfilled"


@pytest.mark.parametrize(
    "fields, message",
    [
        ({}, "progress needs one source"),
        ({"url": "https://x.example", "document": "f.txt"}, "progress needs one source"),
        ({"url": "https://x.example", "status": "done"}, "done: is no status of a promise; say one of anticipated"),
        ({"url": "https://x.example", "day": "lately"}, "lately: is no date"),
        ({"url": "https://x.example", "scores": {"CHL": 2}}, "CHL=2: compliance is -1, 0 or 1"),
        ({"document": "f.txt", "quote": "no such words"}, "has no such words"),
        ({"document": "nowhere"}, "holds no such id"),
    ],
)
def test_progress_that_says_too_little_or_too_much_is_refused(desk: Desk, fields, message) -> None:
    with pytest.raises(ChanceryError, match=message):
        desk.progress(railway(desk).id, "It is done", **{"day": "2026"} | fields)


def test_only_promises_make_progress(desk: Desk) -> None:
    with pytest.raises(NotFoundError, match="is no promise"):
        desk.progress(desk.entries("engagement")[0].id, "x", day="2026", url="https://x.example")


# --- the queue ------------------------------------------------------------------------------------------------------


def test_the_queue_has_the_most_doubtful_first_and_drops_what_was_decided(desk: Desk) -> None:
    found = desk.queue(limit=None)
    assert len(found) == desk.queue_size()
    assert [one.doubt for one in found] == sorted((one.doubt for one in found), reverse=True)
    pair = next(one for one in found if one.kind == "pair")
    claim = next(one for one in found if one.kind == "claim")
    desk.relate(*pair.claims, pair.judgement.relation, detail=pair.judgement.detail, by="Mara")
    desk.verdict(claim.id, "right", by="Mara")
    left = {one.id for one in desk.queue(limit=None)}
    assert left == {one.id for one in found} - {pair.id, claim.id}
    assert {pair.id, claim.id} <= {one.id for one in desk.queue(limit=None, by="Ben")}
    assert not {pair.id, claim.id} & {one.id for one in desk.queue(limit=None, by="Mara")}


def test_the_queue_is_narrowed_and_paged(desk: Desk) -> None:
    whole = desk.queue(limit=None)
    assert desk.queue(limit=2) + desk.queue(limit=None, offset=2) == whole
    assert {one.of for one in desk.queue(of="position", limit=None)} == {"position"}
    assert desk.queue(actor="FRA") == ()
    assert desk.queue_size(actor="CHL") == len(whole)
    assert all(0.2 <= one.doubt <= 0.5 for one in desk.queue(least=0.2, most=0.5, limit=None))
    assert {one.judgement.relation for one in desk.queue(kind="pair", relation="REVISES")} == {"REVISES"}


def test_a_contradiction_is_in_the_queue_until_somebody_gives_a_verdict(desk: Desk) -> None:
    one, other = desk.entries("commitment")
    desk.relate(one.claims[0], other.claims[0], "SAME", by="Mara")
    (conflict,) = desk.queue(kind="conflict")
    assert conflict.conflict.field == "amount"
    assert 0 < conflict.doubt <= 1
    assert desk.queue_size(kind="conflict") == 1
    desk.verdict(other.claims[0], "wrong", by="Mara")
    assert desk.queue(kind="conflict") == ()


def test_a_filtered_list_is_accepted_at_once_and_undone_at_once(desk: Desk) -> None:
    before = desk.entries()
    count = desk.queue_size(kind="pair")
    with pytest.raises(LedgerError, match=f"there are {count} to accept now, not 1"):
        desk.accept(kind="pair", count=1)
    made = desk.accept(kind="pair", count=count, by="Mara", because="all looked at")
    assert len(made) == count
    assert desk.queue_size(kind="pair") == 0
    (batch,) = {one.batch for one in made}
    assert len(desk.undo(batch, by="Mara")) == count
    assert desk.undo(batch) == ()
    assert desk.entries() == before
    assert {one.undone_by for one in desk.decisions()} == {"Mara"}


def test_conflicts_are_not_accepted_unseen(desk: Desk) -> None:
    with pytest.raises(ChanceryError, match="is not accepted at once; kind must be pair or claim"):
        desk.accept(kind="conflict", count=0)


# --- newer codings and other ledgers --------------------------------------------------------------------------------


def recoded(old, **changes):
    """Return a coded document as a newer coder codes it, its claims changed a little."""
    return coded(
        old.document,
        *(msgspec.structs.replace(claim, id="", confidence=0.95, **changes) for claim in old.claims),
        coder=NEWER,
    )


def test_verdicts_progress_and_judgements_carry_over_to_a_newer_coding() -> None:
    one, other = pledge(source_id="d.txt"), pledge(published="2024-05-09", publisher="Daily", source_id="e.txt")
    desk = Desk(":memory:")
    desk.append([one, other])
    left, right = one.claims[0].id, other.claims[0].id
    desk.verdict(left, "corrected", {"strength": "sign"}, by="Mara")
    desk.relate(left, right, "DIFFERENT", by="Mara")
    entry = next(entry for entry in desk.entries("commitment") if left in entry.claims)
    desk.progress(entry.id, "It is done", day="2026", status="fulfilled", url="https://x.example")
    newer = recoded(one, undertaking="a railway at the border")
    desk.append([newer])
    (claim,) = newer.claims
    assert claim.id != left
    assert desk.heirs([left]) == {left: claim.id}
    found = {id: entry for entry in desk.entries("commitment") for id in entry.claims}
    assert set(found) == {claim.id, right}
    assert found[claim.id].id != found[right].id
    assert (found[claim.id].strength, found[claim.id].status) == ("sign", "fulfilled")
    assert {decided.says for decided in found[claim.id].decisions} == {"corrected", "DIFFERENT"}
    assert desk.verdicts([claim.id])[0].claim == claim.id
    assert desk.claims([left], as_coded=True)[0].undertaking == "a border railway"


def test_a_wrong_claim_that_was_read_anew_is_offered_again() -> None:
    one = pledge()
    desk = Desk(":memory:")
    desk.append([one])
    desk.verdict(one.claims[0].id, "wrong", by="Mara")
    newer = recoded(one, undertaking="a railway at the border")
    desk.append([newer])
    assert desk.entries() == ()
    (doubt,) = desk.queue(kind="claim")
    assert "Mara said “wrong” of an older reading" in doubt.why


def test_a_decision_follows_to_the_claim_that_says_most_of_the_same() -> None:
    doc = pledge().document
    both = [
        msgspec.structs.replace(
            pledge().claims[0], id="", undertaking=what, sectors=(sector,), evidence=words(doc, doc.text)
        )
        for what, sector in (("a border railway", "transport"), ("a training centre", "education"))
    ]
    desk = Desk(":memory:")
    old = coded(doc, *both)
    desk.append([old])
    new = coded(doc, *(msgspec.structs.replace(claim, id="", strength="sign") for claim in both), coder=NEWER)
    desk.append([new])
    heirs = desk.heirs(claim.id for claim in old.claims)
    sectors = {claim.id: claim.sectors for claim in (*old.claims, *new.claims)}
    assert {sectors[left]: sectors[right] for left, right in heirs.items()} == {
        ("transport",): ("transport",), ("education",): ("education",),
    }  # fmt: skip


def test_what_comes_first_the_newer_coding_or_the_decision_does_not_matter() -> None:
    one = pledge()
    newer = recoded(one, undertaking="a railway at the border")
    verdict = Verdict(id="v1", claim=one.claims[0].id, says="wrong", author="Mara", made="2026-01-01")
    ledgers = [Desk(":memory:") for _ in range(3)]
    ledgers[0].append([one])
    ledgers[0].decide([verdict])
    ledgers[0].append([newer])
    ledgers[1].append([newer])
    ledgers[1].append([one])
    ledgers[1].decide([verdict])
    ledgers[2].append([newer])
    ledgers[2].merge(ledgers[0])
    assert [ledger.entries() for ledger in ledgers] == [()] * 3
    assert {ledger.table("heirs") for ledger in ledgers} == {ledgers[0].table("heirs")}


def test_two_people_on_two_ledgers_lose_nothing_when_these_are_merged() -> None:
    mine, theirs = Desk(":memory:"), Desk(":memory:")
    for ledger in (mine, theirs):
        ledger.append(world())
    claim = railway(mine).claims[0]
    mine.verdict(claim, "wrong", by="Mara", on="2026-01-01")
    theirs.verdict(claim, "right", by="Ben", on="2026-01-02")
    theirs.progress(
        railway(theirs).id, "It is done", day="2026", status="fulfilled", url="https://x.example", on="2026-02-01"
    )
    mine.merge(theirs)
    theirs.merge(mine)
    assert mine.entries() == theirs.entries()
    assert set(map(type, mine.decisions())) == {Verdict, Progress}
    assert len(mine.decisions()) == 3
    assert CODER


def test_two_people_who_decide_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with Desk(path) as desk:
        desk.append(world())
        claims = [claim.id for claim in desk.claims()][:6]

    def decide(author: str) -> None:
        with Desk(path) as desk:
            for claim in claims:
                desk.verdict(claim, "right" if author == "Ben" else "wrong", by=author)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(decide, ("Ben", "Mara")))
    with Desk(path) as desk:
        assert len(desk.decisions()) == 2 * len(claims)
        assert len(desk.queue(kind="dispute")) == len(claims)
        found = desk.entries()
        desk.rebuild()
        assert desk.entries() == found


def test_the_earlier_undoing_counts_whichever_ledger_it_comes_from() -> None:
    mine, theirs = Desk(":memory:"), Desk(":memory:")
    for ledger in (mine, theirs):
        ledger.append([meeting()])
        ledger.decide([Verdict(id="v1", claim=meeting().claims[0].id, says="wrong", author="Mara", made="2026-01-01")])
    mine.undo("v1", on="2026-03-01", by="Mara")
    theirs.undo("v1", on="2026-02-01", by="Ben")
    mine.merge(theirs)
    (verdict,) = mine.verdicts()
    assert (verdict.undone, verdict.undone_by) == ("2026-02-01", "Ben")
