"""Views as Markdown and as one self-contained HTML page, by Jinja templates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from jinja2 import BaseLoader, Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from chancery.views import drawing, index_chart, timeline, words
from chancery.views.quotes import Quote
from chancery.views.view import View

MARKDOWN_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|])")


def page(view: View, form: str) -> str:
    """Write a view as `md` or `html`."""
    name = type(view).__struct_config__.tag
    quotes = {quote.number: quote for quote in getattr(view, "quotes", ())}
    return _environment().get_template(f"{name}.{form}").render(view=view, by_number=quotes)


@cache
def _environment() -> Environment:
    return environment(PackageLoader("chancery.views"))


def environment(loader: BaseLoader) -> Environment:
    """Return what renders the templates of views; who shows them elsewhere may put other filters in place of these."""
    environment = Environment(
        loader=loader,
        autoescape=lambda name: bool(name and name.endswith(".html")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        date=words.date,
        drawn=drawing.drawn,
        index_chart=index_chart.index_chart,
        plural=words.plural,
        by=words.by,
        listed=words.listed,
        numbers=words.numbers,
        score=words.score,
        address=_address,
        bars=timeline.shown,
        cite=_cite,
        cited=_cited,
        field=words.field,
        flat=_flat,
        linked=_linked,
        sentence=words.sentence,
        md=_md,
    )
    return environment


@pass_context
def _cite(context: Context, numbers: Iterable[int]) -> Markup:
    """Link quote numbers to the list of quotes; the words themselves show on pointing at a number."""
    quotes: Mapping[int, Quote] = context["by_number"]
    link = Markup('<a href="#q{}" title="{}">{}</a>')
    links = [
        link.format(run[0], f"{quotes[run[0]].source}: “{_flat(quotes[run[0]].text)}”", words.run(run))
        for run in words.runs(numbers)
    ]
    return Markup('<span class="cite">{}</span>').format(Markup(" ").join(links)) if links else Markup()


def _cited(numbers: Iterable[int]) -> str:
    """Write quote numbers in Markdown, where a bracket of its own would begin a link."""
    return _md(words.numbers(tuple(numbers)))


def _address(url: str) -> str:
    """Return an address that a link may lead to: http and https only, since a report may name any.

    >>> _address("javascript:alert(1)"), _address("https://meridian.example/1")
    ('#', 'https://meridian.example/1')
    """
    return url if urlsplit(url).scheme in ("http", "https") else "#"


def _linked(text: Any, kind: str, key: str) -> Any:
    """Leave a name as it is: one page alone has nowhere to lead to."""
    return text


def _flat(text: Any) -> str:
    """Put a text on one line."""
    return " ".join(str(text).split())


def _md(text: Any) -> str:
    """Put a text on one line of Markdown, its signs taken for letters.

    >>> _md("a *b* [1]")
    'a \\\\*b\\\\* \\\\[1\\\\]'
    """
    return MARKDOWN_SIGNS.sub(r"\\\1", _flat(text))
