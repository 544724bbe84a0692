"""What Ray, Spark and others share: a batch of files becomes a batch of rows, and rows become the dataset.

An engine may run a task again, lose one, or run it twice. So every file becomes one row whatever happens to it, and
at the end as many rows as there were inputs have to be there, each once; a difference is an error. The dataset is
keyed by the hash of the content and every file of it is written aside and renamed.
"""

from __future__ import annotations

import atexit
import json
import os
import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Iterable, Iterator

import pyarrow
import pyarrow.dataset

from kaikaku import _native
from kaikaku._native import ConflictError
from kaikaku.conversion import Options
from kaikaku.desk import MEMORY_LIMIT, TIMEOUT, Outcome, Worker, inputs

SCHEMA = pyarrow.schema(
    [
        pyarrow.field("path", pyarrow.string(), nullable=False),
        pyarrow.field("status", pyarrow.string(), nullable=False),
        pyarrow.field("document_id", pyarrow.string()),
        pyarrow.field("cause", pyarrow.string()),
        pyarrow.field("row", pyarrow.string(), nullable=False),
        pyarrow.field("bundle", pyarrow.large_binary()),
    ]
)
"""One row an input: ``row`` is its row of the manifest and ``bundle`` its bundle, both JSON."""

ROWS = "converted"
"""The folder of a dataset where an engine puts its rows, as Parquet."""


@dataclass(frozen=True)
class Terms:
    """How documents are converted, wherever that is; it is sent to every task."""

    timeout: float = TIMEOUT
    """Seconds that a document may take."""
    memory_limit: int | None = MEMORY_LIMIT
    """Bytes of address space that a worker may take."""
    options: Options = field(default_factory=Options)
    """What decides how a document is converted."""

    def worker(self) -> Worker:
        """The worker of this process for these terms: one, which stays from task to task."""
        key = json.dumps([self.timeout, self.memory_limit, self.options], default=str, sort_keys=True)
        with _WORKERS_LOCK:
            owner, worker = _WORKERS.get(key, (0, None))
            # A process that was forked has its parent's objects and none of its threads.
            if worker is None or owner != os.getpid():
                worker = Worker(timeout=self.timeout, memory_limit=self.memory_limit, **self.options)
                _WORKERS[key] = (os.getpid(), worker)
                atexit.register(worker.close)
            return worker


_WORKERS: dict[str, tuple[int, Worker]] = {}
_WORKERS_LOCK = threading.Lock()


class Archive:
    """The inputs of a run: what an engine is to read, and what it cannot."""

    def __init__(self, found: Iterable[_native.Input]) -> None:
        self.names: dict[str, tuple[str, bool]] = {}
        """By absolute path, what the engine reads: the name, and whether it was given as such."""
        self.others: list[_native.Input] = []
        """What no engine reads: links, pipes, files without permission, names that are not Unicode."""
        for given in found:
            name, path, named, trouble = given
            path = os.path.abspath(path)
            plain = trouble is None and _is_unicode(path) and path not in self.names
            if plain and os.path.isfile(path) and os.access(path, os.R_OK):
                self.names[path] = (name, named)
            else:
                self.others.append(given)

    @classmethod
    def of(cls, paths: Any, out: str, **globs: Any) -> Archive:
        """The documents under paths, as the command line finds them."""
        return cls(inputs(paths, without=out, **globs))

    def __len__(self) -> int:
        return len(self.names) + len(self.others)

    def expected(self) -> Counter[str]:
        """The names of all inputs."""
        return Counter([name for name, _ in self.names.values()] + [given[0] for given in self.others])


def _is_unicode(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def convert_batch(
    files: Iterable[tuple[str, bytes]], names: dict[str, tuple[str, bool]], terms: Terms
) -> pyarrow.Table:
    """Converts files, given by absolute path and bytes, to rows of :data:`SCHEMA`."""
    worker = terms.worker()
    outcomes = []
    for path, data in files:
        name, named = names[path]
        outcomes.append(worker.convert(data, name, named=named))
    return rows_of(outcomes)


def rows_of(outcomes: Iterable[Outcome]) -> pyarrow.Table:
    """Outcomes as rows of :data:`SCHEMA`."""
    rows = [
        {
            "path": outcome.path,
            "status": outcome.status,
            "document_id": outcome.row["document_id"],
            "cause": outcome.cause,
            "row": json.dumps(outcome.row, ensure_ascii=False),
            "bundle": None if outcome.bundle is None else outcome.bundle.to_json(),
        }
        for outcome in outcomes
    ]
    return pyarrow.Table.from_pylist(rows, schema=SCHEMA)


def reconcile(expected: Counter[str], found: Counter[str]) -> None:
    """Compares the inputs with the rows that came out.

    Raises:
        ConflictError: if an input has no row, or more than one, or a row no input.
    """
    faults = []
    for fault, names in [("missing", expected - found), ("too many", found - expected)]:
        if names:
            some = ", ".join(sorted(names)[:5])
            faults.append(f"{names.total()} {fault} ({some}{', …' if len(names) > 5 else ''})")
    if faults:
        raise ConflictError(
            f"{expected.total()} inputs, {found.total()} rows: {'; '.join(faults)}; run again, and report this"
        )


def gather(archive: Archive, rows: str, out: str, terms: Terms, jobs: int = 1) -> dict[str, int]:
    """Reconciles the Parquet files in ``rows`` with the inputs and writes the dataset: the one that
    ``kaikaku convert`` writes of the same inputs, but for the seconds in its manifest.

    Gives the number of inputs by status.

    Raises:
        ConflictError: if an input is missing or there twice, or not all machines have one version.
    """
    parts = pyarrow.dataset.dataset(rows, schema=SCHEMA, format="parquet", exclude_invalid_files=False)
    found = Counter(given[0] for given in archive.others)
    for batch in parts.to_batches(columns=["path"]):
        found.update(batch["path"].to_pylist())
    reconcile(archive.expected(), found)
    gathering = _native.Gathering(out)
    for row, bundle in _rows(parts):
        gathering.add(row, bundle)
    for given in archive.others:
        outcome = terms.worker().see_to(given)
        bundle = None if outcome.bundle is None else outcome.bundle.to_json()
        gathering.add(json.dumps(outcome.row, ensure_ascii=False), bundle)
    return dict(gathering.finish(len(archive), jobs))


def _rows(parts: pyarrow.dataset.Dataset) -> Iterator[tuple[str, bytes | None]]:
    for batch in parts.to_batches(columns=["row", "bundle"], batch_size=64):
        for row, bundle in zip(batch["row"], batch["bundle"]):
            yield row.as_py(), bundle.as_py()
