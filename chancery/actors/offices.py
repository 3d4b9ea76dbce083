"""Offices and names read as one phrase: "Japanese Prime Minister Sanae Takaichi", "Egypt's foreign minister, X"."""

from __future__ import annotations

import re

from msgspec.structs import replace

from chancery.actors import names, tables
from chancery.actors.lexicon import Hit
from chancery.actors.page import (
    ACTOR_SENSES,
    OF_STATE,
    Page,
    Phrase,
    gap,
    has_title,
    next_hit,
    owned,
    owner,
)  # fmt: skip

TOPIC = re.compile(r" (?:of|for) (?:the )?(?=[A-Z])")
LINK = re.compile(r"(?:,? and |, | & |/)(?=[A-Z])")
BETWEEN_TITLES = frozenset({" ", " and ", " & ", "/"})
GAP_LIMIT = 40  # characters between an adjective or possessive and the office it belongs to
FUNCTION_WORDS = frozenset(
    {"and", "to", "with", "by", "in", "of", "for", "that", "as", "at", "is", "was", "on", "from"}
)
NAME_LINK = re.compile(r"(?:,? and|,) (?=[A-Z]|v[ao]n |de |al-)")
NAME_BEFORE = re.compile(r"((?:[A-Z][\w'\-]*\.? ){1,3}[A-Z][\w'\-]+), (?:the |an? )?$")
LONGEST_BEFORE = 60  # characters in which a name stands before its office


def belongs(page: Page, index: int) -> bool:
    """Tell whether the office after a hit is an office of that state or body."""
    between = gap(page, index)
    if len(between) > GAP_LIMIT or "\n" in between:
        return False
    possessive = between.startswith(("'s ", "' "))
    inside = between.removeprefix("'s").removeprefix("'").strip()
    if not inside:
        return between.startswith((" ", "'s ", "' "))
    small = inside.replace(",", "").split(" ")
    if possessive:
        return (
            len(small) <= 4
            and all(word.replace("-", "").islower() for word in small)
            and not set(small) & FUNCTION_WORDS
        )
    return between.startswith((" ", "-")) and all(word in tables.word_set("status") for word in small)


def name_phrase(page: Page, index: int) -> Phrase | None:
    """Read a known name that no office precedes, with the state or office that follows it."""
    hit = page.hits[index]
    sense = "person" if "person" in hit.senses else "short"
    if sense == "short" and any(other in hit.senses for other in ("city", "capital", "state", "none", "pronoun")):
        return None
    start = hit.start
    end = hit.end
    if sense == "short" and "-" in (page.text[start - 1 : start], page.text[end : end + 1]):
        return None
    grown = names.name_end(page.text, hit.start, name_stops(page, index))
    if sense == "short" and grown > end:
        return None
    style, name = styled(page.text[start : max(end, grown)])
    phrase = Phrase(
        start=start, end=max(end, grown), kind="person", sense=sense, name=name, known=people_of(hit),
        short=sense == "short", office=style, role="monarch" if style else None,
    )  # fmt: skip
    return with_apposition(page, with_country(page, phrase))


def styled(name: str) -> tuple[str | None, str]:
    """Return the style of a monarch that a known name begins with, and the name.

    >>> styled("King Mohammed VI"), styled("Mia Mottley")
    (('King', 'Mohammed VI'), (None, 'Mia Mottley'))
    """
    first, _, rest = name.partition(" ")
    return (first, rest) if rest and first in tables.monarchs() else (None, name)


def people_of(hit: Hit) -> tuple[int, ...]:
    """Return the people a form may name."""
    found = hit.senses.get("person") or hit.senses.get("short") or ()
    return tuple(int(reference) for reference in found)


def name_stops(page: Page, index: int) -> frozenset[int]:
    """Return the starts of the next hits that are no names: a name does not run into them."""
    return frozenset(
        hit.start
        for hit in page.hits[index + 1 : index + 6]
        if not ({"person", "short", "city", "honorific"} & hit.senses.keys())
    )


def with_country(page: Page, phrase: Phrase) -> Phrase:
    """Add the state in "Fumio Kishida of Japan"."""
    following = next_hit(page, phrase.end)
    if following is None:
        return phrase
    hit = page.hits[following]
    between = page.text[phrase.end : hit.start]
    codes = owner(hit)
    told = bool(phrase.codes) and not (phrase.name and phrase.codes[0] in tables.international())
    if between not in OF_STATE or told or not codes:
        return phrase
    return replace(phrase, end=hit.end, codes=codes)


def with_apposition(page: Page, phrase: Phrase) -> Phrase:
    """Take the office and state of "Sanae Takaichi, Japan's first female prime minister," for the name before it."""
    if not page.text.startswith(", ", phrase.end):
        return phrase
    following = next_hit(page, phrase.end)
    if following is None or page.hits[following].start - phrase.end > len(", the then "):
        return phrase
    lead = page.text[phrase.end + 2 : page.hits[following].start].strip()
    if lead and not set(lead.split(" ")) <= {"the", "a", "an"} | tables.word_set("status"):
        return phrase
    other = apposition(page, following)
    if other is None or other.name or other.plural:
        return phrase
    return replace(
        phrase,
        office=phrase.office or other.office,
        role=phrase.role or other.role,
        office_states=phrase.office_states or other.office_states,
        codes=phrase.codes or other.codes,
        sector=phrase.sector or other.sector,
        former=phrase.former or other.former or "at the time" in page.text[other.end : other.end + 13],
    )


def apposition(page: Page, index: int) -> Phrase | None:
    """Read the office at a hit, alone or after its state."""
    if has_title(page, index):
        return office_phrase(page, page.hits[index].start, index, ())
    if (
        any(sense in page.hits[index].senses for sense in ACTOR_SENSES)
        and has_title(page, index + 1)
        and belongs(page, index)
    ):
        return office_phrase(page, page.hits[index].start, index + 1, (index,))
    return None


def office_phrase(page: Page, start: int, index: int, modifiers: tuple[int, ...]) -> Phrase:
    """Read an office with its state before or after it and the name that goes with it."""
    title = page.hits[index]
    end = destination(page, *titles_end(page, index))
    office = page.text[title.start : end]
    codes = tuple(dict.fromkeys(code for modifier in modifiers for code in owner(page.hits[modifier])))
    plural = "titles" in title.senses and "title" not in title.senses
    references_ = title.senses.get("title") or title.senses.get("titles") or ()
    info = tables.offices()[int(references_[0])] if references_ else None
    phrase = Phrase(
        start=start,
        end=end,
        kind="office",
        sense="counterpart" if "counterpart" in title.senses else "office",
        codes=codes,
        office=office if references_ else None,
        role=info.role if info else None,
        office_states=tuple(s for r in references_ for s in tables.offices()[int(r)].states),
        sector=info.sector if info else "GOV",
        former=is_former(page.text, start, title.start),
        plural=plural or title.form.endswith("counterparts"),
        counterpart="counterpart" in title.senses,
        indefinite=page.text[max(0, start - 3) : start].lower().endswith((" a ", "\na ", "an ")),
    )
    phrase = with_country(page, phrase)
    return phrase if phrase.plural else with_name(page, phrase)


def titles_end(page: Page, index: int) -> tuple[int, int]:
    """Return where an office ends and its last hit: "Deputy Prime Minister and Defence Minister"."""
    start, last = page.hits[index].start, index
    end = topics_end(page, last)
    while True:
        following = next_hit(page, end)
        if following is None or following == last or not has_title(page, following):
            break
        between = page.text[end : page.hits[following].start]
        if (
            between not in BETWEEN_TITLES
            or (" and " in between and definite(page, start))
            or "titles" in page.hits[following].senses
        ):
            break
        last = following
        end = topics_end(page, last)
    return end, last


def definite(page: Page, start: int) -> bool:
    """Tell whether "the" stands before an office: "the Secretary and Minister Jaishankar" are two people."""
    return page.text[max(0, start - 4) : start].lower() == "the "


def destination(page: Page, end: int, last: int) -> int:
    """Go on to the state or person an office is accredited to: "Ambassador to the United States"."""
    following = next_hit(page, end)
    link = page.text[end : page.hits[following].start] if following is not None else ""
    if following is None or link not in {" to ", " to the ", " for the "}:
        return end
    hit = page.hits[following]
    role = tables.offices()[int((page.hits[last].senses.get("title") or (0,))[0])].role
    envoy = role == "envoy" and link != " for the " and bool({"state", "body"} & hit.senses.keys())
    adviser = role in {"minister", "security_adviser", "envoy"} and "title" in hit.senses and hit.form[0].isupper()
    return hit.end if envoy or adviser else end


def topics_end(page: Page, index: int) -> int:
    """Return the end of a title with the portfolio after it: "Minister of Justice and Law"."""
    hit = page.hits[index]
    topic = TOPIC.match(page.text, hit.end)
    if not topic or not hit.form[0].isupper() or owned(page, topic.end()):
        return hit.end
    end, position = hit.end, topic.end()
    known = tables.word_set("portfolios")
    while True:
        word = re.compile(r"[A-Z][\w\-]*").match(page.text, position)
        if not word or word.group() not in known:
            return end
        end = word.end()
        link = LINK.match(page.text, end)
        if link:
            position = link.end()
        elif page.text.startswith(" ", end):
            position = end + 1
        else:
            return end


def is_former(text: str, start: int, title: int) -> bool:
    """Tell whether "former", "then" or "ex-" stands before or inside the phrase."""
    before = re.split(r"[\s\-]", text[max(0, start - 24) : start].rstrip(" -"))[-1]
    inside = re.split(r"[\s\-]", text[start:title])
    former = set(tables.words().status["former"])
    return before in former or any(word in former for word in inside)


def with_name(page: Page, phrase: Phrase) -> Phrase:
    """Add the name after an office, directly or between commas."""
    direct = page.text.startswith(" ", phrase.end)
    comma = page.text.startswith(", ", phrase.end)
    if not direct and not comma:
        return phrase
    start = after_honorific(page, phrase.end + (1 if direct else 2))
    name = name_at(page, start, direct)
    if name is None:
        return phrase
    end, sense, known = name
    single = " " not in page.text[start:end]
    portfolio = " of " in (phrase.office or "") or " for " in (phrase.office or "")
    closed = sense != "unknown" or page.text[end : end + 1] in {",", "."}
    if (sense == "unknown" and single and portfolio) or (comma and (single or not closed)):
        return phrase
    named = replace(
        phrase, end=end, kind="person", name=page.text[start:end], known=known, sense=sense,
        short=sense == "short" or single,
    )  # fmt: skip
    return with_country(page, named) if direct else named


def after_honorific(page: Page, start: int) -> int:
    """Step over an honorific before a name."""
    index = page.at.get(start)
    return page.hits[index].end + 1 if index is not None and "honorific" in page.hits[index].senses else start


def name_at(page: Page, start: int, direct: bool) -> tuple[int, str, tuple[int, ...]] | None:
    """Return the end of the name at an offset, whether it is known in full, by the family name or not, and to whom."""
    index = page.at.get(start)
    hit = page.hits[index] if index is not None else None
    named = hit is not None and ("person" in hit.senses or ("short" in hit.senses and direct))
    if hit is not None and not named and not ({"city", "capital"} & hit.senses.keys() and direct):
        return None
    following = next_hit(page, start + 1)
    stops = name_stops(page, (following if following is not None else len(page.hits)) - 1)
    end = names.name_end(page.text, start, stops)
    if hit is not None and named and ("person" in hit.senses or end <= hit.end):
        return max(end, hit.end), "person" if "person" in hit.senses else "short", people_of(hit)
    return (end, "unknown", ()) if end > start else None


def names_after(page: Page, phrase: Phrase) -> list[Phrase]:
    """Read the people after a plural office: "Presidents Biden and von der Leyen"."""
    found: list[Phrase] = []
    position = phrase.end + 1
    while page.text[position - 1 : position] == " ":
        index = page.at.get(position)
        hit = page.hits[index] if index is not None else None
        if hit is not None and not ({"person", "short", "city"} & hit.senses.keys()):
            break
        following = next_hit(page, position + 1)
        end = names.name_end(
            page.text, position, name_stops(page, (following if following is not None else len(page.hits)) - 1)
        )
        if end <= position:
            break
        inner = next((other for other in page.hits[following or 0 : (following or 0) + 2] if other.end == end), None)
        known = people_of(hit) if hit is not None and hit.end >= end else people_of(inner) if inner else ()
        single = " " not in page.text[position:end]
        member = replace(
            phrase, start=position if found else phrase.start, end=end, kind="person", plural=False, known=known,
            name=page.text[position:end], office=singular(phrase.office or ""), codes=(),
            sense="short" if single else "person" if known else "unknown",
            short=single or (bool(known) and inner is not None),
        )  # fmt: skip
        member = with_country(page, member)
        found.append(member)
        link = NAME_LINK.match(page.text, member.end)
        if not link:
            break
        position = link.end()
    if len(found) < 2:
        return []
    if len(phrase.codes) != len(found):
        return found
    return [replace(member, codes=member.codes or (code,)) for member, code in zip(found, phrase.codes, strict=True)]


def singular(title: str) -> str:
    """Make the singular of a plural title at its head noun."""
    head, preposition, rest = title.partition(" of ")
    return f"{head.removesuffix('s')}{preposition}{rest}"


def name_before(page: Page, phrase: Phrase, free: int) -> list[Phrase]:
    """Take an unknown name before an office between commas: "Amos Hochstein, U.S. Senior Advisor, said"."""
    before = NAME_BEFORE.search(page.text, max(free, phrase.start - LONGEST_BEFORE), phrase.start)
    if not before or phrase.name:
        return []
    start, end = before.span(1)
    if names.name_end(page.text, start) != end or page.text[start - 1 : start].isalnum():
        return []
    return [replace(phrase, start=start, end=end, kind="person", sense="unknown", name=before.group(1))]


def honorific_phrase(page: Page, hit: Hit) -> tuple[Phrase | None, int]:
    """Read "Mr. Akiba": a name after an honorific."""
    start = hit.end + 1
    if not page.text.startswith(" ", hit.end):
        return None, hit.end
    index = page.at.get(start)
    if index is not None and (has_title(page, index) or "honorific" in page.hits[index].senses):
        return None, hit.end
    end = names.name_end(page.text, start)
    known = people_of(page.hits[index]) if index is not None and page.hits[index].end >= end else ()
    if end <= start:
        return None, hit.end
    single = " " not in page.text[start:end]
    sense = "short" if single else "unknown"
    phrase = Phrase(
        start=hit.start, end=end, kind="person", sense="person" if known and not single else sense,
        name=page.text[start:end], known=known, short=single,
    )  # fmt: skip
    return with_apposition(page, with_country(page, phrase)), phrase.end
