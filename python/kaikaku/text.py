"""Single texts: folding, and what a period means."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal

from kaikaku import _native
from kaikaku.records import Period


def normalize(text: str, form: Literal["display", "compare"] = "display") -> str:
    """Folds a text to the form that records hold, or to the one that labels are compared in.

    >>> normalize("ﾎﾞﾗﾝﾃｨｱ（１）")
    'ボランティア(1)'
    >>> normalize("①", "compare") == normalize("（１）", "compare")
    True
    """
    return _native.normalize(text, form)


@dataclass(frozen=True, slots=True)
class Reading:
    """A period that was read."""

    period: Period
    """The period, as records hold it."""
    era_overflow: bool
    """True if a year lies outside its era: 平成36年度 (2024)."""
    pre_gregorian: bool
    """True before 1873, when months were those of the moon and the days given here are not right."""
    candidates: tuple[int, ...]
    """The years that it may be where nothing tells the era; the period's own years are None then."""


def period(text: str, *, era: str | None = None, fiscal_year: int | None = None) -> Reading | None:
    """What a label such as 平成31年度 means; None where it is no period.

    ``era`` is the era of a year without one, ``fiscal_year`` the year that 上半期 and 次年度 count from.

    >>> reading = period("平成31年度")
    >>> reading.period.fiscal_year, reading.period.start, reading.period.end
    (2019, '2019-04-01', '2020-03-31')
    >>> period("27年度", era="heisei").period.fiscal_year
    2015
    >>> period("収納率") is None
    True

    Raises:
        SettingsError: if no era is called so.
    """
    shown = _native.period(text, era, fiscal_year)
    if shown is None:
        return None
    read = json.loads(shown)
    return Reading(
        period=Period.from_dict(read["period"]),
        era_overflow=read["era_overflow"],
        pre_gregorian=read["pre_gregorian"],
        candidates=tuple(read["candidates"]),
    )
