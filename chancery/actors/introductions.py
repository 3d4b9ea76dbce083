"""People introduced by a long title: "Party Politburo Member and Director of the Office of the Commission Wang Yi".

The lexicon reads the titles that it knows. Where the analyser sees a person's name behind capitalised words that hold
an office, an institution or a post, those words are the title, and the state or body in them is whose title it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from msgspec.structs import replace

from chancery.actors import tables
from chancery.actors.page import Phrase

Span = tuple[int, int]
LONGEST = 160  # characters of a title
WORD = r"(?:(?:[A-Z]\.)+|(?:Gen|Dr|Adm|Lt|Amb)\.|[A-Z][\w'\-]*|\([A-Z]{2,6}\))"
SMALL = r"(?:of|for|the|to|and|&)"
BEFORE = re.compile(rf"(?<![\w.])(?:{WORD}|{SMALL})(?: (?:{WORD}|{SMALL}))* $")
OPENER = re.compile(rf"(?:{SMALL}|In|On|At|By|For|From|To|With|And|But|When|While|After|Before|Since|Today|The) ")
LED = re.compile(r"\b(?:to|for|on) (?:the )?$")
SEAM = re.compile(r" (?:and|&) ")
HONORIFIC = re.compile(r"(?:(?:Dr|Mr|Mrs|Ms|Gen|Adm|Amb|Lt)\.? )+")
HONORIFIC_LAST = re.compile(r" (?:Dr|Gen|Adm|Amb|Lt)\.?$")
OWNERS = frozenset({"state", "organisation", "group", "office"})


def introduce(phrases: Sequence[Phrase], text: str, names: Collection[Span]) -> list[Phrase]:
    """Join the names of people with the long titles before them; `names` are their [start, end) in the text."""
    found = list(phrases)
    for name in names:
        own = next((p for p in found if p.kind == "person" and p.start <= name[0] < p.end), None)
        if own is not None and own.codes:
            continue
        person = introduced(found, text, own, name, names)
        if person is not None:
            found = [p for p in found if p.end <= person.start or person.end <= p.start]
            found = sorted([*found, person], key=lambda p: p.start)
    return found


def introduced(
    phrases: Sequence[Phrase], text: str, own: Phrase | None, name: Span, names: Collection[Span]
) -> Phrase | None:
    """Return a person with the title before the name, or None where no title is there or it says nothing new."""
    end = own.start if own is not None else name[0]
    people = (e for s, e in names if e <= end)
    start = title_start(text, max(people, default=0), end)
    held = [p for p in phrases if start <= p.start and p.end <= end]
    whose = next((p for p in held if p.codes and p.kind in OWNERS and not LED.search(text, 0, p.start)), None)
    titled = any(p.office for p in held) or institution(text[start:end])
    entitled = own is not None and own.office is not None
    if start == end or not (titled or entitled) or (entitled and whose is None):
        return None
    office = next((p for p in (own, *reversed(held)) if p is not None and p.office), None)
    bare = Phrase(
        start=name[0], end=name[1], kind="person", sense="unknown", name=HONORIFIC.sub("", text[slice(*name)])
    )
    person = own or bare
    last = person.start + len(person.office) if person.office and text.startswith(person.office, person.start) else end
    return replace(
        person,
        start=start,
        codes=whose.codes if whose else (),
        office=title(text, whose, start, last),
        role=office.role if office else None,
        sector=person.sector or (office.sector if office else None) or "GOV",
        former=person.former or any(p.former for p in held),
    )


def title_start(text: str, floor: int, end: int) -> int:
    """Return where the capitalised words before an offset begin; "A and B" is one title where A too is a post."""
    before = BEFORE.search(text, max(floor, end - LONGEST), end)
    if before is None:
        return end
    start = before.start()
    while opener := OPENER.match(text, start, end):
        start = opener.end()
    seams = list(SEAM.finditer(text, start, end))
    for k in reversed(range(len(seams))):
        first = seams[k - 1].end() if k else start
        if not institution(text[first : seams[k].start()]):
            return seams[k].end()
    return start


def institution(words: str) -> bool:
    """Tell whether words hold a post or an institution ("Politburo Member", "Department of Foreign Affairs")."""
    return not tables.word_set("institutions").isdisjoint(re.findall(r"[A-Z][\w\-]*", words))


def title(text: str, whose: Phrase | None, start: int, end: int) -> str:
    """Return a title as printed, without the state that it begins with and the rank before the name."""
    if whose is not None and whose.start == start:
        start = text.index(whose.office, start) if whose.office else after_state(text, whose)
    words = re.sub(r"^(?:'s |\([A-Z]+\) )", "", text[start:end].strip())
    return words if HONORIFIC.fullmatch(f"{words} ") else HONORIFIC_LAST.sub("", words)


def after_state(text: str, whose: Phrase) -> int:
    """Return where a title goes on behind the state that it begins with; a body stays part of it."""
    if whose.kind != "state":
        return whose.start
    words = re.finditer(r"[A-Z][\w\-]*", text[whose.start : whose.end])
    organ = next((w.start() for w in words if w.start() and w.group() in tables.word_set("institutions")), None)
    return whose.end if organ is None else whose.start + organ
