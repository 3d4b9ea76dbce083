"""Rates at a date, and whether a stated equivalent is right."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.errors import SourceError
from chancery.models import Money
from chancery.quantities import Rates, check_equivalent, convert, quantities, read_rates
from chancery.quantities.rates import mean_rate

AUGUST, NOVEMBER = dt.date(2025, 8, 29), dt.date(2025, 11, 21)


def amount(text: str) -> Money:
    (found,) = quantities(text)
    assert isinstance(found, Money)
    return found


def pair(text: str) -> tuple[Money, Money]:
    stated, translated = (one for one in quantities(text) if isinstance(one, Money))
    assert translated.translates == stated.start
    return stated, translated


def test_ten_trillion_yen_in_dollars_at_two_dates() -> None:
    yen = amount("10 trillion yen")
    values = [convert(yen, "USD", day).value for day in (AUGUST, NOVEMBER)]
    assert [round(value / 10**9, 1) for value in values if value] == [Decimal("67.9"), Decimal("63.8")]


def test_a_conversion_carries_its_rate_its_day_and_its_source() -> None:
    saturday = dt.date(2025, 11, 22)
    found = convert(amount("¥10tn"), "EUR", saturday)
    assert found.rate_date == NOVEMBER
    assert found.source is not None and "European Central Bank" in found.source
    assert found.value == Decimal(10**13) * (found.rate or 0)


def test_a_range_converts_at_both_ends() -> None:
    found = convert(amount("$3.75-7.5 billion"), "SAR", AUGUST)
    assert found.value is not None and found.max is not None
    assert (round(found.value), round(found.max)) == (14_062_500_000, 28_125_000_000)


@pytest.mark.parametrize(
    ("words", "to", "value"),
    [
        ("SAR 60 bn", "USD", "16000000000"),
        ("3.6725 billion dirhams", "USD", "1000000000"),
        ("655,957 CFA francs from Dakar", "EUR", "1000"),
        ("NPR 160", "INR", "100"),
        ("5 JPY", "JPY", "5"),
    ],
)
def test_fixed_rates_hold(words: str, to: str, value: str) -> None:
    found = convert(amount(words), to, AUGUST)
    assert found.value is not None
    assert round(found.value, 6) == Decimal(value)


def test_a_peg_crosses_with_a_daily_rate() -> None:
    found = convert(amount("SAR 3.75"), "EUR", AUGUST)
    dollars = convert(amount("USD 1"), "EUR", AUGUST)
    assert found.value is not None and dollars.value is not None
    assert round(found.value, 10) == round(dollars.value, 10)
    assert found.source is not None and "fixed rate" in found.source and "European Central Bank" in found.source


def test_a_monthly_mean_serves_what_the_bank_lacks() -> None:
    found = convert(amount("NT$240 billion"), "USD", dt.date(2021, 11, 28))
    assert found.rate_date == dt.date(2021, 11, 1)
    assert found.source is not None and "monthly mean" in found.source


def test_roubles_after_march_2022_have_no_number_but_a_reason() -> None:
    found = convert(amount("60 billion roubles"), "USD", dt.date(2023, 1, 10))
    assert (found.value, found.rate) == (None, None)
    assert found.reason is not None and "2022-03-01" in found.reason
    assert convert(amount("60 billion roubles"), "USD", dt.date(2022, 2, 1)).value is not None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("¥10tn", dt.date(2099, 1, 1)),
        ("10 million kyat", AUGUST),
        ("528 million francs", AUGUST),
        ("$5", dt.date(1901, 1, 1)),
    ],
)
def test_no_rate_no_number(words: str, day: dt.date) -> None:
    found = convert(amount(words), "CHF", day)
    assert found.value is None
    assert found.reason


def test_a_mean_of_a_year_is_the_mean_of_its_days() -> None:
    mean = mean_rate("EUR", "USD", 2014)
    assert mean is not None
    assert round(mean.value, 4) == Decimal("1.3285")


def test_an_owners_rates_win(tmp_path: Path) -> None:
    file = tmp_path / "rates.csv"
    file.write_text("date,currency,per,rate\n2023-01-09,RUB,USD,70\n", encoding="utf-8")
    found = convert(amount("70 billion roubles"), "USD", dt.date(2023, 1, 10), rates=read_rates(file))
    assert (found.value, found.source) == (Decimal(10**9), "own rates")
    late = convert(amount("70 billion roubles"), "USD", dt.date(2023, 1, 20), rates=read_rates(file))
    assert late.value is None


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("date,currency\n", "lacks the columns per, rate"),
        ("date,currency,per,rate\nyesterday,RUB,USD,70\n", "line 2"),
        ("date,currency,per,rate\n2023-01-09,RUB,USD,many\n", "line 2"),
        ("date,currency,per,rate\n2023-01-09,RUB,USD,0\n", "above 0"),
    ],
)
def test_a_bad_file_of_rates_is_named_with_its_line(tmp_path: Path, content: str, complaint: str) -> None:
    file = tmp_path / "rates.csv"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(SourceError, match=complaint) as caught:
        read_rates(file)
    assert caught.value.source == str(file)


def test_a_missing_or_binary_file_of_rates_is_named(tmp_path: Path) -> None:
    binary = tmp_path / "rates.csv"
    binary.write_bytes(b"\xff\xfe\x00\x81")
    for file in (binary, tmp_path / "none.csv"):
        with pytest.raises(SourceError, match="cannot be read"):
            read_rates(file)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("10 trillion yen (USD 68 billion)", AUGUST),
        ("five trillion yen (Rs 3,20,000 crore)", dt.date(2022, 3, 19)),
        ("five trillion yen ($42 billion)", dt.date(2022, 3, 19)),
        ("€2 billion ($2.2 billion)", dt.date(2023, 5, 3)),
        ("SAR 60 bn (USD 16 bn)", dt.date(2018, 3, 5)),
    ],
)
def test_a_right_equivalent_is_consistent(text: str, day: dt.date) -> None:
    assert check_equivalent(*pair(text), day).verdict == "consistent"


def test_an_august_figure_in_november_is_stale_and_fits_august() -> None:
    text = "JPY 10 trillion, equivalent to approximately USD 68 billion"
    found = check_equivalent(*pair(text), dt.date(2025, 11, 24), earlier=[dt.date(2022, 3, 19), AUGUST])
    assert (found.verdict, found.fits) == ("stale", AUGUST)


def test_without_an_earlier_date_a_wrong_figure_is_off() -> None:
    found = check_equivalent(*pair("10 trillion yen (USD 68 billion)"), NOVEMBER)
    assert found.verdict == "off"
    assert found.ratio is not None and round(found.ratio, 2) == Decimal("1.07")


def test_a_later_report_never_makes_a_figure_stale() -> None:
    stated, translated = pair("10 trillion yen (USD 68 billion)")
    assert check_equivalent(stated, translated, dt.date(2025, 6, 2), earlier=[NOVEMBER]).fits is None


def test_a_slip_by_a_power_of_ten_is_named() -> None:
    found = check_equivalent(*pair("10 trillion yen (around Rs 60,000 crore)"), dt.date(2025, 8, 30))
    assert (found.verdict, found.power) == ("wrong_power", -1)


def test_an_equivalent_without_a_rate_is_unknown_with_the_reason() -> None:
    found = check_equivalent(*pair("60 billion roubles ($1 billion)"), dt.date(2023, 1, 10))
    assert found.verdict == "unknown"
    assert found.reason


@given(st.integers(1, 999), st.dates(dt.date(2010, 1, 1), dt.date(2025, 12, 31)), st.integers(-5, 5))
def test_an_exact_equivalent_is_consistent_and_a_shifted_one_names_its_power(
    billions: int, day: dt.date, power: int
) -> None:
    stated = Money(start=0, end=1, text="x", value=Decimal(billions) * 10**9, currency="JPY")
    exact = convert(stated, "USD", day).value
    assert exact is not None
    shifted = Money(start=2, end=3, text="y", value=exact * Decimal(10) ** power, currency="USD")
    found = check_equivalent(stated, shifted, day)
    assert (found.verdict, found.power) == (("wrong_power", power) if power else ("consistent", None))


@given(
    st.sampled_from(["USD", "EUR", "INR", "SAR", "NPR", "GBP", "XOF"]),
    st.sampled_from(["JPY", "USD", "AED", "CNY", "DKK"]),
)
def test_there_and_back_is_the_same_amount(there: str, back: str) -> None:
    money = Money(start=0, end=1, text="x", value=Decimal(1000), currency=there)
    once = convert(money, back, AUGUST)
    assert once.value is not None
    twice = convert(Money(start=0, end=1, text="y", value=once.value, currency=back), there, AUGUST, rates=Rates())
    assert twice.value is not None and abs(twice.value - 1000) < Decimal("1e-9")
