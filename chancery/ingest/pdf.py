"""PDF -> the text layer, page by page, by PDFium."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator
from itertools import pairwise

import pypdfium2 as pdfium

from chancery.errors import SourceError
from chancery.ingest.limits import Limits
from chancery.ingest.provenance import Provenance
from chancery.ingest.text import normalise

# PDFium writes one of these where a hyphen at the end of a line splits a word.
SPLIT_WORD = re.compile("[\ufffe\x02](?:\r?\n)?")
LINE = re.compile(r"[^\r\n]+")
# Lines of one paragraph stand at the page's usual pitch; a wider step begins a new paragraph. Typesetters add at
# least a third of a line between paragraphs, and leading varies by less than a tenth.
PARAGRAPH_PITCH = 1.25


def read_pdf(data: bytes, source: str, *, limits: Limits) -> tuple[Provenance, str]:
    """Return the title and the text of a PDF: lines as set, an empty line where the page leaves one.

    Raises SourceError for a broken or encrypted file and for one without a text layer.
    """
    try:
        with pdfium.PdfDocument(data) as pdf:
            title = pdf.get_metadata_dict().get("Title")
            text = _text(pdf, source, limits)
    except pdfium.PdfiumError as error:
        raise SourceError(source, _reason(error)) from error
    if not text.strip():
        raise SourceError(source, "has pages but no text layer (pictures of text?): run OCR on it, then add the result")
    return Provenance(title=normalise(title) if title else None), normalise(text)


def _reason(error: pdfium.PdfiumError) -> str:
    if "password" in str(error).lower():
        return "is encrypted: open it with its password and save a copy without one"
    return f"is not a PDF that can be read ({error}); save it anew from a PDF reader"


def _text(pdf: pdfium.PdfDocument, source: str, limits: Limits) -> str:
    pages: list[str] = []
    length = 0
    for page in pdf:
        pages.append("\n".join(_lines(page.get_textpage())))
        length += len(pages[-1])
        if length > limits.characters:
            raise SourceError(source, f"has more than {limits.characters:,} characters: split it into reports")
    return "\n\n".join(pages)


def _lines(page: pdfium.PdfTextPage) -> Iterator[str]:
    """Yield the lines of a page, with an empty one where the step down is wider than the page's usual pitch."""
    text = SPLIT_WORD.sub(lambda found: "\x02" * len(found[0]), page.get_text_range())
    lines = list(LINE.finditer(text))
    tops = [page.get_charbox(line.start(), loose=True)[3] for line in lines] if len(text) == page.count_chars() else []
    steps = [above - below for above, below in pairwise(tops)]
    usual = statistics.median_low([step for step in steps if step > 0] or [0])
    for i, line in enumerate(lines):
        if i and steps and steps[i - 1] > usual * PARAGRAPH_PITCH:
            yield ""
        yield line[0].replace("\x02", "").rstrip()
