"""The ledger: append claims and judgements, read entries."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date
from types import TracebackType
from typing import Self

from sqlalchemy import RowMapping, func, select

from chancery.decisions import AnyDecision, Progress, Verdict
from chancery.errors import LedgerError
from chancery.ledger import deciding, filing, finding, linking, reach, reading, writing
from chancery.ledger import doubts as doubting
from chancery.ledger import past as recalling
from chancery.ledger import search as full_text
from chancery.ledger import searches as naming
from chancery.ledger.doubts import Doubt, Doubting
from chancery.ledger.filing import Extent, Plans
from chancery.ledger.finding import Found, Pair, Wanted
from chancery.ledger.past import Known
from chancery.ledger.reading import Item
from chancery.ledger.search import Hit
from chancery.ledger.searches import Search
from chancery.ledger.store import MEMORY, Store
from chancery.ledger.tables import claims, documents, entries, judgements
from chancery.linkage.dates import days
from chancery.linkage.entries import Entry
from chancery.models import Claim, CodedDocument, Document, Judgement, Value


class Size(Value, frozen=True, kw_only=True):
    """How much a ledger holds; `dropped` documents are those that are not diplomatic and have no claims."""

    documents: int
    dropped: int
    claims: int
    judgements: int
    entries: int


class Ledger:
    """A ledger in one SQLite file, made when it is not there; `:memory:` keeps it nowhere.

    The same documents and judgements give the same entries, in whatever order and however often they are added.
    Raises LedgerError when the file is no ledger or cannot be used.

    >>> with Ledger(":memory:") as ledger:
    ...     ledger.size().documents
    0
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._store = Store(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._store!r}>"

    @property
    def path(self) -> str:
        """The ledger's file as it was named."""
        return self._store.name

    @property
    def readonly(self) -> bool:
        """Whether the file may only be read."""
        return self._store.readonly

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()

    # --- append -----------------------------------------------------------------------------------------------------

    def append(self, coded: Iterable[CodedDocument], *, link: bool = True) -> tuple[str, ...]:
        """Keep coded documents, all or none; return the ids of those that were new or newly coded.

        With `link=False` entries wait until `link` is called, which many appends in a row should do once.
        Raises EvidenceError when a quote is not in its document, LedgerError when the ledger cannot be written.
        """
        with self._store.writing() as connection:
            new = tuple(item.document.id for item in coded if writing.append(connection, item))
            if link:
                linking.link(connection)
        return new

    def require_writable(self) -> None:
        """Raise LedgerError when nothing can be written, before work is done in vain."""
        with self._store.writing():
            pass

    def note_sources(self, items: Iterable[Document]) -> None:
        """Keep the further names under which known documents came."""
        listed = list(items)
        if not listed:
            return
        with self._store.writing() as connection:
            for doc in listed:
                writing.note_source(connection, doc)

    def decide(self, items: Iterable[AnyDecision]) -> None:
        """Keep judgements, verdicts and progress of people, all or none, and build anew the entries they touch.

        Raises NotFoundError for a claim that is not held, ChanceryError for a correction that does not fit.
        """
        listed = list(items)
        with self._store.writing() as connection:
            linking.link(connection)
            linking.decide(connection, listed)

    def judge(self, items: Iterable[Judgement]) -> None:
        """Keep judgements and build anew the entries they touch. Raises NotFoundError for a claim that is not held."""
        self.decide(items)

    def undo(self, name: str, *, on: date | str, by: str | None = None) -> tuple[AnyDecision, ...]:
        """Let a decision, or all of a batch, hold no longer; they stay to be seen. Return those that held until now.

        Raises NotFoundError when there is none such, LedgerError for a judgement of a rule.
        """
        with self._store.writing() as connection:
            linking.link(connection)
            return linking.undo(connection, name, on if isinstance(on, str) else on.isoformat(), by)

    def link(self) -> None:
        """Bring the entries up to date with all that was appended; does nothing when they are."""
        with self._store.reading() as connection:
            waiting = linking.waiting(connection)
        if waiting:
            with self._store.writing() as connection:
                linking.link(connection)

    def rebuild(self) -> None:
        """Judge and build everything anew; changes nothing unless the rules of linkage have changed."""
        with self._store.writing() as connection:
            linking.rebuild(connection)

    def merge(self, other: Ledger) -> tuple[str, ...]:
        """Take in another ledger's documents, claims and decisions; return the ids of the documents that were new."""
        with other._store.reading() as theirs, self._store.writing() as ours:
            return linking.merge(ours, theirs)

    # --- the past ---------------------------------------------------------------------------------------------------

    def as_of(self, day: date | str, *, actors: Iterable[str] = (), claims: Iterable[str] | None = None) -> Self:
        """Return a ledger, kept nowhere, of what one knew by a day: by the reports published and the decisions made.

        With `actors` (codes) it holds only what their common entries depend on, with `claims` what the entries of these
        do: quicker, and for them the same. Undated reports are left out. Raises LedgerError for what is no whole day.
        """
        told, codes = self.known_by(day).day, list(actors)
        past = type(self)(MEMORY)
        with self._store.reading() as now, past._store.writing() as then:
            recalling.recall(then, now, told, recalling.claims_naming(now, codes) if codes else claims)
        return past

    def known_by(self, day: date | str) -> Known:
        """Count the reports published by a day, and those that are left out. Raises LedgerError for no whole day."""
        told = day if isinstance(day, str) else day.isoformat()
        if (covered := days(told)) is None or covered.length > 1:
            raise LedgerError(f"{told}: is no day; write it as 2025-08-29")
        with self._store.reading() as connection:
            return recalling.known(connection, told)

    # --- read -------------------------------------------------------------------------------------------------------

    def entries(
        self,
        kind: str | None = None,
        *,
        actors: Iterable[str] = (),
        since: str | None = None,
        until: str | None = None,
        topic: str | None = None,
        status: str | None = None,
        told_by: Iterable[str] | None = None,
    ) -> tuple[Entry, ...]:
        """Return the entries that pass every filter, the earliest first, undated ones last.

        `actors` are codes that must all take part; `since` and `until` partial ISO dates; `topic` is looked for in
        titles, topics and sectors; `status` is a status or a strength; `told_by` are documents, of which one tells.
        """
        statement = reading.entries_where(kind=kind, since=since, until=until, topic=topic, status=status)
        with self._store.reading() as connection:
            if codes := set(actors):
                statement = statement.where(filing.of_actors(connection, codes, since))
            if told_by is not None:
                statement = statement.where(filing.told_by(told_by))
            return tuple(reading.entry_values(connection, statement))

    def coded(self, ids: Iterable[str] | None = None, *, as_coded: bool = False) -> tuple[CodedDocument, ...]:
        """Return documents with their current claims, sorted by id: all, or those with the given ids.

        The claims are those that people let stand, with their corrections; `as_coded` gives what the coder made.
        """
        with self._store.reading() as connection:
            return tuple(reading.coded_documents(connection, ids) if as_coded else linking.counted(connection, ids))

    def around(self, coded: CodedDocument) -> tuple[CodedDocument, ...]:
        """Return the documents, sorted by id, that a coded one can bear on: linkage of these and it is that of all."""
        with self._store.reading() as connection:
            return tuple(linking.counted(connection, reach.around(connection, coded) - {coded.document.id}))

    def documents(self, ids: Iterable[str] | None = None, *, limit: int | None = None) -> tuple[Document, ...]:
        """Return documents, the newest first: all, or those with the given ids."""
        with self._store.reading() as connection:
            return tuple(reading.document_values(connection, ids, limit=limit))

    def claims(
        self, ids: Iterable[str] | None = None, *, kind: str | None = None, as_coded: bool = False
    ) -> tuple[Claim, ...]:
        """Return claims sorted by id: the current ones, or those with the given ids whether current or not.

        They are as people have set them right; `as_coded` gives what the coder made. One that people call wrong is
        left out of the current ones, and given by its id.
        """
        with self._store.reading() as connection:
            return tuple(linking.claim_values(connection, ids, kind=kind, as_coded=as_coded))

    def heirs(self, claim_ids: Iterable[str]) -> dict[str, str]:
        """Return for claims that only older coders made the current ones that took their place, where there are any."""
        with self._store.reading() as connection:
            return deciding.heirs_of(connection, claim_ids)

    def documents_of(self, claim_ids: Iterable[str]) -> dict[str, Document]:
        """Return for each claim id the document that makes the claim."""
        with self._store.reading() as connection:
            homes = reading.claim_documents(connection, claim_ids)
            found = {doc.id: doc for doc in reading.document_values(connection, homes.values())}
        return {claim: found[home] for claim, home in homes.items()}

    def judgements(self, claim_ids: Iterable[str] | None = None) -> tuple[Judgement, ...]:
        """Return judgements sorted by id: all, or those about any of the claims or what they took the place of."""
        with self._store.reading() as connection:
            if claim_ids is None:
                return tuple(deciding.judgement_values(connection))
            return tuple(deciding.judgements_on(connection, claim_ids))

    def verdicts(self, claim_ids: Iterable[str] | None = None) -> tuple[Verdict, ...]:
        """Return verdicts sorted by id, undone ones too: all, or those on the claims or what they took the place of."""
        with self._store.reading() as connection:
            if claim_ids is None:
                return tuple(deciding.verdict_values(connection))
            return tuple(deciding.verdicts_on(connection, claim_ids))

    def recorded(self, claim_ids: Iterable[str] | None = None) -> tuple[Progress, ...]:
        """Return the progress of promises sorted by id, undone too: all, or that on entries of any of the claims."""
        with self._store.reading() as connection:
            if claim_ids is None:
                return tuple(deciding.progress_values(connection))
            return tuple(deciding.progress_on(connection, claim_ids))

    def decided(self) -> tuple[AnyDecision, ...]:
        """Return all that people decided, undone or not."""
        with self._store.reading() as connection:
            return tuple(deciding.by_people(connection))

    def known(self, ids: Iterable[str]) -> set[str]:
        """Return those of the document ids that the ledger holds."""
        with self._store.reading() as connection:
            return reading.known(connection, ids)

    def coders(self, ids: Iterable[str] | None = None) -> dict[str, str]:
        """Return for documents the version that coded them last: for all, or for those of the ids that are held."""
        with self._store.reading() as connection:
            return reading.coders(connection, ids)

    def older_claims(self, document_ids: Iterable[str]) -> tuple[Claim, ...]:
        """Return the claims of documents that only older versions made, sorted by id."""
        with self._store.reading() as connection:
            return tuple(claim for _, claim in reading.older_claims(connection, document_ids))

    def item(self, name: str) -> Item:
        """Return what has this id (or a beginning of it that no other id has), or the document from this source.

        Raises NotFoundError when there is nothing, or more than one thing.
        """
        with self._store.reading() as connection:
            return reading.item(connection, name)

    def search(self, words: str, *, limit: int = 20, as_of: date | str | None = None) -> tuple[Hit, ...]:
        """Return the documents that have all the words ("a phrase", begin*), the best first, with the passage.

        With `as_of` only those that were published by a day. Raises LedgerError for what is no whole day.
        """
        day = None if as_of is None else self.known_by(as_of).day
        with self._store.reading() as connection:
            return tuple(full_text.search(connection, words, limit=limit, day=day))

    def find(self, wanted: Wanted, *, limit: int = 20, offset: int = 0, reported: bool = False) -> Found:
        """Return the entries and reports that words and facets narrow the ledger down to, from `offset` on.

        Those come first that happened last or, if asked for so, that were `reported` last.
        """
        with self._store.reading() as connection:
            return finding.find(connection, wanted, limit=limit, offset=offset, reported=reported)

    def passages(self, words: str, document_ids: Iterable[str]) -> tuple[Hit, ...]:
        """Return those of the documents that have the words, with the passage."""
        with self._store.reading() as connection:
            return tuple(finding.passages(connection, words, document_ids))

    def searches(self) -> tuple[Search, ...]:
        """Return the searches that people gave a name, by name."""
        with self._store.reading() as connection:
            return tuple(naming.named(connection))

    def save_search(self, name: str, query: str, *, by: str) -> Search:
        """Keep a search under a name; `query` is what stands behind the question mark in its address."""
        with self._store.writing() as connection:
            return naming.save(connection, name, query, by=by, made=naming.now())

    def drop_search(self, id: str, *, by: str) -> None:
        """Take a search off the list; it stays in the file. Raises NotFoundError for one that is not on it."""
        with self._store.writing() as connection:
            naming.drop(connection, id, by=by, made=naming.now())

    def newest(self, *, limit: int = 30, since: str | None = None) -> tuple[Entry, ...]:
        """Return the contacts and promises that were first reported last, the newest first, from a day on."""
        with self._store.reading() as connection:
            return tuple(finding.newest(connection, limit=limit, since=since))

    def disputed(self, *, limit: int = 30) -> tuple[Entry, ...]:
        """Return the entries on which reports contradict each other, the last reported first."""
        with self._store.reading() as connection:
            return tuple(finding.disputed(connection, limit=limit))

    def extent(self, actors: Iterable[str], most: int, *, since: str | None = None, until: str | None = None) -> Extent:
        """Say when all the actors shared an entry last, and from which day on they share so many."""
        with self._store.reading() as connection:
            return filing.extent(connection, actors, most, since=since, until=until)

    def plans(
        self,
        on: str,
        *,
        actors: Iterable[str] = (),
        until: str | None = None,
        topic: str | None = None,
        most: int | None = None,
        ahead: bool = False,
    ) -> Plans:
        """Return what is to come from an ISO day on, and, unless only this is asked for, what was to come before it, of
        each at most so many."""
        with self._store.reading() as connection:
            return filing.plans(connection, on, actors=actors, until=until, topic=topic, most=most, ahead=ahead)

    def added(self, *, after: int, limit: int = 30) -> tuple[Entry, ...]:
        """Return contacts and promises of which only documents tell that were added after the one with a number."""
        with self._store.reading() as connection:
            return tuple(finding.added(connection, after=after, limit=limit))

    def last_number(self) -> int:
        """Return the number of the document that was added last, 0 where there is none."""
        with self._store.reading() as connection:
            return finding.last_number(connection)

    def pairs(self) -> tuple[Pair, ...]:
        """Count what each two actors share of the contacts and promises reported last, those with most first."""
        with self._store.reading() as connection:
            return tuple(finding.pairs(connection))

    def doubts(self, asked: Doubting, *, limit: int | None = 50, offset: int = 0) -> tuple[Doubt, ...]:
        """Return what a person should decide, the most doubtful first, from `offset` on."""
        with self._store.reading() as connection:
            return tuple(doubting.queue(connection, asked, limit=limit, offset=offset))

    def count_doubts(self, asked: Doubting) -> int:
        """Return how much there is to decide."""
        with self._store.reading() as connection:
            return doubting.count(connection, asked)

    def entries_with(self, claim_ids: Iterable[str]) -> tuple[Entry, ...]:
        """Return the entries that any of the claims is part of, by id."""
        with self._store.reading() as connection:
            return tuple(finding.entries_with(connection, claim_ids))

    def entries_by_id(self, ids: Iterable[str]) -> tuple[Entry, ...]:
        """Return those of the entries with the given ids that the ledger holds, by id."""
        with self._store.reading() as connection:
            return tuple(finding.entries_by_id(connection, ids))

    def names_actor(self, code: str) -> bool:
        """Tell whether a claim names an actor by this code."""
        with self._store.reading() as connection:
            return reading.names_actor(connection, code)

    def actors(self) -> tuple[str, ...]:
        """Return the codes of all actors that claims name, sorted."""
        with self._store.reading() as connection:
            return tuple(reading.actor_codes(connection))

    def table(self, name: str) -> tuple[RowMapping, ...]:
        """Return the rows of a table (docs/ledger.md lists them), in an order that does not depend on arrival."""
        with self._store.reading() as connection:
            return tuple(reading.table_rows(connection, name))

    def size(self) -> Size:
        """Count what the ledger holds."""
        with self._store.reading() as connection:
            count = {
                table.name: connection.scalar(select(func.count()).select_from(table)) or 0
                for table in (documents, claims, judgements, entries)
            }
            dropped = select(func.count()).where(documents.c.diplomatic.is_(False))
            return Size(**count, dropped=connection.scalar(dropped) or 0)
