"""What the words around figures mean: money, counts, numbers and time in diplomatic sentences."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.models import Count, Money, Number, Quantity, Timespan
from chancery.quantities import period, quantities

PUBLISHED = dt.date(2025, 11, 24)


def money(text: str, *, country: str | None = None, published: dt.date | None = PUBLISHED) -> list[Money]:
    return [one for one in quantities(text, published=published, country=country) if isinstance(one, Money)]


def counts(text: str) -> list[Count]:
    return [one for one in quantities(text, published=PUBLISHED) if isinstance(one, Count)]


def numbers(text: str) -> list[Number]:
    return [one for one in quantities(text, published=PUBLISHED) if isinstance(one, Number)]


def times(text: str, *, country: str | None = None, published: dt.date | None = PUBLISHED) -> list[Timespan]:
    return [one for one in quantities(text, published=published, country=country) if isinstance(one, Timespan)]


def amounts(text: str, **options: str | None) -> list[tuple[int, str | None]]:
    return [(int(one.value), one.currency) for one in money(text, country=options.get("country"))]


@pytest.mark.parametrize(
    ("words", "value", "currency"),
    [
        ("five trillion yen", 5 * 10**12, "JPY"),
        ("Rs 3,20,000 crore", 32 * 10**11, "INR"),
        ("Rs 3.2 lakh crore", 32 * 10**11, "INR"),
        ("JPY 10 trillion", 10**13, "JPY"),
        ("¥10tn", 10**13, "JPY"),
        ("$1.5bn", 15 * 10**8, "USD"),
        ("€300m", 3 * 10**8, "EUR"),
        ("A$2.3bn", 23 * 10**8, "AUD"),
        ("SAR 40 billion", 4 * 10**10, "SAR"),
        ("30-billion-dollar", 3 * 10**10, "USD"),
        ("3.8 trillion dirhams", 38 * 10**11, "AED"),
        ("120 mln dlrs", 12 * 10**7, "USD"),
        ("half a billion euros", 5 * 10**8, "EUR"),
        ("three quarters of a billion euros", 75 * 10**7, "EUR"),
        ("one and a half million Swiss francs", 1_500_000, "CHF"),
        ("130 million U. S. dollars", 13 * 10**7, "USD"),
        ("70 million Fiji dollars", 7 * 10**7, "FJD"),
        ("$15 million yuan", 15 * 10**6, "CNY"),
        ("120 MEUR", 12 * 10**7, "EUR"),
        ("₹2,150 crore", 215 * 10**8, "INR"),
        ("900 million złotys", 9 * 10**8, "PLN"),
    ],
)
def test_an_amount_is_read_to_the_last_digit(words: str, value: int, currency: str) -> None:
    (found,) = money(f"The two states set aside {words} for ports.")
    assert (found.text, found.value, found.currency) == (words, Decimal(value), currency)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Investors put in US$ 3 to 4 billion.", 3 * 10**9, 4 * 10**9),
        ("It is worth $2-3bn.", 2 * 10**9, 3 * 10**9),
        ("Repairs cost between US$300 and 400 billion.", 3 * 10**11, 4 * 10**11),
        ("It costs between $5 and $7 billion.", 5 * 10**9, 7 * 10**9),
        ("They bid five to six million euros.", 5 * 10**6, 6 * 10**6),
        ("A fund of USD 500m-1bn opens.", 5 * 10**8, 10**9),
        ("They plan $2 billion–$3 billion.", 2 * 10**9, 3 * 10**9),
    ],
)
def test_a_range_has_both_ends_and_the_lower_borrows_the_scale(text: str, low: int, high: int) -> None:
    (found,) = money(text)
    assert (found.value, found.max) == (low, high)


def test_a_rise_from_one_amount_to_another_is_two_amounts_with_one_currency() -> None:
    assert amounts("The goal rose from 5 trillion yen to 10 trillion.") == [(5 * 10**12, "JPY"), (10**13, "JPY")]
    assert amounts("The goal rose from 5 trillion to 10 trillion yen.") == [(5 * 10**12, "JPY"), (10**13, "JPY")]
    assert amounts("Aid went from $3 to $4 billion.") == [(3 * 10**9, "USD"), (4 * 10**9, "USD")]


@pytest.mark.parametrize(
    ("words", "qualifier"),
    [
        ("about", "about"),
        ("nearly", "about"),
        ("at least", "at_least"),
        ("no less than", "at_least"),
        ("more than", "more_than"),
        ("upwards of", "more_than"),
        ("less than", "less_than"),
        ("up to", "up_to"),
        ("of the order of", "about"),
        ("a fund of", "exact"),
    ],
)
def test_words_before_an_amount_qualify_it(words: str, qualifier: str) -> None:
    assert money(f"Paris promised {words} $4 billion.")[0].qualifier == qualifier


def test_a_yearly_rate_behind_a_bracket_holds_for_both_amounts() -> None:
    euros, dollars = money("Vienna gives €6 billion ($6.4 billion) annually.")
    assert (euros.per, dollars.per) == ("year", "year")


def test_a_year_ago_is_no_rate() -> None:
    assert money("Sales were $1.2 billion a year earlier.")[0].per is None


def test_an_equivalent_is_tied_to_the_amount_that_it_translates() -> None:
    text = "Tokyo pledged five trillion yen (Rs 3,20,000 crore), or about $42 billion, and €2 billion for ports."
    yen, rupees, dollars, euros = money(text)
    assert (rupees.translates, dollars.translates, euros.translates, yen.translates) == (
        yen.start,
        yen.start,
        None,
        None,
    )


def test_an_amount_behind_the_bracket_translates_nothing() -> None:
    found = money("It gives 4.5bn Saudi riyals ($1.2bn), QR 5bn and AED 7bn.")
    assert [one.translates is not None for one in found] == [False, True, False, False]


def test_two_amounts_in_one_currency_do_not_translate_each_other() -> None:
    assert [one.translates for one in money("It paid $5 billion, or $6 billion with interest.")] == [None, None]


def test_the_publisher_decides_a_dollar_sign() -> None:
    assert money("The budget has $5 billion.", country="AU")[0].currency == "AUD"
    assert money("The budget has $5 billion.", country="AUS")[0].currency == "AUD"
    assert money("The budget has $5 billion.", country="IN")[0].currency == "USD"


def test_the_state_named_before_decides_an_ambiguous_noun() -> None:
    assert amounts("Oslo gives 15 billion kroner and Copenhagen 16 billion kroner.") == [
        (15 * 10**9, "NOK"),
        (16 * 10**9, "DKK"),
    ]
    assert amounts("Islamabad received Rs 50 billion.") == [(5 * 10**10, "PKR")]


def test_a_noun_that_nothing_decides_has_no_currency() -> None:
    assert amounts("The firm bid 528 million francs.") == [(528_000_000, None)]


def test_a_renewed_currency_is_the_one_of_its_day() -> None:
    text = "Lusaka received 43 billion kwacha from Zambia's lenders."
    assert money(text, published=dt.date(2011, 5, 1))[0].currency == "ZMK"
    assert money(text, published=dt.date(2021, 5, 1))[0].currency == "ZMW"


@pytest.mark.parametrize(
    "text",
    [
        "The COP 28 and COP28 talks, SDG 13 and the TOP 10.",
        "Three MQ-9Bs and F-35s flew.",
        "They won 20 seats and 5 pounds of rice.",
        "Cairo, where 2,000-pound bombs were shipped.",
        "It was agreed at 10 Downing Street.",
    ],
)
def test_names_and_common_words_are_no_money(text: str) -> None:
    assert money(text) == []


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("They exchange 50,000 skilled and semi-skilled personnel.", 50_000, "skilled and semi-skilled personnel"),
        ("Both signed 13 pacts.", 13, "pacts"),
        ("Berlin sells six submarines to New Delhi.", 6, "submarines"),
        ("It adds 1 GW of power.", 1, "GW"),
        ("They opened 37 lines of credit.", 37, "lines of credit"),
        ("It delivers 5 S-400 systems.", 5, "S-400 systems"),
        ("Duties fall to 15% in May.", 15, "percent"),
        ("At least a dozen ministers came.", 12, "ministers"),
        ("They agreed on five working groups.", 5, "working groups"),
        ("Some 5,00,000 people will move.", 500_000, "people"),
    ],
)
def test_a_count_has_its_number_and_its_noun(text: str, value: int, unit: str) -> None:
    assert [(one.value, one.unit) for one in counts(text)] == [(Decimal(value), unit)]


def test_numbers_in_names_and_references_count_nothing() -> None:
    text = "The G20, Article 9, Resolution 2231, the F-35, the 10+2 format and the 12th summit."
    assert quantities(text, published=PUBLISHED) == ()


def test_the_two_ministers_are_not_counted() -> None:
    assert counts("The two ministers met.") == []
    assert [one.value for one in counts("Two ministers met.")] == [2]


def test_text_cut_into_tokens_is_read_too() -> None:
    assert amounts("It has $ 1 . 5 billion , about ( c $ 16.4 million ) .") == [
        (1_500_000_000, "USD"),
        (16_400_000, "CAD"),
    ]
    assert [one.value for one in counts("some 80 , 000 spectators came .")] == [80_000]


def test_markup_does_not_part_a_figure_from_its_qualifier() -> None:
    assert money("It identified over **$500 billion** in projects.")[0].qualifier == "more_than"


def test_a_count_range_has_both_ends() -> None:
    (found,) = counts("Between 10 and 20 million people need help.")
    assert (found.value, found.max, found.unit) == (10_000_000, 20_000_000, "people")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("three lakh crore", "3000000000000"),
        ("twenty-one trillion and three hundred", "21000000000300"),
        ("4 thousand 3 hundred and 21", "4321"),
        ("two hundred point seventy-one", "200.71"),
        ("one billion and a half million", "1000500000"),
        ("40 000", "40000"),
        ("minus five point five", "-5.5"),
        ("two fifths", "0.4"),
        ("one out of four", "0.25"),
        ("1.3x10^6", "1300000"),
        ("¾", "0.75"),
    ],
)
def test_a_bare_number_is_read(text: str, value: str) -> None:
    assert [one.value for one in numbers(text)] == [Decimal(value)]


def test_two_numbers_beside_and_stay_two() -> None:
    assert [one.value for one in numbers("2 million and 3")] == [2_000_000, 3]


@pytest.mark.parametrize(
    ("words", "first", "last", "form", "precision"),
    [
        ("2022–2026", "2022-01-01", "2026-12-31", "range", "range"),
        ("from 2023 to 2027", "2023-01-01", "2027-12-31", "range", "range"),
        ("25-28 November", "2025-11-25", "2025-11-28", "range", "range"),
        ("between May and July 2026", "2026-05-01", "2026-07-31", "range", "range"),
        ("by 2030", None, "2030-12-31", "deadline", "year"),
        ("by the end of next year", None, "2026-12-31", "deadline", "year"),
        ("by mid-2026", None, "2026-06-30", "deadline", "range"),
        ("by the end of the decade", None, "2029-12-31", "deadline", "year"),
        ("1 and 2 December 2025", "2025-12-01", "2025-12-02", "range", "range"),
        ("mid-November 2026", "2026-11-11", "2026-11-20", "range", "range"),
        ("by end-2027", None, "2027-12-31", "deadline", "year"),
        ("before the end of March", None, "2026-03-31", "deadline", "month"),
        ("within the next three to five years", "2025-11-24", "2030-11-24", "horizon", "horizon"),
        ("until 12 May 2027", None, "2027-05-12", "deadline", "day"),
        ("over the next ten years", "2025-11-24", "2035-11-24", "horizon", "horizon"),
        ("within a decade", "2025-11-24", "2035-11-24", "horizon", "horizon"),
        ("over the next decade", "2025-11-24", "2035-11-24", "horizon", "horizon"),
        ("in the coming years", "2025-11-24", None, "vague", "vague"),
        ("for decades to come", "2025-11-24", None, "vague", "vague"),
        ("starting next year", "2026-01-01", None, "range", "open"),
        ("since February 2022", "2022-02-01", None, "range", "open"),
        ("for three years", None, None, "duration", "relative"),
        ("three years after signing", None, None, "duration", "relative"),
        ("earlier this year", "2025-01-01", "2025-11-24", "range", "range"),
        ("the last quarter of 2026", "2026-10-01", "2026-12-31", "point", "quarter"),
        ("the first half of 2026", "2026-01-01", "2026-06-30", "point", "half"),
        ("February 2026", "2026-02-01", "2026-02-28", "point", "month"),
        ("29 August 2025 (Friday)", "2025-08-29", "2025-08-29", "point", "day"),
        ("next month", "2025-12-01", "2025-12-31", "point", "month"),
        ("the 1990s", "1990-01-01", "1999-12-31", "point", "decade"),
        ("over the past two years", "2023-11-24", "2025-11-24", "range", "range"),
        ("over five years from 2022", "2022-01-01", "2026-12-31", "range", "range"),
        ("2026-02-16", "2026-02-16", "2026-02-16", "point", "day"),
    ],
)
def test_words_of_time_have_inclusive_bounds(
    words: str, first: str | None, last: str | None, form: str, precision: str
) -> None:
    (found,) = times(f"The two sides will build it {words}.")
    assert found.text == words
    bounds = [day and day.isoformat() for day in (found.first, found.last)]
    assert (*bounds, found.form, found.precision) == (first, last, form, precision)


@pytest.mark.parametrize(
    ("words", "years"),
    [
        ("over the next five years", "5"),
        ("within a decade", "10"),
        ("2022–2026", "5"),
        ("over eighteen months", "1.5"),
        ("a ten-year plan", "10"),
        ("over five years from 2022", "5"),
        ("over the coming years", None),
        ("for 90 days", None),
    ],
)
def test_the_length_in_years_is_given_where_the_words_give_it(words: str, years: str | None) -> None:
    (found,) = times(f"They will pay {words}.")
    assert found.years == (None if years is None else Decimal(years))


def test_a_bare_month_or_weekday_follows_the_verb() -> None:
    text = "He will travel to Tehran in March, a spokesman said on Friday."
    assert [one.first for one in times(text)] == [dt.date(2026, 3, 1), dt.date(2025, 11, 21)]
    assert times("They met in March.")[0].first == dt.date(2025, 3, 1)
    assert times("They met to sign a pact in March.")[0].first == dt.date(2025, 3, 1)
    assert times("The pact is to be signed in March.")[0].first == dt.date(2026, 3, 1)


def test_without_a_verb_the_nearest_turn_is_meant() -> None:
    assert times("Summit, 1 December.")[0].first == dt.date(2025, 12, 1)
    assert times("Summit, 20 October.")[0].first == dt.date(2025, 10, 20)


def test_the_word_behind_a_beginning_is_not_part_of_it() -> None:
    text = "From 2026 Japan pays more; from next year on India pays too, and all pay from 2027."
    assert [one.text for one in times(text)] == ["From 2026", "from next year on", "from 2027"]
    assert {one.last for one in times(text)} == {None}


def test_a_currency_word_belongs_to_one_amount_only() -> None:
    assert [one.text for one in money("It pays 10 rmb 20 usd in all.")] == ["10 rmb", "20 usd"]


def test_a_possessive_does_not_hide_the_day() -> None:
    found = times("Last year's summit, Sunday's call and 2024's trade were topics.")
    assert [one.text for one in found] == ["Last year", "Sunday", "2024"]


def test_every_six_months_is_a_recurrence() -> None:
    (found,) = times("The ministers meet every six months.")
    assert (found.form, found.first, found.last, found.years) == ("recurrence", None, None, Decimal("0.5"))


def test_numbers_of_resolutions_are_no_years() -> None:
    text = "Resolutions 1718, 1874, 2087, and 2094 bind all; in 2019, 2020 and 2021 trade fell."
    assert [one.text for one in times(text)] == ["2019", "2020", "2021"]


def test_a_fiscal_year_is_that_of_the_publisher() -> None:
    (indian,) = times("The ministry gets more for FY2025-26.", country="IN")
    (american,) = times("The FY2026 request is lower.", country="US")
    assert (indian.first, indian.last) == (dt.date(2025, 4, 1), dt.date(2026, 3, 31))
    assert (american.first, american.last) == (dt.date(2025, 10, 1), dt.date(2026, 9, 30))


def test_a_fiscal_year_of_no_known_country_has_no_days() -> None:
    (found,) = times("The plan is for FY2026.")
    assert (found.first, found.last) == (None, None)


def test_without_a_date_of_publication_nothing_relative_is_resolved() -> None:
    for words in ("next year", "on Friday", "in October", "within five years", "yesterday"):
        (found,) = times(f"They will meet {words}.", published=None)
        assert (found.first, found.last) == (None, None)
        assert found.text.split()[-1] == words.split()[-1]


def test_a_day_without_a_year_is_kept_where_nothing_fixes_its_year() -> None:
    (found,) = times("The summit on 29 August was the fifteenth.", published=None)
    assert (found.first, found.yearless) == (None, "--08-29")
    assert (period(found).start, period(found).end) == ("--08-29", "--08-29")
    assert times("The summit on 29 August was the fifteenth.")[0].yearless is None


@pytest.mark.parametrize(
    "text",
    [
        "You may not march there.",
        "Have they said so now?",
        "A 36 years old man.",
        "Order 2019-A was void.",
        "Feb 30 ends.",
    ],
)
def test_look_alikes_are_no_points_in_time(text: str) -> None:
    assert all(one.precision != "day" for one in times(text))


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("2022–2026", "2022", "2026"),
        ("February 2026", "2026-02", "2026-02"),
        ("by 2030", None, "2030"),
        ("by the end of next year", None, "2026"),
        ("over the next five years", "2025-11-24", "2030-11-24"),
        ("since February 2022", "2022-02", None),
        ("on 16 February 2026", "2026-02-16", "2026-02-16"),
        ("over the coming years", "2025-11-24", None),
        ("for three years", None, None),
    ],
)
def test_a_period_is_as_precise_as_the_words(words: str, start: str | None, end: str | None) -> None:
    (found,) = times(f"They will build it {words}.")
    assert (period(found).start, period(found).end, period(found).text) == (start, end, found.text)


def test_importing_does_not_load_the_rates() -> None:
    program = "import sys, chancery.quantities; sys.exit('currency_converter' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


# --- properties -----------------------------------------------------------------------------------------------------

GROUPED = {"western": "{:,}".format, "plain": str}


def indian(value: int) -> str:
    """Group digits as India does: 3,20,000."""
    digits = str(value)
    if len(digits) <= 3:
        return digits
    head, groups = digits[:-3], []
    while head:
        head, group = head[:-2], head[-2:]
        groups.insert(0, group)
    return ",".join([*groups, digits[-3:]])


STYLES = (
    "${:,}",
    "US${}",
    "USD {:,}",
    "{:,} dollars",
    "{} US dollars",
    "US$ {:,}",
    "{:,} USD",
    "${} million",
    "${}m",
    "{} million dollars",
    "USD {} mn",
    "${}-million",
)


@given(st.integers(1, 999_999), st.sampled_from(STYLES))
def test_an_amount_in_any_style_is_read_back(value: int, style: str) -> None:
    scale = 10**6 if "m" in style.replace("dollars", "") else 1
    (found,) = money(f"They pledged {style.format(value)}.")
    assert (found.value, found.currency) == (Decimal(value) * scale, "USD")


@given(st.integers(1, 10**12))
def test_indian_digits_are_read_back(value: int) -> None:
    assert money(f"New Delhi gave Rs {indian(value)}.")[0].value == value


@given(st.decimals("0.1", "999.9", places=1), st.sampled_from([("lakh", 5), ("crore", 7), ("lakh crore", 12)]))
def test_indian_scales_are_read_back(value: Decimal, scale: tuple[str, int]) -> None:
    word, power = scale
    assert money(f"New Delhi gave ₹{value} {word}.")[0].value == value * 10**power


FORMATS = ("%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%d.%m.%Y", "%d %b %Y", "%A, %d %B %Y", "the %dth of %B %Y")


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)), st.sampled_from(FORMATS))
def test_a_day_in_any_format_is_read_back(day: dt.date, style: str) -> None:
    (found,) = times(f"It was signed on {day.strftime(style)}.")
    assert (found.first, found.last, found.precision) == (day, day, "day")


VOCABULARY = (
    "$ € Rs 5 12 2025 1,000 million billion crore yen francs dollars May Friday next last year years week the of to"
    " from by until between and or - – ( ) . , about per a in over within half third Q3 FY 2025-26 U.S. ships"
)
WORDS = st.sampled_from(VOCABULARY.split())


def check(text: str, found: tuple[Quantity, ...]) -> None:
    for one in found:
        assert text[one.start : one.end] == one.text
    for left, right in pairwise(found):
        assert left.end <= right.start


@settings(max_examples=300)
@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_every_span_is_in_the_text_and_none_overlap(text: str) -> None:
    found = quantities(text, published=PUBLISHED, country="IN")
    check(text, found)
    assert quantities(text, published=PUBLISHED, country="IN") == found


@given(st.text())
def test_no_text_makes_it_fail(text: str) -> None:
    check(text, quantities(text, published=PUBLISHED))


@given(st.lists(WORDS, max_size=20).map(" ".join), st.sampled_from([dt.date.min, dt.date(9999, 12, 31), None]))
def test_no_date_makes_it_fail(text: str, published: dt.date | None) -> None:
    check(text, quantities(text, published=published))


@pytest.mark.parametrize("piece", ["1", "1,", ",", " ", "million ", "trillion million "])
def test_a_hundred_kilobytes_of_one_thing_are_read(piece: str) -> None:
    assert quantities(piece * (100_000 // len(piece)), published=PUBLISHED) == ()


REPEATED = (
    "five million |$|$1 |1-|1/1/|from 2020 to |(|$5 (€4) |Oslo 5 kroner |5 skilled and semi-|U.S.|100 |one and a half |"
    "FY2020-21 |the next |https://|twenty |half |to |2020-"
)


@pytest.mark.parametrize("piece", REPEATED.split("|"))
def test_long_repetitions_are_read(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    check(text, quantities(text, published=PUBLISHED))
