"""The templates of the pages: those of the views, in a frame of their own, and with links between the things."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from chancery.views import words
from chancery.views.names import name_of
from chancery.views.pages import environment
from chancery.views.quotes import Quote
from chancery.web.addresses import FOLDERS, address, at_words, passage
from chancery.web.wording import shortened

UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Characters that show nothing and may change how others read: controls, marks of writing direction, tags."""


def render(template: str, **values: Any) -> str:
    """Write a page."""
    view = values["view"]
    quotes = {quote.number: quote for quote in getattr(view, "quotes", ())}
    return _environment().get_template(template).render(by_number=quotes, **values)


@cache
def stylesheet() -> str:
    """Return the one style sheet: that of the views, and what pages have beyond it."""
    sheets = (("chancery.views", "templates/style.css"), ("chancery.web", "static/pages.css"))
    return "\n".join(files(package).joinpath(path).read_text(encoding="utf-8") for package, path in sheets)


@cache
def static(name: str) -> bytes:
    """Return a file that comes with the program."""
    return files("chancery.web").joinpath("static", name).read_bytes()


def visible(value: Any) -> Any:
    """Write what cannot be seen as its code, so that no text looks other than it is.

    >>> visible("tax\\u202eevil"), visible(3)
    ('tax‹U+202E›evil', 3)
    """
    if isinstance(value, str) and not isinstance(value, Markup):
        return UNSEEN.sub(lambda found: f"‹U+{ord(found[0]):04X}›", value)
    return value


@cache
def _environment() -> Environment:
    made = environment(ChoiceLoader([PackageLoader("chancery.web"), PackageLoader("chancery.views")]))
    made.finalize = visible
    made.filters.update(
        at_words=at_words,
        number=_number,
        linked=_linked,
        cite=_cite,
        actor=_actor,
        passage=_passage,
        spoken=_spoken,
        brief_quote=shortened,
    )
    return made


def _number(key: str) -> str:
    """Return the number of the record that a mark belongs to."""
    return key.split(".")[0]


def _linked(text: Any, kind: str, key: str) -> Markup:
    """Lead from a name to the page of the thing."""
    shown = text if isinstance(text, Markup) else visible(str(text))
    return Markup('<a href="{}">{}</a>').format(address(kind, key), shown) if kind in FOLDERS else Markup.escape(shown)


def _actor(code: str) -> Markup:
    """Lead from a code to the actor's page."""
    return _linked(name_of(code), "actor", code)


def _passage(quote: Quote) -> str:
    return passage(quote.document, quote.start, quote.end)


def _spoken(name: str) -> str:
    """Write a word of a vocabulary as words."""
    return name.replace("_", " ")


@pass_context
def _cite(context: Context, numbers: Iterable[int]) -> Markup:
    """Link quote numbers to the list of quotes; the words themselves show on pointing at a number."""
    quotes: Mapping[int, Quote] = context["by_number"]
    link = Markup('<a href="#q{}" title="{}">{}</a>')
    links = [link.format(run[0], visible(_told(quotes[run[0]])), words.run(run)) for run in words.runs(numbers)]
    return Markup(' <span class="cite">{}</span>').format(Markup(" ").join(links)) if links else Markup()


def _told(quote: Quote) -> str:
    return f"{quote.source}: “{' '.join(shortened(quote.text).split())}”"
