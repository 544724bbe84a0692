"""Tables for the tools that people work with."""

from __future__ import annotations

import pathlib

import duckdb
import pandas
import polars
import pyarrow
import pytest

import kaikaku


@pytest.fixture
def bundles(root: pathlib.Path) -> list[kaikaku.Bundle]:
    paths = [path for path in sorted(root.glob("corpus/documents/*")) if path.is_file()]
    return [kaikaku.convert(path) for path in paths[::9]]


def test_all_tables_hold_the_records(bundles: list[kaikaku.Bundle]) -> None:
    for name in kaikaku.TABLES:
        table = kaikaku.table(name, bundles)
        if name == "documents":
            ids = [bundle.document.document_id for bundle in bundles]
            assert pyarrow.table(table)["document_id"].to_pylist() == ids
            continue
        assert len(table) == sum(len(getattr(bundle, name)) for bundle in bundles) > 0
        assert pyarrow.table(table).num_rows == len(table)
        assert pyarrow.table(table).column_names == table.column_names


def test_values_are_those_of_the_records(bundles: list[kaikaku.Bundle]) -> None:
    rows = pyarrow.table(kaikaku.table("plans", bundles)).to_pylist()
    plans = {plan.plan_id: plan for bundle in bundles for plan in bundle.plans}
    assert len(rows) == len(plans)
    for row in rows:
        plan = plans[row["plan_id"]]
        assert row["text"] == plan.text
        assert row["period_fiscal_year"] == plan.period.fiscal_year
        assert row["quantity_value"] == (plan.quantity and plan.quantity.value)
        assert [place["span"] for place in row["source"]] == [list(at.span) for at in plan.source]


def test_polars_pandas_and_duckdb_take_a_table(bundles: list[kaikaku.Bundle]) -> None:
    plans = kaikaku.table("plans", bundles)
    years = pyarrow.table(plans)["period_fiscal_year"].to_pylist()
    assert polars.DataFrame(plans)["period_fiscal_year"].to_list() == years
    frame = pandas.DataFrame.from_arrow(plans).convert_dtypes(dtype_backend="pyarrow")
    assert [None if pandas.isna(year) else year for year in frame["period_fiscal_year"]] == years
    counted = duckdb.sql("SELECT count(*), count(period_fiscal_year) FROM plans").fetchall()
    assert counted == [(len(years), sum(year is not None for year in years))]


def test_nothing_is_copied(bundles: list[kaikaku.Bundle]) -> None:
    plans = kaikaku.table("plans", bundles)
    addresses = [
        [buffer.address for buffer in pyarrow.table(plans)["text"].chunk(0).buffers() if buffer]
        for _ in range(2)
    ]
    assert addresses[0] == addresses[1]


def test_a_table_outlives_what_it_came_from(bundles: list[kaikaku.Bundle]) -> None:
    table = pyarrow.table(kaikaku.table("items", bundles))
    expected = [item.name for bundle in bundles for item in bundle.items]
    assert table["name"].to_pylist() == expected


def test_what_is_no_table_is_told() -> None:
    with pytest.raises(ValueError, match="no table; one of documents"):
        kaikaku.table("goals", [])
    assert len(kaikaku.table("plans", [])) == 0
    with pytest.raises(kaikaku.InternalError):
        kaikaku.table("plans", [kaikaku.Bundle(b"{}")])
