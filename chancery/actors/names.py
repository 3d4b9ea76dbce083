"""Personal names in running text: where a capitalised name begins and ends, and its short forms."""

from __future__ import annotations

import re
from functools import cache

from chancery.actors import tables

WORD = re.compile(r"(?:[A-Z]\.(?:\s?[A-Z]\.)*|(?:d'|al-|el-|ul-|O'|Mc|Mac)?[^\W\d_a-z][\w'\-]*)")
SUFFIX = re.compile(r",? (?:Jr\.?|Sr\.?|II|III|IV|XIV|XVI)(?![\w])")
LONGEST_NAME = 6


@cache
def particle() -> re.Pattern[str]:
    """Small words inside a name, followed by a capital."""
    small = sorted((word for word in tables.words().particles), key=len, reverse=True)
    return re.compile(rf"(?:(?:{'|'.join(map(re.escape, small))})[ -])+(?=[A-Z'])")


def name_end(text: str, start: int, stops: frozenset[int] = frozenset()) -> int:
    """Return where a name that starts at `start` ends (`start` when there is none); it stops at offsets in `stops`.

    >>> text = "Foreign Secretary Harsh Vardhan Shringla called the visit important."
    >>> text[18:name_end(text, 18)]
    'Harsh Vardhan Shringla'
    """
    end = position = start
    for _ in range(LONGEST_NAME):
        small = particle().match(text, position)
        if small and (
            position > start
            or text[position].isupper()
            or text[position : position + 3] in {"al-", "el-", "van", "von", "de "}
        ):
            position = small.end()
        word = WORD.match(text, position)
        if not word or position in stops:
            break
        bare = word.group().removesuffix("'s").rstrip(".'")
        if bare in tables.word_set("not_names") and not (position > start and len(bare) == 1):
            break
        end = word.end() - (2 if word.group().endswith("'s") else 0)
        end -= text[end - 1] == "'"
        if end != word.end() or text[end : end + 1] != " ":
            break
        position = end + 1
    suffix = SUFFIX.match(text, end) if end > start else None
    return suffix.end() if suffix else end


def tokens(name: str) -> tuple[str, ...]:
    """Split a name into words without initials, generations and honorific dots."""
    return tuple(
        word
        for word in re.split(r"[ ]", name.replace(",", ""))
        if not re.fullmatch(r"(?:[A-Z]\.?)+|Jr\.?|Sr\.?|I{2,3}|IV", word)
    )


def short_forms(name: str) -> frozenset[str]:
    """Return the forms by which a text may call a person after the full name: last word, last two, and the first.

    >>> sorted(short_forms("Harsh Vardhan Shringla"))
    ['Harsh', 'Shringla', 'Vardhan Shringla']
    """
    words = tokens(name)
    if len(words) < 2:
        return frozenset()
    small = tables.word_set("particles")
    start = len(words) - 1
    while start > 1 and words[start - 1] in small:
        start -= 1
    forms = {words[0], words[-1], " ".join(words[start:]), " ".join(words[-2:])} - {name}
    return frozenset(form for form in forms if len(form) > 1 and form not in small)
