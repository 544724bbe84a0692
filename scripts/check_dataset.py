"""Reads every table with DuckDB, pandas, polars and sqlite3, and compares types with the codebook.

check_dataset.py TABLES CODEBOOK    reads and compares
check_dataset.py --break-key TABLES lets the first plan name an item that does not exist
"""

import csv
import re
import sqlite3
import sys
from pathlib import Path

# The types of the codebook, as each program calls them.
NAMES = {
    "string": ("VARCHAR", "String", "string[pyarrow]"),
    "int32": ("INTEGER", "Int32", "int32[pyarrow]"),
    "int64": ("BIGINT", "Int64", "int64[pyarrow]"),
    "double": ("DOUBLE", "Float64", "double[pyarrow]"),
    "boolean": ("BOOLEAN", "Boolean", "bool[pyarrow]"),
}


def codebook(path):
    """The columns of every table with their Parquet types, parts of lists left out."""
    tables, table = {}, None
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            table = tables.setdefault(line[3:], {})
        row = re.match(r"\| `([^`]+)` \| [^|]* \| ([^|]+) \|", line)
        if row and "[]" not in row[1]:
            table[row[1]] = row[2].strip()
    return tables


def agrees(kind, place, name):
    if kind in NAMES:
        return name == NAMES[kind][place]
    return (name.endswith("[]"), name.startswith("List("), name.startswith("list<"))[place]


def expect(good, what):
    if not good:
        sys.exit(what)


def compare(folder, book):
    import duckdb
    import pandas
    import polars

    database = sqlite3.connect(folder / "kaikaku.sqlite")
    expect(not database.execute("PRAGMA foreign_key_check").fetchall(), "a broken key")
    for table, columns in codebook(book).items():
        file = str(folder / f"{table}.parquet")
        described = duckdb.sql(f"DESCRIBE SELECT * FROM '{file}'").fetchall()
        duck = {row[0]: row[1] for row in described}
        polar = polars.read_parquet(file)
        panda = pandas.read_parquet(file, dtype_backend="pyarrow")
        found = (
            duck,
            {name: str(kind) for name, kind in polar.schema.items()},
            {name: str(kind) for name, kind in panda.dtypes.items()},
        )
        for place, kinds in enumerate(found):
            expect(list(kinds) == list(columns), f"{table}: other columns: {list(kinds)}")
            for column, kind in columns.items():
                name = kinds[column].replace("large_string", "string")
                name = "string[pyarrow]" if place == 2 and name in ("string", "str") else name
                expect(agrees(kind, place, name), f"{table}.{column}: {kind} is read as {name}")
        with open(folder / f"{table}.csv", encoding="utf-8-sig", newline="") as text:
            in_csv = sum(1 for _ in csv.reader(text)) - 1
        in_sqlite = database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        counts = {len(polar), len(panda), in_csv, in_sqlite}
        expect(len(counts) == 1, f"{table}: {counts} rows")
        print(f"{table}: {in_csv} rows, {len(columns)} columns, as the codebook says")
    file = folder / "plans.parquet"
    cited = duckdb.sql(f"SELECT count(*) FROM (SELECT unnest(source) FROM '{file}')").fetchall()
    print(f"places cited by plans, unnested by DuckDB: {cited[0][0]}")


def break_key(folder):
    path = folder / "plans.csv"
    with open(path, encoding="utf-8-sig", newline="") as text:
        rows = list(csv.reader(text))
    rows[1][rows[0].index("item_id")] += "999"
    with open(path, "w", encoding="utf-8", newline="") as text:
        csv.writer(text).writerows(rows)


if sys.argv[1] == "--break-key":
    break_key(Path(sys.argv[2]))
else:
    compare(Path(sys.argv[1]), sys.argv[2])
