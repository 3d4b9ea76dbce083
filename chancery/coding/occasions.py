"""Named gatherings: the summit that a meeting stands beside, or that is still to come."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

import msgspec

from chancery.models import Value


class Verb(Value, frozen=True, kw_only=True):
    """Predicates that are a contact by themselves; `other` and `place` are slots as in the event lexicon."""

    type: str
    words: tuple[str, ...]
    other: tuple[str, ...]
    place: tuple[str, ...]
    weak: bool = False
    people: bool = False
    needs: tuple[str, ...] = ()
    example: str


class Patterns(Value, frozen=True, kw_only=True):
    """The tables of data/coding/engagements.yaml."""

    verbs: tuple[Verb, ...]
    light: frozenset[str]
    nouns: Mapping[str, tuple[str, ...]]
    call_words: tuple[str, ...]
    virtual_words: tuple[str, ...]
    unreal: frozenset[str]
    scheduled: frozenset[str]
    planned_adjectives: frozenset[str]
    past_adjectives: frozenset[str]
    cancelled: frozenset[str]
    postponed: frozenset[str]
    occasion_links: tuple[str, ...]
    occasion_heads: tuple[str, ...]
    occasion_modifiers: tuple[str, ...]
    series_words: frozenset[str]
    here: frozenset[str]
    there: frozenset[str]
    factive: frozenset[str]
    due: frozenset[str]
    told_links: frozenset[str]
    beside: frozenset[str]
    bodies: frozenset[str]
    private: frozenset[str]
    settlements: frozenset[str]
    travel: frozenset[str]
    spoken: frozenset[str]
    factual_marks: frozenset[str]
    firsts: tuple[str, ...]
    ordinals: tuple[str, ...]
    abstract: frozenset[str]
    arranged: frozenset[str]
    separately: frozenset[str]
    visiting: frozenset[str]
    not_firsts: tuple[str, ...]
    joined: frozenset[str]
    attendees: frozenset[str]
    comprising: frozenset[str]
    attending: frozenset[str]
    gathered: frozenset[str]
    noted: frozenset[str]
    hosting: frozenset[str]
    awaiting: frozenset[str]
    apiece: frozenset[str]
    in_force: tuple[str, ...]


@cache
def patterns() -> Patterns:
    """Return the built tables."""
    return msgspec.json.decode((files("chancery") / "data/coding/engagements.json").read_bytes(), type=Patterns)


class Occasion(Value, frozen=True, kw_only=True):
    """A named gathering in the text: its name, its number and series, and the words that link a contact to it."""

    start: int
    end: int
    name: str
    series: str | None = None
    ordinal: int | None = None
    link: str | None = None


ORDINAL = r"\d{1,3}(?:st|nd|rd|th)"
JOINER = r"(?:of|the|on|and|&|de|[–—-])"
ALONE = r"Summit(?=\s+(?:of|for)\s+(?:the\s+)?[A-Z])|G20|G7|G8|BRICS|UNGA|APEC|COP\s?-?\d{1,2}"
FURTHER = r"(?!\s+(?:[A-Z][\w'’]*\s+)?(?i:summit|conference|ministerial|forum|dialogue|consultations)\b)"


@cache
def _occasion() -> re.Pattern[str]:
    heads = "|".join(sorted((re.escape(h) for h in patterns().occasion_heads if h), key=len, reverse=True))
    modifiers = "|".join(map(re.escape, patterns().occasion_modifiers))
    word = r"[A-Z0-9][\w.'’–/&-]*"
    ordinal = rf"(?:{ORDINAL}|(?i:{'|'.join(patterns().ordinals)}))"
    edition = rf"(?:(?P<edition>{ordinal})\s+(?:edition|round|meeting|session)\s+of\s+(?:the\s+)?)?"
    lead = rf"(?:(?P<ordinal>{ordinal})\s+)?"
    body = rf"(?P<body>(?:{word}\s+)(?:(?:{word}|{JOINER}|(?:{modifiers}))\s+){{0,7}}?)"
    return re.compile(
        rf"(?:{edition}{lead}(?:{body}(?P<head>(?i:{heads}))\b{FURTHER}(?:['’]s?)?|(?P<alone>{ALONE}))\b"
        rf"(?P<tail>(?:\s+(?:of|on|for)\s+(?:the\s+)?{word}(?:\s+(?:{word}|of|and)){{0,4}})?))"
    )


@cache
def _links() -> re.Pattern[str]:
    links = "|".join(sorted(map(re.escape, patterns().occasion_links), key=len, reverse=True))
    return re.compile(
        rf"\b(?P<link>{links})\s+(?:the\s+|a\s+|an\s+|this\s+|last\s+)?(?:[\w’']+[’']s?\s+)?(?:\d{{4}}\s+)?$",
        re.IGNORECASE,
    )


@cache
def _openings() -> re.Pattern[str]:
    """What links a contact to an occasion where it opens a sentence ("At the G20 Summit")."""
    links = "|".join(sorted(map(re.escape, patterns().occasion_links), key=len, reverse=True))
    return re.compile(rf"(?:{links})\s+(?:the\s+)?(?=\S+)", re.IGNORECASE)


def occasions(text: str, start: int, end: int) -> tuple[Occasion, ...]:
    """Return the gatherings named in text[start:end], in order.

    >>> found = occasions("They met on the sidelines of the 15th India-Japan Annual Summit in Tokyo.", 0, 73)[0]
    >>> found.name, found.series, found.ordinal, found.link
    ('15th India-Japan Annual Summit', 'India-Japan Annual Summit', 15, 'on the sidelines of')
    """
    return tuple(_found(text, start, end))


def _found(text: str, start: int, end: int) -> Iterator[Occasion]:
    for match in _occasion().finditer(text, start, end):
        if re.search(r"(?<!eaders)(?<!inisters)['’]s?\s*$", match["body"] or ""):
            continue
        printed = match["edition"] or match["ordinal"]
        head = match["alone"] or f"{match['body']}{match['head']}"
        opening = _openings().match(head)
        first = match.start() + (opening.end() if opening else 0)
        series = " ".join(head[opening.end() if opening else 0 :].split())
        before = _links().search(text, max(start, first - 60), first)
        bare = bool(match["tail"]) and " " not in series
        series = " ".join(f"{series}{match['tail']}".split()) if bare else series
        yield Occasion(
            start=first,
            end=match.end("tail") if bare else match.end("head") if match["head"] else match.end("alone"),
            name=f"{printed} {series}" if printed else series,
            series=series if printed or set(series.lower().split()) & {"annual"} else None,
            ordinal=number(printed),
            link=" ".join(before["link"].lower().split()) if before else None,
        )


def number(printed: str | None) -> int | None:
    """Return the number of an ordinal, or None.

    >>> number("15th"), number("third"), number(None)
    (15, 3, None)
    """
    if printed is None:
        return None
    digits = re.match(r"\d+", printed)
    return int(digits.group()) if digits else patterns().ordinals.index(printed.lower()) + 1


@cache
def _firsts() -> re.Pattern[str]:
    words = "|".join(map(re.escape, patterns().firsts))
    others = "|".join(map(re.escape, patterns().not_firsts))
    owner = r"(?:(?:his|her|their|its|the|a|one's|[A-Z]\w+['’]s?)\s+)?"
    return re.compile(rf"\b{owner}(?:{words})\b(?!,|\s+(?:{others}))[^.;:()\n]{{0,90}}", re.IGNORECASE)


def firsts(text: str, start: int, end: int, about: re.Pattern[str]) -> tuple[str, ...]:
    """Return the claims of being a first in text[start:end] that speak of a contact, as printed.

    >>> import re
    >>> firsts("It was the first visit by a premier since 2017, he said.", 0, 56, re.compile("visit"))
    ('the first visit by a premier since 2017',)
    """
    found = []
    for match in _firsts().finditer(text, start, end):
        phrase = match.group().split(",")[0].strip()
        if about.search(phrase) or "since" in phrase:
            found.append(" ".join(phrase.split()))
    return tuple(found)
