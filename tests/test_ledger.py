"""What a ledger keeps and gives back: documents, claims and judgements, whatever their order."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_reports import CODER, coded, dull, meeting, pledge, world

from chancery.errors import EvidenceError, LedgerError, NotFoundError
from chancery.ledger import Ledger
from chancery.ledger.search import match_expression
from chancery.models import Evidence, document


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    """Return a ledger that tests only look at."""
    held = Ledger(":memory:")
    held.append(world())
    return held


def by_id(items):
    return {item.id: item for item in items}


def test_what_was_appended_can_be_read_back_whole(ledger: Ledger) -> None:
    for given_in, held in zip(sorted(world(), key=lambda one: one.document.id), ledger.coded(), strict=True):
        assert by_id(held.claims) == by_id(given_in.claims)
        assert msgspec.structs.replace(held, claims=()) == msgspec.structs.replace(given_in, claims=())


def test_claims_of_a_document_come_in_the_order_of_its_words(ledger: Ledger) -> None:
    for held in ledger.coded():
        starts = [claim.evidence[0].start for claim in held.claims]
        assert starts == sorted(starts)


def test_appending_tells_what_was_new_and_twice_changes_nothing() -> None:
    ledger = Ledger(":memory:")
    ledger.append(world())
    tables = ("documents", "sources", "claims", "evidence", "judgements", "entries")
    before = {name: ledger.table(name) for name in tables}
    assert ledger.append(world()) == ()
    assert {name: ledger.table(name) for name in tables} == before
    assert ledger.append([meeting("Arica")]) == (meeting("Arica").document.id,)


def test_a_document_under_a_second_name_is_one_document_with_two_sources() -> None:
    one, other = (
        meeting(source_id="b.txt"),
        meeting(source_id="a.txt", title="Ministers meet", url="https://x.example/1"),
    )
    for order in ([one, other], [other, one]):
        ledger = Ledger(":memory:")
        ledger.append(order)
        (doc,) = ledger.documents()
        assert (doc.source_id, doc.title, doc.url) == ("a.txt", "Ministers meet", "https://x.example/1")
        assert [row["source_id"] for row in ledger.table("sources")] == ["a.txt", "b.txt"]
        assert ledger.item("b.txt") == ledger.item("a.txt") == doc


def test_a_document_without_a_name_takes_the_name_it_gets_later() -> None:
    ledger = Ledger(":memory:")
    ledger.append([meeting()])
    ledger.append([meeting(source_id="late.txt")])
    assert ledger.documents()[0].source_id == "late.txt"


def test_a_new_title_is_found_by_the_full_text_search() -> None:
    ledger = Ledger(":memory:")
    ledger.append([meeting(source_id="b.txt", title="Zebra crossing")])
    ledger.append([meeting(source_id="a.txt", title="Armadillo crossing")])
    assert [hit.title for hit in ledger.search("armadillo")] == ["Armadillo crossing"]
    assert ledger.search("zebra") == ()


def test_a_quote_that_is_not_in_the_text_is_refused_and_nothing_of_the_batch_kept() -> None:
    good = meeting()
    wrong = Evidence(start=0, end=5, quote="Chile")
    bad = coded(good.document, msgspec.structs.replace(good.claims[0], evidence=(wrong,)))
    ledger = Ledger(":memory:")
    with pytest.raises(EvidenceError, match=r"quotes 'Chile', not there at 0:5"):
        ledger.append([dull(), bad])
    with pytest.raises(EvidenceError, match="has no evidence"):
        ledger.append([coded(good.document, msgspec.structs.replace(good.claims[0], evidence=()))])
    assert ledger.size().documents == 0


def test_the_claims_of_the_newest_coder_count_and_older_ones_stay_readable() -> None:
    old = meeting()
    new = coded(old.document, *old.claims[:2], coder="chancery 0.10.0")
    for order in ([old, new], [new, old]):
        ledger = Ledger(":memory:")
        for one in order:
            ledger.append([one])
        (held,) = ledger.coded()
        assert held.coder == "chancery 0.10.0"
        assert {claim.id for claim in held.claims} == {claim.id for claim in new.claims}
        assert ledger.claims([old.claims[2].id]) == (old.claims[2],)
        assert old.claims[2].id not in {claim for entry in ledger.entries() for claim in entry.claims}


def test_a_document_that_a_newer_coder_finds_not_diplomatic_loses_its_entries() -> None:
    old = meeting()
    ledger = Ledger(":memory:")
    ledger.append([old])
    assert ledger.entries()
    ledger.append([coded(old.document, diplomatic=False, reason="sport", coder="chancery 0.2.0")])
    assert ledger.entries() == ()
    assert ledger.size().dropped == 1


def test_claims_that_know_more_or_fewer_fields_than_this_version_can_be_read() -> None:
    ledger = Ledger(":memory:")
    ledger.append([pledge()])
    stored = msgspec.json.decode(ledger.table("claims")[0]["json"])
    del stored["sectors"], stored["denied"]
    stored["certainty"] = "a field of another version"
    with ledger._store.writing() as connection:
        connection.exec_driver_sql("UPDATE claims SET json = ?", (msgspec.json.encode(stored).decode(),))
    (claim,) = ledger.claims()
    assert claim.undertaking == "a border railway"
    assert claim.coder == CODER


@pytest.mark.parametrize("length", [4, 8, 16])
def test_anything_is_found_by_its_id_or_by_the_beginning_of_it(ledger: Ledger, length: int) -> None:
    items = [*ledger.documents(), *ledger.claims(), *ledger.entries(), *ledger.judgements()]
    starts = [item.id[:length] for item in items]
    for item in items:
        if starts.count(item.id[:length]) == 1:
            assert ledger.item(item.id[:length]) == item
    assert ledger.item(items[0].id.upper()) == items[0]


def test_an_id_that_is_not_there_or_stands_for_several_says_so(ledger: Ledger) -> None:
    with pytest.raises(NotFoundError, match="the ledger holds no such id"):
        ledger.item("0" * 16)
    with pytest.raises(NotFoundError, match="the ledger holds no such id"):
        ledger.item("%")
    crowd = Ledger(":memory:")
    crowd.append((pledge(n) for n in range(1, 150)), link=False)
    starts = sorted(doc.id[:4] for doc in crowd.documents()) + sorted(claim.id[:4] for claim in crowd.claims())
    twice = next((start for start in starts if starts.count(start) > 1), None)
    if twice:
        with pytest.raises(NotFoundError, match=r"more than one .* give more of the id"):
            crowd.item(twice)


def test_search_gives_passages_best_first_with_phrases_and_beginnings(ledger: Ledger) -> None:
    hits = ledger.search("railway baseline* up")
    assert hits == ()
    hits = ledger.search('"border railway" pes*')
    assert len(hits) == 3
    assert "⟦border railway⟧" in hits[0].snippet
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert ledger.search("PLEDGED") == ledger.search("pledge")
    assert len(ledger.search("pesos", limit=2)) == 2


@pytest.mark.parametrize(
    "query", ['"', "'", "*", "AND", "NEAR(", "a:b", "-x", "(", "col:*", '""""', "\x00", "é^", "{}"]
)
def test_no_odd_character_breaks_the_search(ledger: Ledger, query: str) -> None:
    assert isinstance(ledger.search(query), tuple)


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_words_at_all_make_a_valid_query(words: str) -> None:
    assert isinstance(SEARCHED.search(words), tuple)
    assert match_expression(words).count('"') % 2 == 0


SEARCHED = Ledger(":memory:")
SEARCHED.append([meeting(), pledge()], link=False)


def test_entries_are_filtered_by_kind_actor_time_topic_and_status(ledger: Ledger) -> None:
    def titles(**filters):
        return [(entry.kind, entry.id) for entry in ledger.entries(**filters)]

    everything = titles()
    assert titles(kind="engagement") == [pair for pair in everything if pair[0] == "engagement"]
    assert len(titles(kind="engagement")) == 2
    assert len(titles(kind="engagement", actors=["CHL", "PER"])) == 2
    assert titles(actors=["CHL", "JPN"]) == []
    assert len(titles(kind="engagement", since="2024-06")) == 1
    assert len(titles(kind="engagement", until="2024-05")) == 1
    assert len(titles(kind="engagement", since="2024", until="2024")) == 2
    assert len(titles(kind="engagement", since="2024-05-07", until="2024-08")) == 0
    assert {kind for kind, _ in titles(topic="FISHING")} == {"position"}
    assert {kind for kind, _ in titles(topic="transport")} == {"commitment"}
    assert {kind for kind, _ in titles(status="pledge")} == {"commitment"}
    assert titles(topic="100%") == []


@pytest.mark.parametrize("date", ["last year", "2025-13", "2025-02-30", "'; drop table entries"])
def test_a_date_that_is_none_is_refused(ledger: Ledger, date: str) -> None:
    with pytest.raises(LedgerError, match=r"is no date; write it as 2025, 2025-08 or 2025-08-29"):
        ledger.entries(since=date)


def test_entries_come_in_order_of_time(ledger: Ledger) -> None:
    days = [row["first_day"] for entry in ledger.entries() for row in ledger.table("entries") if row["id"] == entry.id]
    assert days == sorted(days)


def test_a_claim_leads_to_its_document(ledger: Ledger) -> None:
    homes = ledger.documents_of(claim.id for claim in ledger.claims())
    for held in ledger.coded():
        assert {homes[claim.id].id for claim in held.claims} <= {held.document.id}
    assert ledger.documents_of([]) == {}


def test_the_newest_documents_come_first_and_undated_ones_last(ledger: Ledger) -> None:
    dates = [doc.published for doc in ledger.documents()]
    dated = [date for date in dates if date]
    assert dates == [*sorted(dated, reverse=True), None]
    assert ledger.documents(limit=2) == ledger.documents()[:2]
    assert ledger.documents([dull(source_id="g.txt").document.id])[0].text.startswith("It rained")


def test_texts_of_all_scripts_and_odd_characters_are_kept_to_the_letter() -> None:
    text = "東京 — Δ’s ’’ \u202e\u0000 🤝 naïve\r\n\tX"
    ledger = Ledger(":memory:")
    ledger.append([coded(document(text, source_id="odd"))])
    assert ledger.documents()[0].text == text
    assert ledger.documents()[0].source_id == "odd"


def test_any_number_of_documents_can_be_asked_for() -> None:
    crowd = Ledger(":memory:")
    crowd.append(
        (dull(f"It rained for {n} days.", published=f"2024-01-{n % 28 + 1:02d}") for n in range(40)), link=False
    )
    ids = [doc.id for doc in crowd.documents()]
    assert [doc.id for doc in crowd.documents([*ids, *(f"{n:016x}" for n in range(40_000))])] == ids
    assert crowd.known([*ids, "0"]) == set(ids)
