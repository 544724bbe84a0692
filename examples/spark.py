#!/usr/bin/env python3
"""Converts documents on Spark: ``examples/spark.py ARCHIVE --out DATASET``, or under ``spark-submit``.

Needs ``pip install './python[spark]'`` on every machine. Spark spreads the paths, its Python processes drive
kaikaku's worker processes by mapInArrow, and Parquet comes out, one row an input. At the end rows are reconciled with
inputs, and the dataset is written that ``kaikaku convert`` writes of the same inputs.

The inputs have to lie where all machines see them under the same path, and the dataset too.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from typing import Iterator

import pyarrow
from pyspark.sql import SparkSession

from kaikaku.pipeline import ROWS, SCHEMA, Archive, Terms, gather, rows_of

COLUMNS = "path string, status string, document_id string, cause string, row string, bundle binary"
TASKS_A_CORE = 4


def session(master: str) -> SparkSession:
    """A session whose Python processes are of this very interpreter: Spark would take whichever it finds first."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master(master).appName("kaikaku")
    # Few rows a batch: an outcome may be large, and one that hangs holds up the rest of its batch.
    builder = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", 16)
    return builder.config("spark.ui.enabled", "false").getOrCreate()


def convert(spark: SparkSession, paths: list[str], out: str, terms: Terms) -> dict[str, int]:
    """Converts files and folders, and gives the number of inputs by status."""
    out = os.path.abspath(out)
    archive = Archive.of(paths, out)
    rows = os.path.join(out, ROWS)
    shutil.rmtree(rows, ignore_errors=True)

    def converted(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for batch in batches:
            files = zip(*(batch[name].to_pylist() for name in ("name", "place", "named")))
            outcomes = [terms.worker().see_to((*file, None)) for file in files]
            # Spark's binary column is not the large one.
            table = rows_of(outcomes)
            yield from table.cast(SCHEMA.set(5, pyarrow.field("bundle", pyarrow.binary()))).to_batches()

    given = [(name, place, named) for place, (name, named) in sorted(archive.names.items())]
    files = spark.createDataFrame(given, "name string, place string, named boolean")
    tasks = max(1, min(len(given), TASKS_A_CORE * spark.sparkContext.defaultParallelism))
    files.repartition(tasks).mapInArrow(converted, COLUMNS).write.parquet(f"file://{rows}")
    return gather(archive, rows, out, terms, jobs=os.cpu_count() or 1)


def main() -> int:
    """The command line; exits with 1 if some documents failed."""
    parser = argparse.ArgumentParser(description="Convert documents to a dataset on Spark.")
    parser.add_argument("inputs", nargs="+", metavar="INPUT")
    parser.add_argument("--out", required=True, metavar="DIR")
    # `local[2]` alone would give a task up at its first failure.
    parser.add_argument("--master", default="local[2,4]")
    parser.add_argument("--timeout", type=float, default=300.0, metavar="SECONDS")
    parser.add_argument("--memory-limit", type=int, default=4 << 30, metavar="BYTES")
    given = parser.parse_args()
    terms = Terms(given.timeout, given.memory_limit)
    counts = convert(session(given.master), given.inputs, given.out, terms)
    print(f"converted {sum(counts.values())} documents: {counts}")
    return 0 if set(counts) <= {"ok", "partial", "skipped"} else 1


if __name__ == "__main__":
    sys.exit(main())
