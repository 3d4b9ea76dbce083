"""How much of a source is read before it is refused."""

from __future__ import annotations

from chancery.models import Value


class Limits(Value, frozen=True, kw_only=True):
    """The caps on one source; a source above a cap is refused with the cap named, never cut short.

    `characters` bounds the text of one document (the longest joint statements have 100,000), `bytes` a file that must
    be held whole (text, HTML, PDF) or one line of JSON Lines, `seconds` and `redirects` a fetch. Addresses inside
    private networks are refused unless `private_networks` is set, so that an address found in a text reaches nothing
    behind the reader's own firewall.
    """

    characters: int = 5_000_000
    bytes: int = 50_000_000
    seconds: float = 30.0
    redirects: int = 5
    private_networks: bool = False
