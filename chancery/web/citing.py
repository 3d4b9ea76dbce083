"""How to cite an entry: BibTeX and CSL-JSON with its permanent address."""

from __future__ import annotations

import re

import msgspec

from chancery.linkage.dates import days
from chancery.linkage.entries import EntryBase

SPECIAL = re.compile(r"[&%$#_{}~^\\]")
WRITTEN = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def bibtex(entry: EntryBase, url: str) -> str:
    """Write an entry as a BibTeX record with its address.

    The version it rests on is told by the day of its latest report.
    """
    covered = days(entry.first_reported)
    fields = {
        "title": f"{{{latex(entry.title)}}}",
        "year": str(covered.first.year) if covered else None,
        "howpublished": f"chancery, ledger entry {entry.id}",
        "note": f"{len(entry.documents)} reports, the latest of {entry.last_reported or 'no known date'}",
        "url": url,
    }
    lines = (f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{chancery-{entry.id},\n" + ",\n".join(lines) + "\n}"


def csl(entry: EntryBase, url: str) -> str:
    """Write an entry as CSL-JSON, which reference managers read, with the day of its first report."""
    covered = days(entry.first_reported)
    record = {
        "id": f"chancery-{entry.id}",
        "type": "webpage",
        "title": " ".join(entry.title.split()),
        "container-title": "chancery, a ledger of diplomatic reports",
        "issued": {"date-parts": [[int(part) for part in (entry.first_reported or "").split("-")]]}
        if covered
        else None,
        "note": f"{len(entry.documents)} reports, the latest of {entry.last_reported or 'no known date'}",
        "URL": url,
    }
    given = {name: value for name, value in record.items() if value}
    return msgspec.json.format(msgspec.json.encode([given]), indent=2).decode()


def latex(text: str) -> str:
    r"""Put a text on one line of LaTeX, its signs taken for letters.

    >>> latex("50% of {a_b}")
    '50\\% of \\{a\\_b\\}'
    """
    return SPECIAL.sub(lambda found: WRITTEN.get(found[0], f"\\{found[0]}"), " ".join(text.split()))
