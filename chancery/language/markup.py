"""Blanks out markup that is not words, keeping every offset."""

from __future__ import annotations

import re

_MARKUP = re.compile(
    r"""
    \*+                                                     # emphasis
  | (?<![^\W_])_{1,3}(?=\S) | (?<=\S)_{1,3}(?![^\W_])
  | \\(?=[^\w\s])                                           # escaped signs
  | </?[A-Za-z][A-Za-z0-9]{0,15}(?:\s[^<>]{0,300})?/?>      # tags
  | \](?:\([^()\s]{1,600}\)|\{[^{}\s]{1,80}\})              # targets of links
  | \[(?=[^\[\]]{1,300}\]\(\S)                              # and their opening bracket
  | [\u200b\u2060\ufeff]                                    # signs without width
    """,
    re.VERBOSE,
)


def blanked(text: str) -> str:
    """The text with markup replaced by spaces, as long as before.

    >>> blanked("**WE**, the [leaders](https://example.org), met")
    '  WE  , the  leaders                      , met'
    """
    return _MARKUP.sub(lambda match: " " * (match.end() - match.start()), text)
