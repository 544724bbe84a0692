"""Reads every table with DuckDB, pandas, polars and sqlite3, and compares types with the codebook.

check_dataset.py TABLES CODEBOOK    reads and compares
check_dataset.py --break-key TABLES lets the first plan name an item that does not exist
"""

import csv
import json
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
    del tables["manifest"]  # what became of every input, and no table
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
        named = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
        expect(named == list(columns), f"{table}: SQLite has other columns: {named}")
        in_sqlite = database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        counts = {len(polar), len(panda), in_csv, in_sqlite}
        expect(len(counts) == 1, f"{table}: {counts} rows")
        print(f"{table}: {in_csv} rows, {len(columns)} columns, as the codebook says")
    codes(folder, database)
    file = folder / "plans.parquet"
    cited = duckdb.sql(f"SELECT count(*) FROM (SELECT unnest(source) FROM '{file}')").fetchall()
    print(f"places cited by plans, unnested by DuckDB: {cited[0][0]}")


def codes(folder, database):
    """Codes begin with a zero in the north of Japan, and every program must keep it."""
    import duckdb
    import pandas
    import polars

    file, column = str(folder / "documents.parquet"), "municipality_code"
    lines = (folder / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    given = [json.loads(line)["municipality"]["code"] for line in lines]
    wanted = sorted(code for code in given if code)
    by_name = {"dtype": {column: "string"}, "encoding": "utf-8-sig"}
    in_csv = pandas.read_csv(folder / "documents.csv", **by_name)[column]
    read = {
        "DuckDB": [row[0] for row in duckdb.sql(f"SELECT {column} FROM '{file}'").fetchall()],
        "polars": polars.read_parquet(file)[column].to_list(),
        "pandas": pandas.read_parquet(file)[column].to_list(),
        "pandas, CSV": in_csv.to_list(),
        "sqlite3": [row[0] for row in database.execute(f"SELECT {column} FROM documents")],
    }
    for program, found in read.items():
        kept = sorted(code for code in found if isinstance(code, str))
        expect(kept == wanted, f"{program} reads codes as {kept} and not as {wanted}")
    zeros = sum(code.startswith("0") for code in wanted)
    print(f"codes with a leading zero, kept by every program: {zeros}")


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
