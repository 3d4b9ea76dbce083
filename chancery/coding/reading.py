"""A document as the coders see it: its sentences with the actors and quantities found in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any, Protocol, TypeVar, cast

from chancery.models import Document, Mention, Quantity, Sentence, Token, Value


class Placed(Protocol):
    """Anything that has a place in the text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


T = TypeVar("T", bound=Placed)
R = TypeVar("R")


class Reading(Value, frozen=True, kw_only=True, dict=True):
    """A document with what the earlier stages found in it; `mentions` and `quantities` are sorted by start."""

    document: Document
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...] = ()
    quantities: tuple[Quantity, ...] = ()

    @cached_property
    def _known(self) -> dict[Callable[[Reading], Any], Any]:
        return {}

    def once(self, function: Callable[[Reading], R]) -> R:
        """Return `function(self)`, worked out at the first asking only."""
        if function not in self._known:
            self._known[function] = function(self)
        return cast(R, self._known[function])

    @cached_property
    def trees(self) -> tuple[tuple[tuple[int, ...], ...], ...]:
        """For every sentence, for every token, the indices of its children in order."""
        return tuple(children(sentence.tokens) for sentence in self.sentences)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(sentence.start for sentence in self.sentences)

    def sentence_at(self, offset: int) -> int | None:
        """Return the index of the sentence that covers an offset, or None between sentences."""
        i = bisect_right(self._starts, offset) - 1
        return i if i >= 0 and offset < self.sentences[i].end else None

    def mentions_in(self, start: int, end: int) -> tuple[Mention, ...]:
        """Return the mentions that lie wholly inside [start, end)."""
        return inside(self.mentions, start, end)

    def quantities_in(self, start: int, end: int) -> tuple[Quantity, ...]:
        """Return the quantities that lie wholly inside [start, end)."""
        return inside(self.quantities, start, end)

    @cached_property
    def _longest_mention(self) -> int:
        return max((m.end - m.start for m in self.mentions), default=0)

    def mentions_over(self, start: int, end: int) -> tuple[Mention, ...]:
        """Return the mentions that cover [start, end), innermost first."""
        first = bisect_left(self.mentions, end - self._longest_mention, key=lambda m: m.start)
        last = bisect_right(self.mentions, start, key=lambda m: m.start)
        covering = (m for m in self.mentions[first:last] if end <= m.end)
        return tuple(sorted(covering, key=lambda m: (m.end - m.start, m.start)))

    def tokens_in(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """Return (sentence, token) indices of the tokens that lie wholly inside [start, end)."""
        return tuple(
            (i, token.i)
            for i, sentence in enumerate(self.sentences)
            if sentence.start < end and start < sentence.end
            for token in inside(sentence.tokens, start, end)
        )


def inside(items: Sequence[T], start: int, end: int) -> tuple[T, ...]:
    """Return the items, sorted by start, that lie wholly inside [start, end)."""
    first = bisect_left(items, start, key=lambda item: item.start)
    last = bisect_left(items, end, key=lambda item: item.start)
    return tuple(item for item in items[first:last] if item.end <= end)


def children(tokens: Sequence[Token]) -> tuple[tuple[int, ...], ...]:
    """Return for every token the indices of its dependents, in order."""
    below: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head >= 0:
            below[token.head].append(token.i)
    return tuple(map(tuple, below))


def subtree(tree: Sequence[Sequence[int]], root: int, *, without: Iterable[int] = ()) -> tuple[int, ...]:
    """Return the tokens at or below `root`, in order, leaving out those at or below any of `without`.

    >>> subtree(((), (0, 2), (3,), ()), 1, without=(3,))
    (0, 1, 2)
    """
    stop, found, stack = frozenset(without), [], [root]
    while stack:
        i = stack.pop()
        found.append(i)
        stack.extend(j for j in tree[i] if j not in stop)
    return tuple(sorted(found))


def raised(tokens: Sequence[Token], tree: Sequence[Sequence[int]], token: Token) -> int:
    """Return what a token hangs on: a past verb coordinated with a present one belongs to the past clause around both.

    "Modi noted that Japan is an investor and promised support": it was Modi who promised.
    """
    own = any(tokens[j].deprel.startswith(("nsubj", "csubj", "mark", "aux")) for j in tree[token.i])
    if token.deprel != "conj" or token.xpos != "VBD" or own or not is_present(tokens, tree, token.head):
        return token.head
    i = tokens[token.head].head
    while i >= 0 and tokens[i].xpos != "VBD":
        i = tokens[i].head
    return i if i >= 0 else token.head


def is_present(tokens: Sequence[Token], tree: Sequence[Sequence[int]], i: int) -> bool:
    """Tell whether a verb, or the auxiliary or copula that it leans on, is in the present."""
    return any(t.xpos in ("VBZ", "VBP") for t in (tokens[i], *(tokens[j] for j in tree[i] if tokens[j].upos == "AUX")))
