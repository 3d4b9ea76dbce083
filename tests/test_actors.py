"""Names in a text become actors at its date."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery import actors
from chancery.actors import folding, tables
from chancery.errors import UnknownActorError
from chancery.models import Mention, Name, Sentence, Token, document


def read(
    text: str, on: str | None = "2025-11-24", *, title: str | None = None, country: str | None = None
) -> list[Mention]:
    return list(actors.mentions(document(text, published=on, title=title, country=country)))


def codes(text: str, words: str, on: str | None = "2025-11-24") -> tuple[str, ...]:
    return next((mention.codes for mention in read(text, on) if mention.text == words), ())


# --- offsets ----------------------------------------------------------------------------------------------------------


PIECES = ["Japan", "’s ", "PM Modi", " met ", "\n", "  ", "the US", ". ", "é", "They ", "\r\n", "\t"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_the_words_of_a_mention_stand_at_its_offsets(text: str) -> None:
    mentions = read(text)
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)
    assert mentions == sorted(mentions, key=lambda mention: (mention.start, -mention.end))


@settings(deadline=None)
@given(st.text())
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert all(text[mention.start : mention.end] == mention.text for mention in read(text, None))


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["India", "of the United", "States met", "a\nb", "   ", "\n\n", "\n    ", "x" * 70]),
        max_size=20,
    )
)
def test_folding_a_text_loses_no_place_in_it(parts: list[str]) -> None:
    text = " ".join(parts)
    folded = folding.fold(text)
    for offset, sign in enumerate(folded.text):
        if not sign.isspace():
            assert text[folded.original(offset)] == sign
            assert folded.folded(folded.original(offset)) == offset


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "President", "the two leaders", "Mr.", "of the", "," * 500, "the " * 5_000]
)
def test_texts_without_names_have_no_actors(text: str) -> None:
    assert [mention for mention in read(text) if mention.codes] == []


def test_a_hostile_text_is_read_in_linear_time() -> None:
    assert read("President " * 3_000) is not None
    assert read("Prime Minister of the " * 2_000) is not None


# --- people -----------------------------------------------------------------------------------------------------------


def test_a_surname_takes_the_full_name_from_elsewhere_in_the_text() -> None:
    mentions = read("Ambassador Ada Lindqvist of Sweden arrived. Lindqvist spoke to reporters.")
    assert [(mention.text, mention.name, mention.codes) for mention in mentions] == [
        ("Ambassador Ada Lindqvist of Sweden", "Ada Lindqvist", ("SWE",)),
        ("Lindqvist", "Ada Lindqvist", ("SWE",)),
    ]


def test_a_surname_after_another_first_name_is_somebody_else() -> None:
    mentions = read("Ambassador Ada Lindqvist of Sweden arrived with Olof Lindqvist. Lindqvist spoke.")
    assert [mention.start for mention in mentions] == [0, 64]


def test_a_headline_with_a_surname_is_read_by_the_full_name_below() -> None:
    mentions = read("Lindqvist leaves\nAmbassador Ada Lindqvist of Sweden left on Monday.")
    assert mentions[0].name == "Ada Lindqvist"


@pytest.mark.parametrize("name", ["Kishida Fumio", "Fumio Kishida", "FUMIO KISHIDA"])
def test_either_order_of_a_name_is_known(name: str) -> None:
    assert codes(f"Prime Minister {name} spoke.", f"Prime Minister {name}", "2022-03-19") == ("JPN",)


@pytest.mark.parametrize(
    "name", ["Recep Tayyip Erdoğan", "Recep Tayyip Erdogan", "Miloš Zeman", "Milos Zeman", "Lars Lokke Rasmussen"]
)
def test_diacritics_may_be_left_out(name: str) -> None:
    assert actors.resolve(name, on="2016-01-01") is not None


def test_the_state_printed_beside_a_name_counts_more_than_the_tables() -> None:
    assert codes("Norwegian President Donald Trump spoke.", "Norwegian President Donald Trump") == ("NOR",)


def test_an_unknown_office_holder_takes_the_state_that_the_office_tells() -> None:
    assert codes("External Affairs Minister Ravi Example spoke.", "External Affairs Minister Ravi Example") == ("IND",)


def test_an_unknown_office_holder_takes_the_state_of_the_hosts_not_of_the_publisher() -> None:
    text = "National Security Advisor Jake Sullivan traveled to Colombia. He met Foreign Minister Ana Ejemplo."
    mentions = read(text, "2023-04-25", country="USA")
    assert next(m.codes for m in mentions if m.name == "Ana Ejemplo") == ("COL",)


def test_a_counterpart_has_the_office_of_the_person_whose_counterpart_it_is() -> None:
    mentions = read("Prime Minister Modi met his Japanese counterpart Fumio Kishida.", "2022-03-19")
    assert mentions[-1].office == "Prime Minister" and mentions[-1].codes == ("JPN",)


def test_an_apposition_gives_the_name_its_office() -> None:
    mention = read("Sanae Takaichi, Japan's first female prime minister, spoke.")[0]
    assert (mention.name, mention.office, mention.codes) == ("Sanae Takaichi", "prime minister", ("JPN",))


@pytest.mark.parametrize(
    ("on", "former"), [("2024-07-04", False), ("2024-07-05", False), ("2026-07-20", False), ("2026-07-21", True)]
)
def test_a_person_is_former_from_the_day_after_leaving(on: str, former: bool) -> None:
    assert read("Keir Starmer spoke in Britain.", on)[0].former == former


def test_without_a_date_nobody_is_former_unless_the_text_says_so() -> None:
    assert not read("Tony Blair spoke.", None)[0].former
    assert read("Former prime minister Tony Blair spoke.", None)[0].former


def test_people_after_a_plural_office_each_have_it() -> None:
    mentions = read("Presidents Xi Jinping of China and Vladimir Putin of Russia met.")
    assert [(mention.office, mention.codes) for mention in mentions] == [
        ("President", ("CHN",)),
        ("President", ("RUS",)),
    ]


# --- pronouns and collective phrases ----------------------------------------------------------------------------------


def test_the_leaders_of_a_joint_statement_are_those_of_its_title() -> None:
    mentions = read(
        "We met today. The leaders reviewed trade.", title="Joint Statement by the Leaders of Chile and Peru"
    )
    assert [mention.codes for mention in mentions] == [("CHL", "PER"), ("CHL", "PER")]


def test_a_topic_in_the_title_is_no_party() -> None:
    mentions = read("We are concerned.", title="Joint Statement by France and Germany on Iran")
    assert mentions[0].codes == ("FRA", "DEU")


@pytest.mark.parametrize(
    ("title", "parties"),
    [
        ("Joint Statement by the G7 Announcing Costs on Russia", ("G7",)),
        ("Quad Leaders’ Joint Statement", ("AUS", "IND", "JPN", "USA")),
        (
            "Joint Statement of India, Israel, the United Arab Emirates and the United States (I2U2)",
            ("IND", "ISR", "ARE", "USA"),
        ),
        (
            "Statement on Ukraine’s Defense by U.S. President Joe Biden and German Chancellor Olaf Scholz",
            ("USA", "DEU"),
        ),
    ],
)
def test_we_are_the_parties_of_the_title(title: str, parties: tuple[str, ...]) -> None:
    mentions = read("Today, we, the leaders, call for a joint effort.", "2024-06-01", title=title)
    assert mentions[0].codes == parties


def test_both_as_a_subject_is_read_where_the_tree_tells_it() -> None:
    text = "Modi met Takaichi. Both remain committed."
    words = [("Both", 19, "nsubj"), ("remain", 24, "cop"), ("committed", 31, "root")]
    tokens = tuple(
        Token(
            i=i,
            start=start,
            end=start + len(word),
            text=word,
            lemma=word.lower(),
            upos="X",
            xpos="X",
            head=2,
            deprel=deprel,
        )
        for i, (word, start, deprel) in enumerate(words)
    )
    sentences = (
        Sentence(start=0, end=18, text=text[:18], tokens=()),
        Sentence(start=19, end=len(text), text=text[19:], tokens=tokens),
    )
    mentions = actors.mentions(document(text, published="2025-11-24"), sentences)
    assert [(mention.text, mention.codes) for mention in mentions][-1] == ("Both", ("IND", "JPN"))


def test_they_after_the_two_leaders_are_the_two_leaders() -> None:
    text = "Modi and Takaichi met. The two leaders spoke of Ukraine and Russia. They agreed to meet again."
    assert codes(text, "They") == ("IND", "JPN")


def test_him_is_not_the_subject_of_its_own_sentence() -> None:
    text = "President Emmanuel Macron met Chancellor Friedrich Merz. Macron thanked him."
    assert codes(text, "him") == ("DEU",)


def test_she_is_no_man() -> None:
    text = "Keir Starmer met Giorgia Meloni. She left early."
    assert codes(text, "She") == ("ITA",)


def test_we_in_a_statement_of_one_publisher_is_its_country() -> None:
    assert read("We welcome the vote in Ghana.", country="USA")[0].codes == ("USA",)


# --- states, places, groups -------------------------------------------------------------------------------------------


def test_a_capital_is_a_place_after_a_preposition_and_else_a_government() -> None:
    mentions = read("Talks in Tokyo ended. Tokyo protested.")
    assert [(mention.kind, mention.codes) for mention in mentions] == [("place", ("JPN",)), ("state", ("JPN",))]


def test_a_group_has_its_members_of_the_day() -> None:
    assert "GBR" in actors.members("EU", "2019-06-01") and "GBR" not in actors.members("EU", "2021-06-01")
    assert codes("Quad leaders met.", "Quad leaders") == ("AUS", "IND", "JPN", "USA")


def test_the_sector_of_a_movement_follows_its_date() -> None:
    assert read("The Taliban spoke.", "2019-01-01")[0].sector == "REB"
    assert read("The Taliban spoke.", "2023-01-01")[0].sector == "GOV"


def test_the_publisher_country_reads_a_bare_president() -> None:
    text = "The President called King Abdullah II of Jordan. The President thanked him."
    mentions = read(text, "2024-02-12", country="USA")
    assert [mention.codes for mention in mentions if mention.office == "President"] == [("USA",), ("USA",)]


# --- one name at a time -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "on", "code", "sector"),
    [
        ("Prime Minister Takaichi", "2025-11-21", "JPN", "GOV"),
        ("German Chancellor Angela Merkel", "2015-01-01", "DEU", "GOV"),
        ("police in Nairobi", "2019-01-01", "KEN", "COP"),
        ("Syrian Democratic Forces", "2019-01-01", "SYR", "REB"),
        ("the Indian Supreme Court", "2019-01-01", "IND", "JUD"),
        ("UN peacekeepers", "2019-01-01", "UN", "MIL"),
        ("Texas Governor Greg Abbott", "2019-01-01", "USA", "GOV"),
        ("Mexico's foreign ministry", "2019-01-01", "MEX", "GOV"),
    ],
)
def test_a_name_alone_has_code_and_sector(name: str, on: str, code: str, sector: str) -> None:
    actor = actors.resolve(name, on=on)
    assert actor is not None and (actor.code, actor.sector) == (code, sector)


def test_a_resolved_person_says_since_when_and_who_says_so() -> None:
    actor = actors.resolve("Sanae Takaichi", on="2025-11-24")
    assert actor is not None
    assert (actor.office, actor.since, actor.until) == ("Prime Minister", "2025-10-21", None)
    assert actor.source


def test_the_context_tells_bearers_of_one_name_apart() -> None:
    assert actors.resolve("President Banda", on="2013-01-01", context="Malawi's government spoke.").code == "MWI"  # type: ignore[union-attr]
    assert actors.resolve("President Banda", on="2010-01-01", context="Zambia's government spoke.").code == "ZMB"  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["", "the report", "China Grove", "Article 9"])
def test_a_name_that_names_no_actor_gives_none(name: str) -> None:
    assert actors.resolve(name) is None


@pytest.mark.parametrize(
    ("typed", "code"),
    [("India", "IND"), ("IND", "IND"), ("in", "IND"), ("EU", "EU"), ("the uk", "GBR"), ("Kosovo", "XKX"), ("g7", "G7")],
)
def test_what_a_user_types_becomes_a_code(typed: str, code: str) -> None:
    assert actors.parse(typed) == code


def test_an_unknown_actor_is_named_with_the_nearest_ones() -> None:
    with pytest.raises(UnknownActorError, match=r"Inda.*India"):
        actors.parse("Inda")


@settings(deadline=None)
@given(st.sampled_from(sorted(tables.states())))
def test_the_label_of_a_state_leads_back_to_its_code(code: str) -> None:
    assert actors.parse(actors.label(code)) == code
    assert actors.parse(code) == code


def test_every_code_is_one_actors_and_can_be_typed() -> None:
    assert not tables.international().keys() & tables.states().keys()
    assert [code for code in tables.international() if actors.parse(code) != code] == []


def test_places_have_countries() -> None:
    places = ("Johannesburg", "Davos", "New Delhi", "the White House", "Nowhere")
    assert [actors.country_of(place) for place in places] == ["ZAF", "CHE", "IND", "USA", None]


# --- quality ----------------------------------------------------------------------------------------------------------

FLOOR = 0.98  # of the names in evals/actors.txt; 1.000 when written


def test_names_in_context_are_read_at_least_as_well_as_before() -> None:
    from evals.actors import load, score

    names = load()
    assert len(names) >= 300
    share, wrong = score(names)
    assert share >= FLOOR, wrong


def test_participants_of_the_shared_gold_have_their_state() -> None:
    folder = os.environ.get("CHANCERY_SHARED_GOLD")
    if not folder:
        pytest.skip("CHANCERY_SHARED_GOLD names no folder")
    gold = {
        row["id"]: row for row in map(json.loads, (Path(folder) / "india_japan.gold.jsonl").read_text().splitlines())
    }
    found = []
    for line in (Path(folder) / "india_japan.documents.jsonl").read_text().splitlines():
        row = json.loads(line)
        mentions = read(row["text"], row["published"], title=row.get("title"))
        for engagement in gold[row["id"]]["engagements"]:
            for one in engagement["participants"]:
                surname = one["name"].split()[-1]
                found.append(
                    any(
                        (one["country"] or one["org"]) in m.codes
                        for m in mentions
                        if (m.name or m.text).split()[-1] == surname  # a participant can be a state
                    )
                )
    assert sum(found) / len(found) >= 0.95


def test_we_are_those_whom_a_text_says_it_speaks_for() -> None:
    text = "We, the Leaders of the G7, met today. We condemn Russia's war."
    assert [m.codes for m in actors.mentions(document(text)) if m.text == "We"] == [("G7",), ("G7",)]


def test_a_surname_after_the_possessive_of_its_state_is_its_leader() -> None:
    assert codes("South Africa's Ramaphosa hosted the talks.", "Ramaphosa") == ("ZAF",)


def test_a_bank_named_after_its_state_belongs_to_it() -> None:
    assert codes("China EXIM Bank will lend Kenya $2 billion.", "China EXIM Bank") == ("CHN",)


def test_a_given_name_that_is_also_a_state_is_no_state() -> None:
    text = "Jordan Smith spoke."
    person = Name(start=0, end=12, text="Jordan Smith", label="PER")
    sentence = Sentence(start=0, end=len(text), text=text, tokens=(), names=(person,))
    assert actors.mentions(document(text), (sentence,)) == ()


def test_a_city_is_shown_with_its_state_and_coordinates() -> None:
    tokyo, johannesburg = actors.resolve("Tokyo"), actors.locate("Johannesburg")
    assert tokyo is not None
    assert johannesburg is not None
    assert (tokyo.code, tokyo.coordinates) == ("JPN", actors.coordinates("Tokyo"))
    assert (johannesburg.code, johannesburg.kind, johannesburg.sector) == ("ZAF", "place", None)
    assert johannesburg.coordinates == actors.coordinates("Johannesburg")


def test_who_is_no_city_has_no_coordinates() -> None:
    japan = actors.resolve("Japan")
    assert japan is not None
    assert japan.coordinates is None
    assert actors.locate("Atlantis") is None
