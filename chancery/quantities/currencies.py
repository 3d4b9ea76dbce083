"""Currency words and signs beside a number, and which state's currency an ambiguous one means."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from chancery.quantities.cardinals import word_at
from chancery.quantities.pieces import Piece, scan
from chancery.quantities.tables import table

YEARS = re.compile(r"(?<![\d,.])(?:19|20)\d\d(?![\d,])")
UNDECIDED = "~"  # leads the codes of a noun that has no usual reading ("francs")


class Currency(NamedTuple):
    """Pieces [first, stop) that name a currency: its possible codes, the factor of a coin or of "M" in "MEUR".

    `wary` marks words of ordinary English ("won", "pound"), `letter` a single letter before digits ("P2 million").
    """

    first: int
    stop: int
    codes: tuple[str, ...]
    power: int = 0
    wary: bool = False
    letter: bool = False


@cache
def names() -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]:
    """Currency phrases by their first word, longest first."""
    index: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for name, codes in table("currencies")["names"].items():
        words = tuple(piece.word for piece in scan(name))
        index.setdefault(words[0], []).append((words, tuple(codes)))
    for phrases in index.values():
        phrases.sort(key=lambda phrase: -len(phrase[0]))
    return index


@cache
def wary() -> frozenset[str]:
    """Currency words that are words of ordinary English too."""
    return frozenset(table("currencies")["wary"])


@cache
def codes() -> frozenset[str]:
    """All ISO 4217 codes that are read."""
    return frozenset(table("currencies")["codes"])


def written(text: str) -> tuple[tuple[str, ...], int] | None:
    """Read a code or abbreviation: its currencies, and 6 for an "M" before the code ("MEUR")."""
    abbreviations = table("currencies")["abbreviations"]
    if text in abbreviations:
        return tuple(abbreviations[text]), 0
    if text in codes():
        return (text,), 0
    if len(text) == 4 and text[0] == "M" and text[1:] in codes():
        return (text[1:],), 6
    return None


def dollar(pieces: list[Piece], i: int) -> tuple[int, tuple[str, ...]] | None:
    """Read the letters before the dollar sign at i ("A$", "US $"): where they start and the currency."""
    letters = table("currencies")["dollars"]
    text = pieces[i - 1].text if i > 0 else ""
    code = letters.get(text) or letters.get(text.upper() if len(text) == 3 or text == "c" else "")
    if code and (pieces[i].glued or len(text) > 1 or text in ("c", "C")):
        return i - 1, (code,)
    return None


def before(pieces: list[Piece], i: int) -> Currency | None:
    """Find the currency that ends where the number at i starts: "US$", "Rs.", "USD", "₹", "dollar"."""
    if i == 0:
        return None
    j = i - 1
    if pieces[j].text == "." and pieces[j].glued and j > 0 and written(pieces[j - 1].text):
        j -= 1
    text, tables = pieces[j].text, table("currencies")
    if text in tables["signs"]:
        own = dollar(pieces, j) if text == "$" else None
        lettered = written(pieces[j - 1].text + text) if j > 0 and pieces[j].glued else None
        if own or lettered:
            return Currency(j - 1, i, own[1] if own else lettered[0] if lettered else ())
        return Currency(j, i, tuple(tables["signs"][text]))
    if j > 0 and pieces[j - 1].text == "$" and pieces[j].glued and text in tables["dollars"]:
        return Currency(j - 1, i, (tables["dollars"][text],))
    if read := written(text):
        return Currency(j, i, read[0], read[1], text in wary())
    if text in tables["letters"] and pieces[i].glued:
        return Currency(j, i, tuple(tables["letters"][text]), letter=True)
    for length in (3, 2):
        phrase = " ".join(piece.word for piece in pieces[max(0, i - length) : i])
        if length <= i and phrase in tables["names"]:
            return Currency(i - length, i, tuple(tables["names"][phrase]))
    name = tables["names"].get(pieces[j].word)
    if name and pieces[j].word not in wary() and j == i - 1 and pieces[j].kind == "word":
        return Currency(j, i, tuple(name))
    return None


def sign_at(pieces: list[Piece], i: int) -> bool:
    """Whether piece i is a currency sign."""
    return i < len(pieces) and pieces[i].text in table("currencies")["signs"]


def noun_of_place(pieces: list[Piece], i: int) -> tuple[int, tuple[str, ...]] | None:
    """Read a noun behind one or two names ("Fiji dollars", "Western African francs"): where it stops and its codes.

    The state narrows the codes where its words are known, else they stay as many as the noun has.
    """
    for j in (i + 1, i + 2):
        noun = table("currencies")["names"].get(word_at(pieces, j))
        if noun and all(piece.text[0].isupper() for piece in pieces[i:j]):
            states = place_words()[1].get(" ".join(piece.text for piece in pieces[i:j]), ())
            own = tuple(code for state in states for code in table("countries")[state]["currencies"] if code in noun)
            return j + 1, own or (UNDECIDED, *(code for code in noun if code != UNDECIDED))
    return None


def after(pieces: list[Piece], i: int) -> Currency | None:
    """Find the currency that starts where a number stops: "yen", "-yen", "Swiss francs", "US$", "USD", "cents"."""
    j = i + 1 if i < len(pieces) and pieces[i].text in "-‐‑" else i
    if j >= len(pieces):
        return None
    text, word, tables = pieces[j].text, pieces[j].word, table("currencies")
    if text in tables["signs"]:
        leads = j + 1 < len(pieces) and pieces[j + 1].kind == "number" and pieces[j + 1].glued
        return None if leads else Currency(i, j + 1, tuple(tables["signs"][text]))
    if j + 1 < len(pieces) and pieces[j + 1].text == "$" and (own := dollar(pieces, j + 1)):
        return Currency(i, j + 2, own[1])
    for words, found in names().get(word, ()):
        if tuple(piece.word for piece in pieces[j : j + len(words)]) == words:
            return Currency(i, j + len(words), found, wary=" ".join(words) in wary())
    if pieces[j].text[0].isupper() and (placed := noun_of_place(pieces, j)):
        return Currency(i, *placed)
    if word in tables["cents"]:
        whole = tables["names"][tables["cents"][word]]
        return Currency(i, j + 1, tuple(whole), power=-2)
    if read := written(text):
        return Currency(i, j + 1, read[0], read[1], text in wary())
    return None


@cache
def place_words() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """A pattern of all words that name a state, and the states each speaks for."""
    spoken: dict[str, tuple[str, ...]] = {}
    for country, state in table("countries").items():
        for word in state["words"]:
            spoken[word] = (*spoken.get(word, ()), country)
    ordered = sorted(spoken, key=lambda word: (-len(word), word))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, ordered)) + r")(?![\w$])"), spoken


@cache
def currency_users() -> dict[str, list[str]]:
    """The states that use each currency."""
    users: dict[str, list[str]] = {}
    for state, entry in table("countries").items():
        for code in entry["currencies"]:
            users.setdefault(code, []).append(state)
    return users


@cache
def alpha2(country: str) -> str | None:
    """The ISO 3166-1 alpha-2 code of a state given by alpha-2 or alpha-3."""
    return next((two for two, state in table("countries").items() if country.upper() in (two, state["alpha3"])), None)


class Setting:
    """What a text and its publisher tell about ambiguous currencies; states are looked up only when asked for."""

    def __init__(self, text: str, country: str | None, published: dt.date | None = None) -> None:
        self.text, self.published = text, published
        self.country = alpha2(country) if country else None
        self.home: tuple[str, ...] = tuple(table("countries")[self.country]["currencies"]) if self.country else ()
        self._mentions: dict[str, list[int]] | None = None

    @property
    def mentions(self) -> dict[str, list[int]]:
        """Where the text names each state, in order."""
        if self._mentions is None:
            pattern, spoken = place_words()
            self._mentions = {}
            for found in pattern.finditer(self.text):
                for state in spoken[found.group()]:
                    self._mentions.setdefault(state, []).append(found.start())
        return self._mentions

    def nearest(self, states: Iterable[str], at: int) -> str | None:
        """The state named last before `at`, else None."""
        places = (
            (starts[bisect_right(starts, at) - 1], state) for state in states if (starts := self.mentions.get(state))
        )
        return max(((start, state) for start, state in places if start <= at), default=(0, None))[1]

    def stated(self, possible: tuple[str, ...], at: int) -> str | None:
        """Choose among currencies by the state named last before `at`, else first behind it."""
        users = {state: code for code in reversed(possible) for state in currency_users().get(code, ())}
        if state := self.nearest(users, at):
            return users[state]
        later = min(((self.mentions[state][0], state) for state in users if state in self.mentions), default=None)
        return users[later[1]] if later else None

    def decide(self, currency: Currency, at: int, sign: bool) -> str | None:
        """Choose the code, for a word the one in force when the text was published."""
        code = self.choose(currency, at, sign)
        old = table("currencies")["renewed"].get(code)
        if old is None or (
            len(currency.codes) == 1 and currency.codes[0] == code and old["from"] not in currency.codes
        ):
            return code
        return old["from"] if self.day and self.day < old["since"] else code

    @property
    def day(self) -> str | None:
        """The day of publication, or where that is not known the last year that the text names, as an ISO date."""
        if self.published:
            return self.published.isoformat()
        years = YEARS.findall(self.text)
        return f"{max(years)}-12-31" if years else None

    def choose(self, currency: Currency, at: int, sign: bool) -> str | None:
        """Choose the code: the only one, the publisher's, the one whose state the text names, else the usual one.

        A dollar sign or a bare "dollars" is not decided by states in the text, since news agencies give
        United States dollars as a matter of course.
        """
        usual = None if currency.codes[0] == UNDECIDED or currency.letter else currency.codes[0]
        possible = tuple(code for code in currency.codes if code != UNDECIDED)
        if len(possible) == 1 and not currency.letter:
            return possible[0]
        home = next((code for code in self.home if code in possible), None)
        if home:
            return home
        return usual if sign else self.stated(possible, at) or usual

    @property
    def day_first(self) -> bool:
        """Whether the publisher writes the day before the month in dates of digits."""
        return self.country not in (None, "US", "PH")

    def fiscal_country(self, at: int) -> str | None:
        """The state whose fiscal year is meant: the publisher's, else the one named last before `at`."""
        known = table("calendar")["fiscal_years"]
        if self.country in known:
            return self.country
        return self.nearest(known, at)
