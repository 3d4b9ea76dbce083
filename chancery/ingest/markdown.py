"""Markdown -> plain text: the words without the markup, front matter as provenance."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from chancery.ingest.provenance import Provenance
from chancery.ingest.text import FIELD, split_header

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
BREAKS = frozenset({"softbreak", "hardbreak"})


def read_markdown(text: str) -> tuple[Provenance, str]:
    """Return the provenance and the plain text of a normalised Markdown text.

    Headings and paragraphs are parted by an empty line, list items begin with "- ", a link keeps its words; pictures,
    code and raw HTML are left out. Provenance comes from front matter or a header block; a title that neither gives is
    the first top-level heading.

    >>> provenance, body = read_markdown("# Talks in Delhi\\n\\nJapan **thanked** [India](https://x.example).")
    >>> provenance.title, body
    ('Talks in Delhi', 'Talks in Delhi\\n\\nJapan thanked India.\\n')
    """
    provenance, text = _split_front_matter(text)
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    return provenance.over(Provenance(title=_heading(tokens))), "".join(_blocks(tokens)).lstrip("\n")


def _split_front_matter(text: str) -> tuple[Provenance, str]:
    found = FRONT_MATTER.match(text)
    if not found:
        return split_header(text)
    fields = [FIELD.fullmatch(line.strip()) for line in found[1].split("\n")]
    values = {field[1].lower(): field[2].strip().strip("\"'") or None for field in fields if field}
    return Provenance(**values), text[found.end() :]


def _heading(tokens: Sequence[Token]) -> str | None:
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open" and opening.tag == "h1":
            return _words(inline).replace("\n", " ") or None
    return None


def _blocks(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield the text of each block with what parts it from the block before."""
    opening = "\n"
    for token in tokens:
        if token.type == "list_item_open":
            opening = "- "
        elif token.type in {"bullet_list_open", "ordered_list_open"} and opening != "- ":
            yield "\n"
        elif token.type == "inline" and (words := _words(token)):
            yield f"{opening}{words}\n"
            opening = "\n"


def _words(inline: Token) -> str:
    pieces = (
        "\n" if child.type in BREAKS else child.content if child.type in {"text", "code_inline"} else ""
        for child in inline.children or ()
    )
    return "".join(pieces).strip()
