"""What one document says."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any, Iterable

from kaikaku import _native, records

TABLES = ("documents", "sections", "items", "plans", "results", "evaluations", "unassigned")
"""The names of the tables."""


class Bundle:
    """Everything that one document says: the document itself and its records.

    It holds the bytes that ``kaikaku convert`` prints; records are made of them when they are asked for.

    >>> import kaikaku
    >>> sheet = "指標,区分,H22年度\\n収納率,目標値,94.9%\\n".encode()
    >>> bundle = kaikaku.convert(sheet, name="sheet.csv")
    >>> bundle.document.source.media_type
    'text/csv'
    >>> kaikaku.Bundle(bundle.to_json()) == bundle
    True
    """

    def __init__(self, json_bytes: bytes) -> None:
        self._json = json_bytes

    def to_json(self) -> bytes:
        """The bytes of the file that ``kaikaku convert`` writes, UTF-8."""
        return self._json

    def to_dict(self) -> dict[str, Any]:
        """The same as Python's own types: a new object each time."""
        made: dict[str, Any] = json.loads(self._json)
        return made

    @cached_property
    def _parsed(self) -> dict[str, Any]:
        return self.to_dict()

    @cached_property
    def document(self) -> records.Document:
        """The document itself."""
        return records.Document.from_dict(self._parsed["document"])

    @cached_property
    def sections(self) -> tuple[records.Section, ...]:
        """The nodes of its outline, in reading order."""
        return tuple(map(records.Section.from_dict, self._parsed["sections"]))

    @cached_property
    def items(self) -> tuple[records.Item, ...]:
        """Its reform items, in reading order."""
        return tuple(map(records.Item.from_dict, self._parsed["items"]))

    @cached_property
    def plans(self) -> tuple[records.Plan, ...]:
        """What was to be done or reached."""
        return tuple(map(records.Plan.from_dict, self._parsed["plans"]))

    @cached_property
    def results(self) -> tuple[records.Result, ...]:
        """What was done or reached."""
        return tuple(map(records.Result.from_dict, self._parsed["results"]))

    @cached_property
    def evaluations(self) -> tuple[records.Evaluation, ...]:
        """What was judged."""
        return tuple(map(records.Evaluation.from_dict, self._parsed["evaluations"]))

    @cached_property
    def unassigned(self) -> tuple[records.Unassigned, ...]:
        """What no rule placed."""
        return tuple(map(records.Unassigned.from_dict, self._parsed["unassigned"]))

    def table(self, name: str) -> _native.Table:
        """Its rows of one table, as Arrow. See :func:`kaikaku.table`."""
        return table(name, [self])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Bundle) and self._json == other._json

    def __hash__(self) -> int:
        return hash(self._json)

    def __reduce__(self) -> tuple[type[Bundle], tuple[bytes]]:
        return Bundle, (self._json,)

    def __repr__(self) -> str:
        return (
            f"<kaikaku.Bundle {self.document.document_id}: {len(self._parsed['items'])} items, "
            f"{len(self._parsed['plans'])} plans, {len(self._parsed['results'])} results>"
        )


def table(name: str, bundles: Iterable[Bundle]) -> _native.Table:
    """The rows that bundles have for a table, in the order of the bundles, with the columns of docs/codebook.md.

    The table speaks the Arrow PyCapsule interface: ``pyarrow.table(t)``, ``polars.DataFrame(t)``,
    ``pandas.DataFrame.from_arrow(t)`` and DuckDB take it without a copy.

    >>> import kaikaku
    >>> bundle = kaikaku.convert("指標,区分,H22年度\\n収納率,目標値,94.9%\\n".encode(), name="sheet.csv")
    >>> plans = kaikaku.table("plans", [bundle])
    >>> plans.name, len(plans) == len(bundle.plans)
    ('plans', True)

    Raises:
        ValueError: if no table is called so.
        InternalError: if a bundle is none.
    """
    return _native.table(name, [bundle.to_json() for bundle in bundles])
