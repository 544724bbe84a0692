"""Documents converted in worker processes, which may die without harm."""

from __future__ import annotations

import json
import os
import tempfile
import threading
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from queue import SimpleQueue
from types import TracebackType
from typing import Any, Iterable, Iterator, Literal, Unpack

from kaikaku import _native
from kaikaku.bundle import Bundle
from kaikaku.conversion import Options, Path, settings_of
from kaikaku.worker import command

Status = Literal["ok", "partial", "skipped", "failed", "crashed", "timeout", "out_of_memory"]
"""How a conversion ended, in the words of ``manifest.jsonl``."""

TIMEOUT = 300.0
"""Seconds that a document may take if nothing else is said."""
MEMORY_LIMIT = 4 << 30
"""Bytes of address space that a worker may take if nothing else is said."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document."""

    path: str
    """Its name, as given and joined with the path below it."""
    status: Status
    """``ok`` and ``partial`` have a bundle; ``skipped`` is a file of a folder that is no document."""
    cause: str | None
    """Why there is no bundle, and what to do."""
    bundle: Bundle | None
    """What the document says."""
    row: dict[str, Any] = field(repr=False)
    """The row of ``manifest.jsonl``."""


class Worker:
    """One worker process with limits of time and memory; a document that kills it costs itself alone.

    What crashes is tried once more with a fresh process. Limits of memory hold on Linux only.

    >>> import kaikaku
    >>> with kaikaku.Worker(timeout=60) as worker:
    ...     worker.convert("指標,区分,H22年度\\n収納率,目標値,94.9%\\n".encode(), "sheet.csv").status
    'ok'
    """

    def __init__(
        self,
        *,
        timeout: float = TIMEOUT,
        memory_limit: int | None = MEMORY_LIMIT,
        threads: int = 1,
        **options: Unpack[Options],
    ) -> None:
        self._desk = _native.Desk(command(), settings_of(options), timeout, memory_limit, threads)
        self._aside = tempfile.TemporaryDirectory(prefix="kaikaku-in-")
        # One document at a time, and the answer to whoever asked.
        self._turn = threading.RLock()
        self._open = True

    def convert(self, source: Path | bytes, name: str | None = None, *, named: bool = True) -> Outcome:
        """Converts one document, given by its path or by its bytes.

        ``named`` is false for a file that was found and not asked for: of an unknown type it is ``skipped``.

        Raises:
            MachineError: if no worker can be started, or it cannot write.
        """
        if not isinstance(source, (bytes, bytearray, memoryview)):
            path = os.fspath(source)
            return self.see_to((name or path, path, named, None))
        # A worker reads files: whatever the bytes are, they are not in its way to its parent.
        aside = os.path.join(self._aside.name, "document")
        with self._turn:
            self._expect_open()
            with open(aside, "wb") as file:
                file.write(source)
            return self.see_to((name or "-", aside, named, None))

    def see_to(self, given: _native.Input) -> Outcome:
        """Converts what :func:`inputs` found."""
        with self._turn:
            self._expect_open()
            shown, bundle = self._desk.convert(given)
        row = json.loads(shown)
        return Outcome(
            path=row["path"],
            status=row["status"],
            cause=row["cause"],
            bundle=None if bundle is None else Bundle(bundle),
            row=row,
        )

    def _expect_open(self) -> None:
        if not self._open:
            raise ValueError("the worker is closed")

    def close(self) -> None:
        """Ends the process."""
        self._open = False
        self._desk.close()
        self._aside.cleanup()

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def inputs(
    paths: Path | Iterable[Path],
    *,
    include: Iterable[str] = (),
    exclude: Iterable[str] = (),
    without: Path = ".kaikaku",
) -> list[_native.Input]:
    """The documents under the given paths, as the command line finds them: by name, each once, hidden files and the
    folder ``without`` left out."""
    if isinstance(paths, (str, os.PathLike)):
        paths = [paths]
    given = [os.fspath(path) for path in paths]
    return _native.inputs(given, list(include), list(exclude), os.fspath(without))


def convert_many(
    paths: Path | Iterable[Path],
    *,
    jobs: int | None = None,
    timeout: float = TIMEOUT,
    memory_limit: int | None = MEMORY_LIMIT,
    include: Iterable[str] = (),
    exclude: Iterable[str] = (),
    **options: Unpack[Options],
) -> Iterator[Outcome]:
    """Converts files and folders in ``jobs`` worker processes, one a core if none is said.

    Gives one outcome an input, by name, as they are done: a bad document has a status and a cause, and raises
    nothing. At most a few outcomes a worker are held at once.

    >>> import pathlib, tempfile
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.csv").write_text("指標,区分,H22年度\\n収納率,目標値,94.9%\\n", "utf-8")
    >>> _ = (folder / "b.pdf").write_text("%PDF-1.7\\n", "utf-8")
    >>> [outcome.status for outcome in convert_many(folder, jobs=1)]
    ['ok', 'failed']

    Raises:
        SettingsError: if an option says what cannot be done.
        MachineError: if no worker can be started.
    """
    found = inputs(paths, include=include, exclude=exclude)
    jobs = max(1, min(jobs or len(os.sched_getaffinity(0)), len(found)))
    settings_of(options)
    return _spread(found, jobs, timeout, memory_limit, options)


def _spread(
    found: list[_native.Input], jobs: int, timeout: float, memory_limit: int | None, options: Options
) -> Iterator[Outcome]:
    free: SimpleQueue[Worker] = SimpleQueue()
    workers = [Worker(timeout=timeout, memory_limit=memory_limit, **options) for _ in range(jobs)]
    for worker in workers:
        free.put(worker)

    def one(given: _native.Input) -> Outcome:
        worker = free.get()
        try:
            return worker.see_to(given)
        finally:
            free.put(worker)

    waiting: deque[Future[Outcome]] = deque()
    with ThreadPoolExecutor(jobs) as threads:
        try:
            for given in found:
                waiting.append(threads.submit(one, given))
                if len(waiting) >= 4 * jobs:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            # Whoever stops in the middle waits for nothing.
            for future in waiting:
                future.cancel()
            for worker in workers:
                worker.close()
