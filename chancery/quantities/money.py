"""Amounts of money: numbers beside a currency, ranges, elided currencies, and amounts that restate one another."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import msgspec

from chancery.models import Money
from chancery.quantities import currencies
from chancery.quantities.cardinals import word_at
from chancery.quantities.currencies import Currency, Setting
from chancery.quantities.numbers import Numeral, lend_scale, read_numeral, tidy
from chancery.quantities.pieces import Piece
from chancery.quantities.qualifiers import per, qualifier
from chancery.quantities.tables import table

ELIDED_REACH = 6  # pieces between an amount and one that shares its currency

Found = tuple[Money, int, int]  # an amount with its pieces [first, stop)


@cache
def word_set(name: str) -> frozenset[str]:
    """A list of words as a set."""
    return frozenset(table("words")[name])


def beside(pieces: list[Piece], numeral: Numeral, free: int = 0) -> Currency | None:
    """Find the currency of a numeral, before it (from piece `free` on) or behind it.

    The wary ones count only beside a large printed number.
    """
    large = numeral.power >= 3 or "," in pieces[numeral.first].text
    found: Currency | None = None
    for currency in (currencies.before(pieces, numeral.first), currencies.after(pieces, numeral.stop)):
        if currency is None or currency.first < free or ((currency.wary or currency.letter) and not large):
            continue
        weight = word_at(pieces, currency.stop) == "of" or pieces[currency.first].text in "-‐‑"
        if currency.wary and weight and numeral.power < 3:
            continue
        if found is None or found.letter:
            found = currency
        elif set(found.codes) & set(currency.codes) and currency.first == numeral.stop and not currency.power:
            narrowed = tuple(code for code in found.codes if code in currency.codes)
            return Currency(found.first, currency.stop, narrowed, found.power)
        elif (
            pieces[found.stop - 1].text == "$"
            and currency.first == numeral.stop
            and pieces[currency.stop - 1].kind == "word"
        ):
            return Currency(found.first, currency.stop, currency.codes)
    return found


def scaled_behind(pieces: list[Piece], currency: Currency, numeral: Numeral) -> tuple[int, int]:
    """Read what may follow the currency word: a scale ("75 USD million"): stop and power."""
    if (
        currency.first == numeral.stop
        and not numeral.power
        and word_at(pieces, currency.stop) in table("numbers")["scales"]
    ):
        return currency.stop + 1, table("numbers")["scales"][word_at(pieces, currency.stop)]
    return max(currency.stop, numeral.stop), 0


def in_code(pieces: list[Piece], numeral: Numeral) -> bool:
    """Whether the number is part of a code ("MQ-9Bs", "F35B")."""
    i = numeral.first
    if not pieces[i].glued:
        return False
    word = pieces[i - 2 if pieces[i - 1].text in "-‐‑" else i - 1]
    return word.kind == "word" and pieces[i - 1].glued != (word is pieces[i - 1])


class Reader:
    """Reads the amounts of one text."""

    def __init__(self, text: str, pieces: list[Piece], numerals: list[Numeral], setting: Setting) -> None:
        self.text, self.pieces, self.numerals, self.setting = text, pieces, numerals, setting
        self.found: list[Found] = []

    @property
    def free(self) -> int:
        """The first piece that no amount has taken."""
        return self.found[-1][2] if self.found else 0

    def code(self, currency: Currency) -> str | None:
        """Decide the currency where it stands."""
        words = self.pieces[currency.first : currency.stop]
        sign = any(piece.text == "$" or piece.word in ("dollar", "dollars", "cent", "cents") for piece in words)
        return self.setting.decide(currency, words[0].start, sign)

    def add(self, first: int, stop: int, value: Decimal, top: Decimal | None, code: str | None) -> None:
        """Add the amount in pieces [first, stop)."""
        start, end = self.pieces[first].start, self.pieces[stop - 1].end
        money = Money(
            start=start,
            end=end,
            text=self.text[start:end],
            value=tidy(value),
            max=None if top is None else tidy(top),
            currency=code,
            qualifier=qualifier(self.pieces, first, stop),
            per=per(self.pieces, first, stop),
        )
        self.found.append((money, first, stop))

    def range_end(self, at: int) -> tuple[Numeral, int] | None:
        """The numeral that ends a range begun at index `at`, and where it starts with its own sign ("$2bn-$3bn")."""
        if at + 1 >= len(self.numerals):
            return None
        low, high = self.numerals[at], self.numerals[at + 1]
        sign = currencies.before(self.pieces, high.first) if high.first > low.stop + 1 else None
        start = sign.first if sign else high.first
        return (high, start) if start == low.stop + 1 and self.joins(low, word_at(self.pieces, low.stop)) else None

    def joins(self, low: Numeral, word: str) -> bool:
        """Whether a word joins the ends of a range: "to", a dash, or "and" behind "between"."""
        ahead = currencies.before(self.pieces, low.first)
        lead = word_at(self.pieces, (ahead.first if ahead else low.first) - 1)
        return word in word_set("range_joins") or (word == "and" and lead == "between")

    def read(self) -> list[Found]:
        """Read all amounts from left to right."""
        at = 0
        while at < len(self.numerals):
            at += self.read_range(at) or self.read_one(at)
        return self.found

    def read_range(self, at: int) -> int:
        """Read "US$ 3 to 4 billion", "2-3 billion dollars" at numeral `at`: how many numerals it took, else 0."""
        ended = self.range_end(at)
        if ended is None:
            return 0
        (high, start), low = ended, self.numerals[at]
        ahead, behind = currencies.before(self.pieces, low.first), currencies.after(self.pieces, high.stop)
        usable = ahead and ahead.first >= self.free and not ahead.wary and not ahead.letter
        currency = ahead if usable else behind
        own = currencies.before(self.pieces, high.first) if start < high.first else None
        if currency is None or (currency.wary and high.power < 3) or (own and not set(own.codes) & set(currency.codes)):
            return 0
        code, factor = self.code(currency), Decimal(10) ** currency.power
        least = lend_scale(low, high) * factor
        first, stop = min(low.first, currency.first), max(high.stop, currency.stop)
        if word_at(self.pieces, first - 1) == "from" and self.pieces[low.stop].word == "to":
            self.add(first, low.stop, least, None, code)
            self.add(start, stop, high.value * factor, None, code)
        elif least < high.value * factor:
            self.add(first, stop, least, high.value * factor, code)
        else:
            return 0
        return 2

    def read_one(self, at: int) -> int:
        """Read the amount at numeral `at`, if it is one; an elided currency is the one of the amount before."""
        numeral = self.numerals[at]
        currency = beside(self.pieces, numeral, self.free)
        if currency is None:
            self.read_elided(numeral)
            return 1
        if currency.first == numeral.stop and in_code(self.pieces, numeral):
            return 1
        code = self.code(currency)
        if code is None and currency.letter:
            return 1
        stop, power = scaled_behind(self.pieces, currency, numeral)
        value = numeral.value * Decimal(10) ** (currency.power + power)
        taken, part, stop = self.coins(at, currency, stop)
        self.add(min(currency.first, numeral.first), stop, value + part, None, code)
        return 1 + taken

    def coins(self, at: int, currency: Currency, stop: int) -> tuple[int, Decimal, int]:
        """Read the hundredths behind a whole amount ("thirteen dollars and forty-five cents", "15 dollars 50")."""
        nothing = 0, Decimal(0), stop
        if at + 1 >= len(self.numerals) or currency.power or currency.first != self.numerals[at].stop:
            return nothing
        coin, whole = self.numerals[at + 1], self.numerals[at]
        small = coin.plain or coin.power == 0
        if whole.power or whole.value % 1 or not small or not 0 < coin.value < 100 or coin.value % 1:
            return nothing
        cents = currencies.after(self.pieces, coin.stop)
        if coin.first == stop + (word_at(self.pieces, stop) == "and") and cents and cents.power == -2:
            return 1, coin.value / 100, cents.stop
        bare = coin.first == stop and cents is None and coin.value >= 10 and self.closes(coin.stop)
        return (1, coin.value / 100, coin.stop) if bare else nothing

    def closes(self, i: int) -> bool:
        """Whether nothing that a number could count stands at piece i."""
        if i < len(self.pieces) and self.pieces[i].glued and self.pieces[i].kind != "sign":
            return False
        return i >= len(self.pieces) or self.pieces[i].kind == "sign" or self.pieces[i].word in word_set("stops")

    def read_elided(self, numeral: Numeral) -> None:
        """Read an amount without currency: "from 5 trillion yen to 10 trillion", "5 trillion to 10 trillion yen"."""
        if numeral.power < 5 or numeral.loose or not self.closes(numeral.stop):
            return
        code = self.code_before(numeral) or self.code_behind(numeral)
        if code:
            self.add(numeral.first, numeral.stop, numeral.value, None, code)

    def code_before(self, numeral: Numeral) -> str | None:
        """The currency of the amount just before, where the words between lead from one to the other."""
        if not self.found:
            return None
        money, _, stop = self.found[-1]
        between = [piece.word for piece in self.pieces[stop : min(numeral.first, stop + ELIDED_REACH + 1)]]
        part = [piece.word for piece in self.pieces[numeral.stop : numeral.stop + 2]] == ["of", "which"]
        near = 0 < len(between) <= ELIDED_REACH and (between[-1] in word_set("leads_on") or part)
        return money.currency if near and not {".", ";", "?"} & set(between) else None

    def code_behind(self, numeral: Numeral) -> str | None:
        """The currency of the amount behind "from 5 trillion to" or "between 5 trillion and"."""
        lead, link = word_at(self.pieces, numeral.first - 1), word_at(self.pieces, numeral.stop)
        if (lead, link) not in (("from", "to"), ("between", "and")):
            return None
        i = numeral.stop + 1
        following = read_numeral(self.pieces, i + (currencies.sign_at(self.pieces, i)))
        currency = beside(self.pieces, following) if following else None
        return self.code(currency) if currency else None


def between_pairs(found: list[Found], pieces: list[Piece], text: str) -> list[Found]:
    """Join "between $2 billion and $3 billion" and "$2 billion to $3 billion" into one range each."""
    joined: list[Found] = []
    for money, first, stop in found:
        if joined:
            low, start, end = joined[-1]
            words = [piece.word for piece in pieces[end:first]]
            lead = word_at(pieces, start - 1)
            pair = (words == ["and"] and lead == "between") or (
                len(words) == 1 and words[0] in word_set("range_joins") and lead != "from"
            )
            if pair and low.currency == money.currency and low.max is None and low.value < money.value:
                whole = msgspec.structs.replace(
                    low, end=money.end, text=text[low.start : money.end], max=money.value, per=money.per or low.per
                )
                joined[-1] = (whole, start, stop)
                continue
        joined.append((money, first, stop))
    return joined


def tie(found: list[Found], pieces: list[Piece]) -> list[Found]:
    """Tie each amount that restates the one before it in another currency, and share their rate ("(…) annually")."""
    tied: list[Found] = []
    marks, gap_words = word_set("restating_marks"), word_set("restating")
    for money, first, stop in found:
        if tied:
            earlier, _, end = tied[-1]
            words = [piece.word for piece in pieces[end:first]]
            inside = 0 < len(words) <= 14 and all(word in gap_words for word in words)
            inside_bracket = earlier.translates is not None and ")" not in words
            marked = inside_bracket or any(word in marks for word in words)
            if inside and marked and money.currency and earlier.currency and money.currency != earlier.currency:
                root = earlier.start if earlier.translates is None else earlier.translates
                money = msgspec.structs.replace(money, translates=root, per=money.per or earlier.per)
                if money.per:
                    tied = [
                        (msgspec.structs.replace(other, per=other.per or money.per), a, b)
                        if other.start == root or other.translates == root
                        else (other, a, b)
                        for other, a, b in tied
                    ]
        tied.append((money, first, stop))
    return tied


def read_money(text: str, pieces: list[Piece], numerals: list[Numeral], setting: Setting) -> list[Found]:
    """Read the amounts of money among the numerals of a text."""
    found = Reader(text, pieces, numerals, setting).read()
    return tie(between_pairs(found, pieces, text), pieces)
