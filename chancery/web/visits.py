"""How far somebody has seen the ledger: kept in a cookie, by days, so that coming back within a day changes nothing."""

from __future__ import annotations

import re
from typing import Self

from chancery.models import Value
from chancery.web.home import Seen

WRITTEN = re.compile(r"(\d{1,12})\.(\d{4}-\d\d-\d\d)_(\d{1,12})\.(\d{4}-\d\d-\d\d)")


class Visits(Value, frozen=True, kw_only=True):
    """The visit of an earlier day, None for who never came, and the visit of today."""

    before: Seen | None
    now: Seen

    @classmethod
    def of(cls, cookie: str, today: str, number: int) -> Self:
        """Read a cookie on a day on which the ledger ends with the document of a number.

        >>> first = Visits.of("", "2025-11-20", 7)
        >>> (first.before, str(first))
        (None, '7.2025-11-20_7.2025-11-20')
        >>> second = Visits.of(str(first), "2025-11-24", 9)
        >>> second.before.number, Visits.of(str(second), "2025-11-24", 12).before.number
        (7, 7)
        """
        now = Seen(number=number, on=today)
        if not (found := WRITTEN.fullmatch(cookie)):
            return cls(before=None, now=now)
        before, last = Seen(number=int(found[1]), on=found[2]), Seen(number=int(found[3]), on=found[4])
        before = before if last.on == today else last
        return cls(before=before if before.on < today else None, now=now)

    def __str__(self) -> str:
        before = self.before or self.now
        return f"{before.number}.{before.on}_{self.now.number}.{self.now.on}"
