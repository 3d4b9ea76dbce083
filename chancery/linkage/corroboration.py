"""Who says so: independent sources, official or press, which parties in their own words, who is quoted."""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from urllib.parse import urlsplit

from chancery.linkage import tables
from chancery.linkage.accounts import Account
from chancery.linkage.entries import Corroboration, Field
from chancery.linkage.kinds import AnyAccount
from chancery.models import Document

WORDS = re.compile(r"\w+")
SHINGLE = 5  # words
SKETCH = 64  # smallest hashes kept of a document
MANY = 100  # documents with a run of words in common; of more (a footer) only the first by id are looked at
COPY_FROM = 0.5  # share of the sketch that two texts of one wire report have in common; other reports share under 0.1
OFFICIAL_VOICES = frozenset({"joint_text", "readout"})


def sources(documents: Iterable[Document]) -> dict[str, str]:
    """Return for each document id the id of its source: near-duplicate texts share the smallest id among them."""
    sketches = {doc.id: sketch(doc.text) for doc in documents}
    holders = defaultdict[int, list[str]](list)
    for id in sorted(sketches):
        for mark in sketches[id]:
            holders[mark].append(id)
    source = dict[str, str]()
    for id in sorted(sketches):
        near = Counter(one for mark in sketches[id] for one in holders[mark][:MANY] if one < id)
        copied = (
            other
            for other in sorted(near)
            if near[other] * 4 >= len(sketches[id]) and resemblance(sketches[id], sketches[other]) >= COPY_FROM
        )
        source[id] = source.get(next(copied, id), id)
    return source


def sketch(text: str) -> frozenset[int]:
    """Return the smallest hashes of a text's runs of five words: two texts share as many as they share wording.

    The bottom-k sketch of Broder (1997), with CRC-32.
    """
    words = [word.lower() for word in WORDS.findall(text)]
    runs = {" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))}
    return frozenset(sorted({zlib.crc32(run.encode("utf-8", "surrogatepass")) for run in runs})[:SKETCH])


def resemblance(left: frozenset[int], right: frozenset[int]) -> float:
    """Estimate the share of wording that two sketched texts have in common (Jaccard)."""
    smallest = frozenset(sorted(left | right)[:SKETCH])
    return len(smallest & left & right) / len(smallest) if smallest else 0.0


def official(account: AnyAccount) -> bool:
    """Tell whether an account comes from a government itself, by its voice, its publisher or its address."""
    if account.claim.attribution.kind in OFFICIAL_VOICES:
        return True
    return _official_document(account.document.publisher or "", account.document.url or "")


@lru_cache(maxsize=4096)
def _official_document(publisher: str, url: str) -> bool:
    named = any(name in publisher.lower() for name in tables.official().names)
    return named or bool(_official_hosts().search((urlsplit(url).hostname or "").lower()))


@cache
def _official_hosts() -> re.Pattern[str]:
    """Return what the host name of an official publisher ends in; a star stands for a country's letters."""
    ends = (re.escape(end).replace(re.escape("*"), "[a-z]{2,3}") for end in tables.official().hosts)
    return re.compile(rf"(?:^|\.)(?:{'|'.join(ends)})$")


def corroborate(
    accounts: Sequence[AnyAccount], parties: Iterable[str], fields: Iterable[Field], source: Mapping[str, str]
) -> Corroboration:
    """Count who stands behind an entry; `alone` names the fields with a reading of one source where there are more."""
    by_source = defaultdict[str, list[AnyAccount]](list)
    for account in accounts:
        by_source[source[account.document.id]].append(account)
    from_official = sum(any(map(official, found)) for found in by_source.values())
    return Corroboration(
        reports=len({account.document.id for account in accounts}),
        sources=len(by_source),
        official=from_official,
        press=len(by_source) - from_official,
        sides=tuple(sorted({side for account in accounts for side in _sides(account, frozenset(parties))})),
        quoted=tuple(sorted({name for account in accounts if (name := _quoted(account))})),
        alone=tuple(field.name for field in fields if len(by_source) > 1 and _stands_alone(field)),
    )


def _stands_alone(field: Field) -> bool:
    """Tell whether one source alone says something of a field, by itself or against others."""
    return any(reading.sources == 1 for reading in field.readings)


def _sides(account: AnyAccount, parties: frozenset[str]) -> frozenset[str]:
    """Return the parties that speak in their own words."""
    attribution = account.claim.attribution
    if attribution.kind == "joint_text":
        return parties
    if attribution.kind in ("readout", "person") and attribution.actor:
        return frozenset({attribution.actor}) & parties
    if account.document.country and official(account):
        return frozenset({account.document.country}) & parties
    return frozenset()


def _quoted(account: Account) -> str | None:  # type: ignore[type-arg]
    attribution = account.claim.attribution
    return attribution.name if attribution.kind == "person" else None
