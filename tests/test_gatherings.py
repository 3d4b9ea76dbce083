"""Who else took part, and gatherings told in passing: held, announced, or looked forward to."""

import pytest

from chancery.coding.engagements import engagements
from chancery.models import Engagement, document
from chancery.pipeline import read


def met(text: str, published: str = "2025-09-05") -> tuple[Engagement, ...]:
    return engagements(read(document(text, published=published)))


def actors(engagement: Engagement) -> set[str | None]:
    return {p.actor or p.organisation for p in engagement.participants}


@pytest.mark.parametrize(
    "more",
    [
        "Participants in the call included President Ana Vidal of Peru and Premier Tom Reed of Belize.",
        "Also on the call were President Ana Vidal of Peru and Premier Tom Reed of Belize.",
        "President Ana Vidal of Peru and Premier Tom Reed of Belize also joined the call.",
        "She was joined by President Ana Vidal of Peru and Premier Tom Reed of Belize.",
    ],
)
def test_who_joined_a_contact_takes_part_in_it(more: str):
    [call] = met(f"President Eva Ruiz of Chile held a call with President Luis Paz of Ecuador on Thursday. {more}")
    assert actors(call) == {"CHL", "ECU", "PER", "BLZ"}


def test_being_joined_is_a_contact_where_no_other_is_told():
    [meeting] = met("Today, the European Council was joined by President Ana Vidal of Peru.")
    assert actors(meeting) == {"EU", "PER"} and meeting.status == "held"


def test_each_of_several_bilateral_meetings_is_one():
    found = met(
        "Foreign Minister Ana Vidal of Peru held bilateral meetings with Foreign Minister Tom Reed of Belize "
        "and Foreign Minister Luis Paz of Ecuador."
    )
    assert [actors(one) for one in found] == [{"PER", "BLZ"}, {"PER", "ECU"}]


@pytest.mark.parametrize(
    "text",
    [
        "President Ana Vidal of Peru looks forward to welcoming Premier Tom Reed of Belize to Lima in May.",
        "President Ana Vidal of Peru looks forward to hosting Premier Tom Reed of Belize in Lima in May.",
    ],
)
def test_what_one_looks_forward_to_is_planned(text: str):
    [meeting] = met(text)
    assert meeting.status == "planned" and actors(meeting) == {"PER", "BLZ"}
    assert meeting.when is not None and meeting.when.start == "2026-05"


@pytest.mark.parametrize(
    ("text", "host", "start"),
    [
        ("Chile and Peru agreed on next steps ahead of the Water Summit in Lima in February 2026.", "PER", "2026-02"),
        ("Chile and Peru reviewed preparations for the Ocean Conference that Norway will host.", "NOR", None),
        ("Chile and Peru will co-host the second Global Water Summit on 12 May 2026.", None, "2026-05-12"),
    ],
)
def test_a_gathering_to_come_is_planned_by_its_host_or_hosts(text: str, host: str | None, start: str | None):
    [summit] = [one for one in met(text) if one.status == "planned"]
    assert summit.host == host and (summit.when.start if summit.when else None) == start


def test_a_summit_of_a_group_at_which_something_was_done_was_held():
    [summit] = met("We confirm the commitment that the leaders made in June at the Apulia G7 Leaders' Summit.")
    assert summit.status == "held" and actors(summit) == {"G7"}


def test_a_day_close_ahead_is_meant_even_beside_a_past_verb():
    [summit] = met("She thanked Qatar for hosting the Chad-Sudan Summit in Doha on September 10.")
    assert summit.status == "planned" and summit.when is not None and summit.when.start == "2025-09-10"


def test_a_visit_has_its_host_as_a_party():
    [visit] = met("President Ana Vidal of Peru visited Malawi on Thursday.")
    assert actors(visit) == {"PER", "MWI"} and visit.host == "MWI"


def test_this_morning_is_today():
    [call] = met("President Ana Vidal of Peru spoke by phone this morning with Premier Tom Reed of Belize.")
    assert call.when is not None and call.when.start == "2025-09-05"


def test_what_a_name_only_qualifies_is_no_party():
    assert met("President Ana Vidal of Peru helped negotiate the Iran nuclear deal.") == ()


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Peru and Malawi signed a tax treaty. The treaty is expected to enter into force in May 2026.", "2026-05"),
        ("Peru and Malawi signed a tax treaty. It will take effect on 1 June 2026.", "2026-06-01"),
    ],
)
def test_a_treaty_that_is_to_enter_into_force_is_planned_between_its_parties(text: str, start: str):
    [entry] = [one for one in met(text) if one.type == "other"]
    assert entry.status == "planned" and actors(entry) == {"PER", "MWI"}
    assert entry.when is not None and entry.when.start == start


def test_a_treaty_in_force_is_nothing_planned():
    assert not [
        e for e in met("Peru and Malawi signed a treaty. It entered into force in May 2020.") if e.type == "other"
    ]
