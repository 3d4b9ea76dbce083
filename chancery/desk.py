"""The desk: what a person does with a ledger."""

from __future__ import annotations

import html
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

import msgspec

from chancery.bulk import AddReport, code_each, older, read_all, take_in
from chancery.config import ledger_path
from chancery.errors import NotFoundError
from chancery.ledger import Item, Ledger, batches
from chancery.linkage.entries import EntryBase
from chancery.review import Review

if TYPE_CHECKING:
    from chancery.linkage.index import Index
    from chancery.views import Brief, Checked, Due, Shown, View

V = TypeVar("V", bound="View")
Day: TypeAlias = date | str
"""A whole day, as text in ISO form."""


class Desk(Review):
    """A ledger with what a person does: add reports, ask for a brief, look things up, check a new report, review.

    >>> desk = Desk(":memory:")
    >>> desk
    <Desk :memory:: 0 documents, 0 claims, 0 entries>
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        super().__init__(path)
        if not self.readonly:
            self.link()

    def __repr__(self) -> str:
        size = self.size()
        held = f"{size.documents} documents, {size.claims} claims, {size.entries} entries"
        return f"<{type(self).__name__} {self.path}: {held}>"

    def _repr_html_(self) -> str:
        size = self.size()
        cells = "".join(f"<tr><td>{name}</td><td>{getattr(size, name)}</td></tr>" for name in size.__struct_fields__)
        return f"<p>chancery ledger <code>{html.escape(self.path)}</code></p><table>{cells}</table>"

    # --- look -------------------------------------------------------------------------------------------------------

    def brief(
        self,
        *actors: str,
        since: str | None = None,
        until: str | None = None,
        topic: str | None = None,
        as_of: Day | None = None,
    ) -> Brief:
        """Say what the ledger holds of the relationship of actors given by code or name; of one, with all its partners.

        `since` and `until` are partial ISO dates, `topic` a word of a title, a topic or a sector. `as_of` a day says
        what one knew by then. Raises UnknownActorError with the nearest names, LedgerError for a date that is none.
        """
        from chancery.views import brief

        then = self._then(as_of, *actors)
        return _dated(brief(then, *actors, since=since, until=until, topic=topic), as_of)

    def index(self, left: str, right: str) -> Index:
        """Score how cooperative or hostile two actors, given by code or name, were to each other by year and month.

        Goldstein weights from -10 to 10, each act once; the method stands in `chancery.linkage.index`.
        Raises UnknownActorError with the nearest names.
        """
        from chancery.linkage.index import index

        one, other = sorted((self.actor(left), self.actor(right)))
        return index(self.entries(actors=(one, other)), one, other)

    def due(
        self,
        *actors: str,
        on: date | None = None,
        until: str | None = None,
        topic: str | None = None,
        as_of: Day | None = None,
        most: int | None = None,
    ) -> Due:
        """List planned contacts and ends of terms from a day (today), of all actors or of those given.

        `as_of` a day says what one knew by then, and asks from then on; `most` lists so many of each at most.
        """
        from chancery.views import due

        then = self._then(as_of, *actors)
        asked = on or (None if as_of is None else date.fromisoformat(self.known_by(as_of).day))
        return _dated(due(then, *actors, on=asked, until=until, topic=topic, most=most), as_of)

    def check(
        self,
        source: str | os.PathLike[str],
        *,
        published: str | None = None,
        publisher: str | None = None,
        as_of: Day | None = None,
    ) -> tuple[Checked, ...]:
        """Compare each report of a source with the ledger: corroborated, new, contradicted. Keeps nothing.

        `published` and `publisher` as in `add`; `as_of` a day compares with what one knew by then. Raises SourceError
        for a report that cannot be read or coded.
        """
        from chancery.views import check

        outcomes = read_all([source], published=published, publisher=publisher)
        then = self._then(as_of)
        return tuple(_dated(check(then, coded), as_of) for coded in code_each(outcomes))

    def show(self, name: str, *, as_of: Day | None = None, history: bool = False) -> Shown:
        """Show what an id, its beginning or a document's source stands for, with the quotes it rests on.

        `as_of` a day shows it as one knew it by then; `history` adds what older versions read there and all that people
        decided. Raises NotFoundError when there is nothing, or more than one
        thing.
        """
        from chancery.views.show import made_of, show

        if as_of is None:
            return show(self, name, history=history)
        found = self.item(name)
        then = self.as_of(as_of, claims=made_of(self, found))
        return _dated(show(then, _known_then(then, found, name), history=history), as_of)

    def _then(self, as_of: Day | None, *actors: str) -> Ledger:
        """Return this ledger, or what it would have said of the common entries of actors on a day."""
        return self if as_of is None else self.as_of(as_of, actors=map(self.actor, actors))

    def actor(self, name: str) -> str:
        """Return the code of an actor given by code or name. Raises UnknownActorError, with the nearest names."""
        from chancery.views.names import codes_of

        return codes_of(self, [name])[0]

    # --- keep -------------------------------------------------------------------------------------------------------

    def add(
        self,
        *sources: str | os.PathLike[str],
        published: str | None = None,
        publisher: str | None = None,
        progress: Callable[[int, str], None] | None = None,
        jobs: int = 1,
        recode: bool = False,
    ) -> AddReport:
        """Read, code and keep the documents of files, directories, addresses or standard input ("-").

        `published` (an ISO day) and `publisher` are taken where a file does not say. `progress` is called after each
        document with how many are done and its name. With `jobs` above 1 many documents are coded in so many processes;
        a script then needs `if __name__ == "__main__":`. What is known already is not coded again, unless an older
        version coded it and `recode` asks for that: what people decided carries over. One unreadable source never stops
        the rest; the report tells what became of each, and what was coded when the program is stopped is kept. Raises
        LedgerError when the ledger cannot be written.
        """
        outcomes = read_all(sources, published=published, publisher=publisher)
        return take_in(self, outcomes, jobs=jobs, progress=progress, recode=recode)

    def recode(self, *, progress: Callable[[int, str], None] | None = None, jobs: int = 1) -> AddReport:
        """Code again all documents that an older version coded. Claims of this version count from then on, what people
        decided carries over to them, and those of older ones stay to be read. Arguments as in `add`."""
        outdated = (id for id, version in self.coders().items() if older(version))
        held = (doc for some in batches(outdated) for doc in self.documents(some))
        return take_in(self, held, jobs=jobs, progress=progress, recode=True)

    def export(self, folder: str | os.PathLike[str], *, form: str = "csv") -> tuple[Path, ...]:
        """Write the ledger into a folder as `csv`, `jsonl` or `index`; docs/ledger.md lists the columns of each."""
        from chancery.export import export

        return export(self, folder, form=form)


def _known_then(then: Ledger, item: Item, name: str) -> str:
    """Return the id of what an item was in a ledger of the past: an entry may have had another first report."""
    ids = [entry.id for entry in then.entries_with(item.claims)] if isinstance(item, EntryBase) else [item.id]
    if not ids:
        raise NotFoundError(f"{name}: no report published by then tells of it; ask for a later day")
    return item.id if item.id in ids else ids[0]


def _dated(view: V, as_of: Day | None) -> V:
    """Return a view that says by which day it was known."""
    return view if as_of is None else msgspec.structs.replace(view, as_of=str(as_of))


def open_ledger(path: str | os.PathLike[str] | None = None) -> Desk:
    """Open a ledger, made when it is not there; by default that of CHANCERY_LEDGER, else `chancery.db` here.

    Raises LedgerError when the file is no ledger or cannot be used.
    """
    return Desk(path or ledger_path())
