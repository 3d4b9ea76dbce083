"""From sources into a ledger: each document read, coded unless it is known, kept, and accounted for."""

from __future__ import annotations

import html
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Literal, TypeAlias

from chancery.bulk.pool import Coder, Failure, Outcome, code_all
from chancery.errors import EvidenceError, SourceError
from chancery.ledger import Ledger, check_evidence, version_key
from chancery.models import CodedDocument, Document, Value

Fate: TypeAlias = Literal["added", "recoded", "known", "skipped", "failed"]
Source: TypeAlias = str | os.PathLike[str]
Progress: TypeAlias = Callable[[int, str], None]
"""Called after each document with how many are done and the name of this one."""

KEPT_AT_ONCE = 50
"""Documents kept in one transaction: at most so many are coded again when the machine stops in the middle."""


class Handled(Value, frozen=True, kw_only=True):
    """What became of one document or unreadable source; `reason` says why it was skipped or failed.

    `undated` tells that nobody said when it was published, so that "on Friday" there means no day.
    """

    source: str
    fate: Fate
    document: str | None = None
    claims: int = 0
    reason: str | None = None
    undated: bool = False


class AddReport(Value, frozen=True, kw_only=True):
    """What became of everything that was to be added, in the order it was read."""

    handled: tuple[Handled, ...]

    def of(self, fate: Fate) -> tuple[Handled, ...]:
        """Return what met this fate."""
        return tuple(one for one in self.handled if one.fate == fate)

    @property
    def added(self) -> tuple[Handled, ...]:
        """Documents that are new to the ledger."""
        return self.of("added")

    @property
    def recoded(self) -> tuple[Handled, ...]:
        """Documents that the ledger held as an older version coded them."""
        return self.of("recoded")

    @property
    def known(self) -> tuple[Handled, ...]:
        """Documents that the ledger held already, under this name or another."""
        return self.of("known")

    @property
    def skipped(self) -> tuple[Handled, ...]:
        """Documents that are not diplomatic: kept without claims, so that they are not coded again."""
        return self.of("skipped")

    @property
    def failed(self) -> tuple[Handled, ...]:
        """Sources that could not be read or coded."""
        return self.of("failed")

    def __str__(self) -> str:
        others = ((self.known, "already known"), (self.skipped, "skipped as not diplomatic"), (self.failed, "failed"))
        claims, again = (sum(one.claims for one in some) for some in (self.added, self.recoded))
        anew = [f"{len(self.recoded)} coded anew ({again} claims)"] if self.recoded else []
        counts = [
            f"{len(self.added)} added ({claims} claims)",
            *anew,
            *(f"{len(of)} {what}" for of, what in others if of),
        ]
        undated = sum(one.undated for one in self.added)
        hint = f"; {undated} without a day of publication, which --published or a name like 2025-11-24-x.txt gives"
        return ", ".join(counts) + (hint if undated else "")

    def _repr_html_(self) -> str:
        cells = (
            f"<tr><td>{html.escape(one.source)}</td><td>{one.fate}</td><td>{html.escape(one.reason)}</td></tr>"
            for one in self.handled
            if one.reason
        )
        return f"<p>{html.escape(str(self))}</p><table>{''.join(cells)}</table>"


def read_all(
    sources: Iterable[Source], *, published: str | None = None, publisher: str | None = None
) -> Iterator[Document | SourceError]:
    """Yield the documents of all sources, and a SourceError in place of what cannot be read.

    `published` (an ISO day) and `publisher` are taken where a file or page does not say; lines of JSON Lines say.
    """
    from chancery.ingest import read
    from chancery.ingest.provenance import Provenance

    told = Provenance(published=published, publisher=publisher)
    for source in sources:
        yield from read(source if isinstance(source, str) else Path(source), defaults=told)


def code_each(outcomes: Iterable[Document | SourceError], *, coder: Coder | None = None) -> Iterator[CodedDocument]:
    """Yield what was read, coded. Raises SourceError for the first document that could not be read or coded."""
    for outcome in outcomes:
        if isinstance(outcome, SourceError):
            raise outcome
        for coded in code_all([outcome], jobs=1, coder=coder):
            if isinstance(coded, Failure):
                raise SourceError(name(coded.document), coded.reason)
            yield coded


def take_in(
    ledger: Ledger,
    outcomes: Iterable[Document | SourceError],
    *,
    jobs: int = 1,
    progress: Progress | None = None,
    coder: Coder | None = None,
    recode: bool = False,
) -> AddReport:
    """Code and keep what was read; known documents are not coded again, unless `recode` asks for that and an older
    version coded them. Raises LedgerError when the ledger may only be read."""
    ledger.require_writable()
    intake = Intake(ledger, progress, recode=recode)
    group: list[Outcome] = []
    try:
        for outcome in intake.told(code_all(intake.fresh(outcomes), jobs=jobs, coder=coder, ordered=False)):
            group.append(outcome)
            if len(group) == KEPT_AT_ONCE:
                intake.keep(group)
                group = []
    finally:
        intake.keep(group)  # also what was coded when the program is stopped
    return intake.finish()


class Intake:
    """What has become of the documents so far: fates by place in the order of reading."""

    def __init__(self, ledger: Ledger, progress: Progress | None, *, recode: bool = False) -> None:
        self._ledger = ledger
        self._progress = progress
        self._done = 0
        self._fates: dict[int, Handled] = {}
        self._places: dict[str, int] = {}
        self._again: list[Document] = []
        self._recode = recode
        self._held: set[str] = set()

    def fresh(self, outcomes: Iterable[Document | SourceError]) -> Iterator[Document]:
        """Yield the documents that are to be coded, and note what becomes of all others."""
        for place, outcome in enumerate(outcomes):
            if isinstance(outcome, SourceError):
                self._fates[place] = Handled(source=outcome.source, fate="failed", reason=outcome.reason)
                self._tell(outcome.source)
            elif outcome.id in self._places or not self._wanted(outcome.id):
                self._again.append(outcome)
                self._fates[place] = Handled(source=name(outcome), fate="known", document=outcome.id)
                self._tell(name(outcome))
            else:
                self._places[outcome.id] = place
                yield outcome

    def _wanted(self, document_id: str) -> bool:
        """Tell whether a document is to be coded: it is new, or an older version coded it and that is to be renewed."""
        version = self._ledger.coders([document_id]).get(document_id)
        if version is None:
            return True
        self._held.add(document_id)
        return self._recode and older(version)

    def told(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        """Pass on what was coded and tell of each."""
        for outcome in outcomes:
            self._tell(name(outcome.document))
            yield outcome

    def keep(self, outcomes: Iterable[Outcome]) -> None:
        """Keep a group of coded documents in one transaction."""
        checked = [_checked(outcome) for outcome in outcomes]
        if kept := [one for one in checked if isinstance(one, CodedDocument)]:
            self._ledger.append(kept, link=False)
        for one in checked:
            self._fates[self._places[one.document.id]] = _fate(one, held=one.document.id in self._held)

    def finish(self) -> AddReport:
        """Note further names of known documents and bring the entries up to date."""
        held = self._ledger.known(doc.id for doc in self._again)
        self._ledger.note_sources(doc for doc in self._again if doc.id in held)
        self._ledger.link()
        return AddReport(handled=tuple(self._fates[place] for place in sorted(self._fates)))

    def _tell(self, source: str) -> None:
        self._done += 1
        if self._progress:
            self._progress(self._done, source)


def name(doc: Document) -> str:
    """Return the name a document came under."""
    return doc.source_id or doc.url or doc.id


def _checked(outcome: Outcome) -> Outcome:
    """Turn a coded document that the ledger would refuse into a failure."""
    if isinstance(outcome, Failure):
        return outcome
    try:
        check_evidence(outcome)
    except EvidenceError as error:
        return Failure(document=outcome.document, reason=str(error))
    return outcome


def older(version: str) -> bool:
    """Tell whether a coder's version is older than this program's."""
    from chancery.pipeline import CODER

    return version_key(version) < version_key(CODER)


def _fate(outcome: Outcome, *, held: bool) -> Handled:
    doc = outcome.document
    if isinstance(outcome, Failure):
        return Handled(source=name(doc), fate="failed", reason=outcome.reason)
    fate: Fate = "recoded" if held else "added" if outcome.diplomatic else "skipped"
    return Handled(
        source=name(doc),
        fate=fate,
        document=doc.id,
        claims=len(outcome.claims),
        reason=outcome.reason,
        undated=doc.published is None,
    )
