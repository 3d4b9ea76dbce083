"""What all views have in common: they show themselves as text, Markdown, HTML and JSON."""

from __future__ import annotations

import html
from typing import Literal, TypeAlias

import msgspec

from chancery.models import Value
from chancery.views import words

Form: TypeAlias = Literal["text", "md", "html", "json"]
FORMS: tuple[Form, ...] = ("text", "md", "html", "json")
WIDTH = 100


class View(Value, frozen=True, kw_only=True):
    """Base of what the command line, the pages and a notebook show.

    `as_of` is the day by which it was known, null for what is known now.
    """

    as_of: str | None = None

    def dated(self, title: str) -> str:
        """Return a title, with the day by which it was known."""
        return f"{title}, as known by {words.date(self.as_of)}" if self.as_of else title

    def __str__(self) -> str:
        return self.render("text")

    def _repr_html_(self) -> str:
        """Show the page in a frame of its own, so that its style and a notebook's keep apart."""
        page = html.escape(self.render("html"), quote=True)
        return f'<iframe srcdoc="{page}" style="width: 100%; height: 42rem; border: 0"></iframe>'

    def render(self, form: Form = "text", *, width: int = WIDTH) -> str:
        """Write the view as `text` (plain, `width` columns), `md`, `html` (one self-contained page) or `json`."""
        if form == "json":
            return msgspec.json.format(msgspec.json.encode(self), indent=2).decode() + "\n"
        if form == "text":
            from chancery.views.terminal import plain

            return plain(self, width)
        from chancery.views.pages import page

        return page(self, form)
