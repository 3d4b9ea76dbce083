"""What counts as a commitment, who makes it to whom, how strongly, for how much and until when."""

import importlib.util
import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.actors import mentions
from chancery.coding.commissives import cues, nouns, stances, strength_in, verbs
from chancery.coding.commitments import commitments
from chancery.coding.details import executor, instrument, meeting, phrase
from chancery.coding.figures import merged
from chancery.coding.reading import Reading
from chancery.coding.revisions import compared, named, ratio
from chancery.coding.tellings import alike
from chancery.language import analyse
from chancery.models import Commitment, Figure, document
from chancery.quantities import quantities

ROOT = Path(__file__).parent.parent


def read(text: str, published: str | None = "2025-09-01") -> Reading:
    doc = document(text, published=published)
    sentences = analyse(doc.text)
    return Reading(
        document=doc,
        sentences=sentences,
        mentions=mentions(doc, sentences),
        quantities=quantities(doc.text, published=doc.published_on),
    )


def code(text: str, published: str | None = "2025-09-01") -> tuple[Commitment, ...]:
    return commitments(read(text, published))


def one(text: str, published: str | None = "2025-09-01") -> Commitment:
    found = code(text, published)
    assert len(found) == 1, [(c.verb, c.undertaking) for c in found]
    return found[0]


def roles(item: Commitment) -> dict[tuple[int, str | None], str]:
    return {(int(f.value), f.currency): f.role for f in item.quantities}


# --- who, for whom, how strongly -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "strength"),
    [
        ("France plans to give Kenya 40 million euros for solar plants.", "aim"),
        ("France and Kenya agreed to review the tax treaty.", "agree"),
        ("France pledged 40 million euros for solar plants in Kenya.", "pledge"),
        ("France and Kenya signed a treaty on extradition.", "sign"),
        ("France lifted its ban on Kenyan tea.", "deliver"),
        ("France will train 300 police officers from Kenya.", "pledge"),
    ],
)
def test_the_verb_decides_how_strong_a_commitment_is(sentence, strength):
    assert one(sentence).strength == strength


def test_whoever_pays_is_the_promisor_though_both_announce_it():
    item = one("Kenya and France endorsed a new target of 3 billion euros for French investment in Kenya.")
    assert (item.promisor, item.beneficiary) == (("FRA",), ("KEN",))


def test_a_joint_undertaking_has_its_parties_on_both_sides():
    item = one("Brazil and Norway agreed to launch a fund for forests.")
    assert set(item.promisor) == set(item.beneficiary) == {"BRA", "NOR"}


def test_a_preview_is_an_aim_whatever_will_be_announced():
    assert one("Canada is expected to announce a loan of $200 million to Ukraine.").strength == "aim"


def test_officials_told_to_act_make_it_an_agreement_of_those_who_tell_them():
    item = one("Modi and Macron directed officials to expedite implementation of the shipping accord.")
    assert item.strength == "agree"
    assert set(item.promisor) == {"IND", "FRA"}


def test_a_promise_not_to_act_is_a_restraint():
    item = one("Norway said it would not sell missiles to Chile.")
    assert (item.type, item.denied) == ("restraint", False)


def test_a_pledge_that_was_not_made_is_kept_as_denied():
    assert one("Germany has not pledged 50 million euros to Chad.").denied


def test_a_headline_future_is_an_aim_of_its_first_actor():
    item = one("Japan to train nurses in Chile")
    assert (item.promisor, item.strength) == (("JPN",), "aim")


def test_a_pact_entered_into_with_a_partner_is_of_both():
    item = one("Kenya entered into an agreement with France on tea.")
    assert set(item.promisor) == {"KEN", "FRA"}
    assert item.strength == "sign"


def test_what_a_deal_covers_is_of_its_parties():
    found = code("Norway pledged a $90 million package to Moldova. The deal covers 40 buses.")
    assert [(c.promisor, c.beneficiary) for c in found] == [(("NOR",), ("MDA",))] * 2


def test_what_is_received_is_given_by_whom_it_comes_from():
    item = one("Egypt has received $1.2 billion from the IMF.")
    assert (item.promisor, item.beneficiary, item.strength) == (("IMF",), ("EGY",), "deliver")


def test_list_items_inherit_the_verb_and_the_parties_of_the_line_above():
    found = code("Chile and Peru agreed to:\n\n- Open a border office in Tacna.\n- Train 200 customs officers.\n")
    assert [c.strength for c in found] == ["agree", "agree"]
    assert all(set(c.promisor) == {"CHL", "PER"} for c in found)


def test_what_somebody_denies_having_agreed_to_is_denied():
    assert one("Poland denied that it had agreed to send tanks to Chad.").denied


def test_a_text_that_holds_no_figures_is_kept_as_denied():
    found = code("Chad and France signed a water accord. The accord contains no figures.")
    assert [c.denied for c in found] == [False, True]


def test_officials_told_to_act_are_addressed():
    item = one("Chile and Peru directed officials to draft a fishing agreement.")
    assert set(item.addressee) == {"CHL", "PER"}


# --- what is no commitment --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        "The two presidents discussed trade and exchanged views on the war in Sudan.",
        "Japan and India reaffirmed their commitment to a free and open Indo-Pacific.",
        "Canada thanked Kenya for sending 600 police officers to Haiti.",
        "Norway welcomed the decision of Brazil to host the conference.",
        "The leaders agreed to remain in close contact and to meet again soon.",
        "This funding will help families in the valley.",
        "France hopes that Chad will hold elections.",
        "Will Chile send 500 nurses to Peru?",
        "Norway offered condolences to Japan.",
    ],
)
def test_talk_praise_values_and_contacts_promise_nothing(sentence):
    assert code(sentence) == ()


def test_related_story_lines_promise_nothing():
    assert code("The rain fell all day.\n\nAlso Read: France pledges 40 million euros to Kenya") == ()


# --- figures ----------------------------------------------------------------------------------------------------------


def test_a_figure_in_brackets_is_the_equivalent_of_the_one_before():
    item = one("Japan pledged 3 trillion yen ($20 billion) of investment in Vietnam over the next six years.")
    assert roles(item) == {(3 * 10**12, "JPY"): "target", (20 * 10**9, "USD"): "equivalent"}
    assert item.period is not None
    assert "six years" in str(item.period.text)


def test_a_raised_target_keeps_its_baseline_and_the_printed_ratio():
    found = code("Italy will raise its investment target for Egypt from 2 billion euros to 5 billion euros.")
    assert roles(found[0]) == {(2 * 10**9, "EUR"): "baseline", (5 * 10**9, "EUR"): "target"}
    assert found[0].revises is not None
    assert (found[0].revises.relation, found[0].revises.ratio) == ("raises", 2.5)


def test_an_earlier_value_with_a_date_is_a_reported_past_promise_of_its_own():
    found = code(
        "Italy plans to announce 5 billion euros of investment in Egypt. "
        "The goal would update the earlier one of 2 billion euros over four years."
    )
    new, old = found
    assert roles(new) == {(5 * 10**9, "EUR"): "target", (2 * 10**9, "EUR"): "baseline"}
    assert (old.reported_past, roles(old)) == (True, {(2 * 10**9, "EUR"): "target"})


def test_a_value_that_a_target_is_up_from_is_its_baseline():
    item = one("Egypt will invest $60 million in Jordan over four years, up from $45 million.")
    assert roles(item) == {(60_000_000, "USD"): "target", (45_000_000, "USD"): "baseline"}


def test_what_a_sum_includes_is_a_part_with_a_record_of_its_own():
    found = code(
        "Korea pledged 900 million dollars of financing for Mongolia. "
        "The sum includes 60 million dollars for a power plant in Darkhan."
    )
    assert [list(roles(c).values()) for c in found] == [["target"], ["part"]]
    assert found[0].promisor == found[1].promisor


def test_a_total_over_years_gone_by_is_an_actual():
    item = one("Sweden has provided 300 million euros in aid to Moldova over the past three years.")
    assert list(roles(item).values()) == ["actual"]
    assert item.reported_past


def test_one_undertaking_told_twice_is_one_commitment():
    text = "Japan pledges $40 million for Fiji\n\nJapan pledged $40 million to Fiji on Monday. It will go to schools."
    item = one(text)
    assert list(roles(item)) == [(40_000_000, "USD")]


def test_an_amount_told_in_the_next_sentence_belongs_to_the_loan_before():
    item = one("China and Niger signed an agreement on a loan for two power lines. The loan is for $36 million.")
    assert (36_000_000, "USD") in roles(item)
    assert len(item.evidence) == 2


def test_a_following_sentence_says_whose_money_it_is():
    found = code(
        "Japan plans to unveil 700 million dollars of investment in Peru. "
        "The money, public and private together, will flow from spring."
    )
    assert found[0].executor == "mixed"


# --- evidence ---------------------------------------------------------------------------------------------------------

STATES = st.sampled_from(["France", "Japan", "Brazil", "Kenya", "India"])
VERBS = st.sampled_from(["pledged", "promised", "will provide", "plans to give", "announced", "discussed", "thanked"])
THINGS = st.sampled_from(["$40 million in aid to Fiji", "a treaty on fish", "3,000 tents", "(", "peace", "“50 million"])


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(STATES, VERBS, THINGS), max_size=3), st.sampled_from([" ", "\n\n", "\n- "]))
def test_every_quote_and_figure_stands_in_the_text_and_coding_is_repeatable(parts, gap):
    text = gap.join(f"{state} {verb} {thing}." for state, verb, thing in parts)
    reading = read(text)
    found = commitments(reading)
    assert found == commitments(reading)
    for item in found:
        assert item.promisor
        for quote in item.evidence:
            assert text[quote.start : quote.end] == quote.quote
        for figure in item.quantities:
            assert 0 <= figure.start < figure.end <= len(text)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "?", "§§§ 123 $$$", "Pledge " * 60])
def test_odd_texts_give_no_commitments(text):
    assert code(text, None) == ()


# --- the pieces -------------------------------------------------------------------------------------------------------


def figure(role, value, currency="JPY", start=0):
    return Figure(role=role, value=Decimal(value), currency=currency, start=start, end=start + 1)


def test_the_ratio_is_of_printed_figures_in_one_currency():
    assert ratio((figure("baseline", 5), figure("target", 10))) == 2.0
    assert ratio((figure("baseline", 5, "USD"), figure("target", 10))) is None


def test_two_figures_tell_the_direction_where_words_do_not():
    assert [compared(r) for r in (None, 1, 2.0, 0.5)] == [None, None, "raises", "lowers"]


@pytest.mark.parametrize(
    ("words", "relation"),
    [("a doubling of the goal", "doubles"), ("extend the truce", "extends"), ("the sky is blue", None)],
)
def test_revisions_are_named_by_their_words(words, relation):
    assert named(words) == relation


def test_an_equivalent_in_one_telling_is_no_target_in_another():
    joined = merged([(figure("target", 42, "USD", 5),), (figure("equivalent", 42, "USD", 90),)])
    assert [f.role for f in joined] == ["equivalent"]


def test_money_of_both_hands_is_mixed_and_nothing_is_guessed():
    assert executor("public and private money") == "mixed"
    assert executor("private-sector investment") == "private"
    assert executor("ten new ships") is None


def test_instruments_are_named_by_their_words():
    assert instrument("a concessional loan of 4 billion") == "loan"
    assert instrument("ten new ships") is None


def test_the_meeting_is_taken_from_the_words_that_set_the_scene():
    assert meeting("They signed it at the annual summit in Tokyo.") == "at the annual summit in Tokyo"
    assert meeting("They signed it.") is None


def test_phrases_are_short_and_leave_out_brackets():
    assert phrase("give  $5 (about 4 euros) to all") == "give $5 to all"
    assert len(phrase("word " * 100)) <= 110


def test_likeness_is_symmetric_and_bounded():
    assert alike("review the trade treaty", "trade treaty review") == 1.0
    assert alike("", "") == 0.0


# --- the tables -------------------------------------------------------------------------------------------------------


def test_each_taking_verb_has_one_strength():
    takes = verbs().takes
    assert sum(map(len, takes.values())) == len(frozenset().union(*takes.values()))
    assert strength_in(takes, "whistle") is None


def test_the_tables_are_built_from_their_sources():
    spec = importlib.util.spec_from_file_location("build", ROOT / "data" / "build_coding_commitments.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name, text in module.build().items():
        built = (ROOT / "chancery" / "data" / "coding" / name).read_text(encoding="utf-8")
        assert built == text, f"{name} is not what data/build_coding_commitments.py builds: run it"
        json.loads(built)


def test_tables_load_and_hold_words():
    assert nouns().flows and cues().relations and stances().verbs


# --- clauses side by side, and who is no party


def test_a_clause_with_a_subject_of_its_own_is_a_promise_of_its_own():
    found = code(
        "The United Arab Emirates said it would provide Jordan with $400 million over five years, "
        "while Kuwait rolled over a $4 billion deposit at Egypt's central bank."
    )
    told = [(c.promisor, c.beneficiary, [int(f.value) for f in c.quantities]) for c in found]
    assert told == [(("ARE",), ("JOR",), [400_000_000]), (("KWT",), ("EGY",), [4_000_000_000])]
    assert found[1].revises is not None and found[1].revises.relation == "extends"


def test_another_sum_goes_to_the_beneficiary_of_the_first():
    found = code("Oman lent $1 billion to Yemen in May and Qatar has promised to provide another $200 million.")
    assert [c.beneficiary for c in found] == [("YEM",), ("YEM",)]


@pytest.mark.parametrize(
    "text",
    [
        "Canada is weighing whether to lend Ghana 30 million dollars.",
        "Canada could lend Ghana 30 million dollars.",
        "Canada called for a loan of 30 million dollars to Ghana.",
        "Canada considered sending Ghana 30 million dollars.",
        "Siemens announced plans to pull out of Russia.",
        "Iran launched missiles at Iraq.",
        "Japan offered congratulations to Ghana.",
        "China will raise its defence budget this year.",
        "The declaration of Ghana contains no figures.",
    ],
)
def test_a_thought_a_company_a_war_a_courtesy_and_a_budget_are_no_commitment(text: str):
    assert code(text) == ()


def test_a_proposal_of_money_is_at_most_an_aim():
    assert one("The European Commission proposed lending Ghana up to 150 million euros.").strength == "aim"


def test_the_parties_of_a_partnership_are_its_promisors():
    assert set(one("The U.S.-Kenya partnership will build 40 clinics in Uganda.").promisor) == {"USA", "KEN"}


def test_a_reaffirmed_commitment_to_act_for_a_partner_is_told_act_by_act():
    found = code(
        "President Biden and President Macron reiterated the commitment of the United States and France "
        "to ensure that Ukraine has the assistance it needs and to continue working together to impose costs on Russia."
    )
    assert [(c.strength, set(c.promisor)) for c in found] == [("reaffirm", {"USA", "FRA"})] * 2


def test_a_year_that_says_who_somebody_is_is_no_period():
    assert one("Norway, host of the summit in 2027, will invest $2 million in Ghana.").period is None


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        (
            "Japan plans to set a new investment goal of 10 trillion yen for India when the two leaders meet.",
            "new investment goal of 10 trillion yen for India",
        ),
        ("France has agreed to lift its ban on maize, which had lasted since May, for Kenya.", "lift its ban on maize"),
        ("France withdrew from the water treaty with Kenya.", "withdrew from the water treaty with Kenya"),
    ],
)
def test_the_undertaking_is_a_short_phrase(text: str, phrase: str):
    assert one(text).undertaking == phrase
