"""Long titles before names: whose they are, where they begin, and what is no title."""

import pytest

from chancery.actors import mentions
from chancery.language import analyse
from chancery.models import Mention, document


def people(text: str) -> list[Mention]:
    doc = document(text, published="2025-03-04", country="USA")
    return [m for m in mentions(doc, analyse(text)) if m.kind == "person"]


def introduced(text: str) -> list[tuple[str | None, str | None, tuple[str, ...]]]:
    return [(m.name, m.office, m.codes) for m in people(text)]


@pytest.mark.parametrize(
    ("title", "name", "code", "office"),
    [
        (
            "Chilean Ministry of Trade and Industry Secretary",
            "Pablo Rojas",
            "CHL",
            "Ministry of Trade and Industry Secretary",
        ),
        ("Republic of Korea (ROK) National Security Advisor", "Shin Dae-ho", "KOR", "National Security Advisor"),
        (
            "Chinese Party Politburo Member and Director of the Office of the Trade Commission",
            "Liu Jianhua",
            "CHN",
            "Party Politburo Member and Director of the Office of the Trade Commission",
        ),
        ("Secretary General of the Executive Committee of the PLO", "Omar Haddad", "PSE", None),
        ("Deputy Prime Minister for Reconstruction of Ukraine", "Olena Bondar", "UKR", None),
    ],
)
def test_a_long_title_belongs_to_the_name_behind_it(title: str, name: str, code: str, office: str | None):
    found = introduced(f"The envoy met with {title} {name} in Geneva.")
    assert found[-1][0] == name and found[-1][2] == (code,)
    assert found[-1][1] == (office or title)


def test_two_people_with_titles_stay_two():
    found = introduced("He met Minister for Water Dana Levin of Israel and Chairman of the Harbour Party Sami Aziz.")
    assert [name for name, *_ in found] == ["Dana Levin", "Sami Aziz"]


def test_a_state_in_a_list_is_not_the_title_of_the_next():
    found = introduced("She visited Japan and Secretary of State Antony Blinken.")
    assert ("Antony Blinken", "Secretary of State", ("USA",)) in found


def test_what_an_envoy_is_for_is_not_whose_envoy_he_is():
    assert introduced("Special Envoy for Haiti Daniel Brown spoke.")[0][2] != ("HTI",)


def test_a_king_is_named_without_his_style():
    assert introduced("She called King Mohammed VI of Morocco.") == [("Mohammed VI", "King", ("MAR",))]


def test_a_weekday_is_nobody():
    assert people("Ghana and Togo met on Friday.") == []


def test_a_group_whose_members_are_listed_is_its_members():
    text = "India, Israel, the United Arab Emirates and the United States met. The I2U2 will build a farm."
    groups = [m for m in mentions(document(text), analyse(text)) if m.kind == "group"]
    assert groups[0].codes == ("IND", "ISR", "ARE", "USA")


def test_a_group_that_is_only_named_stays_one():
    text = "The G7 condemned the attack. Japan and France signed a treaty."
    groups = [m for m in mentions(document(text), analyse(text)) if m.kind == "group"]
    assert groups[0].codes == ("G7",)
