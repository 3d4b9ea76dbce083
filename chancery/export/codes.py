"""What other event data call our actors: Correlates of War numbers, FIPS letters, CAMEO actor codes."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec

from chancery.models import Value


class Codes(Value, frozen=True, kw_only=True):
    """The codes of one actor, null where a scheme has none: `cow` is the state number of the Correlates of War, `fips`
    FIPS 10-4, `geonames` the GeoNames id of a country, `cameo` an organisation in the CAMEO actor dictionaries."""

    cow: str | None = None
    fips: str | None = None
    geonames: str | None = None
    cameo: str | None = None

    @property
    def group(self) -> str | None:
        """The organisation in GDELT's list of known groups: the end of its CAMEO code."""
        return self.cameo[-3:] if self.cameo else None


def codes(actor: str | None) -> Codes:
    """Return the codes of an actor, all null for one that the tables do not have.

    >>> codes("JPN").cow, codes("JPN").fips, codes("NATO").cameo, codes("NATO").group
    ('740', 'JA', 'IGOWSTNAT', 'NAT')
    """
    return _table().get(actor or "", Codes())


@cache
def _table() -> dict[str, Codes]:
    return msgspec.json.decode((files("chancery") / "data/export/codes.json").read_bytes(), type=dict[str, Codes])
