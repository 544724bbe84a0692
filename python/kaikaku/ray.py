"""Documents converted on a Ray cluster: ``python -m kaikaku.ray ARCHIVE --out DATASET``.

Ray reads the files, its tasks drive kaikaku's worker processes, and Parquet comes out, one row an input. A document
that crashes, hangs or eats memory costs its own worker process and nothing of Ray's. At the end rows are reconciled
with inputs, and the dataset is written that ``kaikaku convert`` writes of the same inputs.

The inputs have to lie where all machines see them under the same path, and the dataset too.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from typing import Any, Iterable, Unpack

try:
    import pyarrow.parquet
    import ray
    import ray.data
except ImportError as missing:
    raise ImportError("kaikaku.ray needs Ray: pip install 'kaikaku[ray]'") from missing

from kaikaku import Error
from kaikaku.conversion import Options, Path
from kaikaku.desk import MEMORY_LIMIT, TIMEOUT
from kaikaku.pipeline import ROWS, Archive, Terms, convert_batch, gather, rows_of

TRIES = 5
"""So often Ray runs a task again whose process or machine died. Without a bound it would do so for ever."""
TASKS_A_CORE = 4
"""Work is cut into so many tasks a core, so that a slow one leaves no core idle for long."""
FILES_A_TASK = 256
"""And into more where a task would have more files than this: a task that is run again has not too much to do."""


def convert(
    paths: Path | Iterable[Path],
    out: Path,
    *,
    timeout: float = TIMEOUT,
    memory_limit: int | None = MEMORY_LIMIT,
    include: Iterable[str] = (),
    exclude: Iterable[str] = (),
    **options: Unpack[Options],
) -> dict[str, int]:
    """Converts files and folders on the cluster that this process is connected to, or on this machine.

    Writes ``out/converted``, Parquet with one row an input (see :data:`kaikaku.pipeline.SCHEMA`), and of it the
    dataset. Gives the number of inputs by status.

    Raises:
        ConflictError: if not every input came out once; the dataset is not written then.
        SettingsError: if an option says what cannot be done.
        ray.exceptions.RayError: if Ray fails.
    """
    out = os.path.abspath(out)
    terms = Terms(timeout, memory_limit, options)
    terms.worker()
    archive = Archive.of(paths, out, include=include, exclude=exclude)
    rows = os.path.join(out, ROWS)
    shutil.rmtree(rows, ignore_errors=True)
    os.makedirs(rows)
    if archive.names:
        _pipeline(archive, terms).write_parquet(rows, ray_remote_args={"max_retries": TRIES})
    else:
        pyarrow.parquet.write_table(rows_of([]), os.path.join(rows, "none.parquet"))
    return gather(archive, rows, out, terms, jobs=os.cpu_count() or 1)


def _pipeline(archive: Archive, terms: Terms) -> ray.data.Dataset:
    if not ray.is_initialized():
        ray.init()
    cores = int(ray.cluster_resources().get("CPU", 1))
    files = len(archive.names)
    tasks = max(min(files, TASKS_A_CORE * cores), -(-files // FILES_A_TASK))
    known = ray.put(archive.names)

    def converted(batch: Any) -> Any:
        data = zip(batch["path"].to_pylist(), (data.as_py() for data in batch["bytes"]))
        return convert_batch(data, ray.get(known), terms)

    read = ray.data.read_binary_files(
        sorted(archive.names),
        include_paths=True,
        override_num_blocks=tasks,
        ray_remote_args={"max_retries": TRIES},
    )
    return read.map_batches(
        converted,
        batch_size=16,
        batch_format="pyarrow",
        max_retries=TRIES,
    )


def main(arguments: list[str] | None = None) -> int:
    """The command line; the exit codes are those of ``kaikaku convert``."""
    parser = argparse.ArgumentParser(
        prog="kaikaku-ray", description="Convert documents to a dataset on a Ray cluster."
    )
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="files and folders")
    parser.add_argument("--out", required=True, metavar="DIR", help="the folder of the dataset")
    parser.add_argument("--address", help="the cluster; without it RAY_ADDRESS, or this machine")
    parser.add_argument("--timeout", type=float, default=TIMEOUT, metavar="SECONDS")
    parser.add_argument("--memory-limit", type=_size, default=MEMORY_LIMIT, metavar="SIZE", help="as in 512M or 4G")
    parser.add_argument("--include", action="append", default=[], metavar="GLOB")
    parser.add_argument("--exclude", action="append", default=[], metavar="GLOB")
    parser.add_argument("--form", metavar="ID|FILE")
    parser.add_argument("--no-forms", action="store_true")
    parser.add_argument("--municipality", metavar="NAME")
    parser.add_argument("--prefecture", metavar="NAME")
    parser.add_argument("--municipalities", metavar="FILE")
    parser.add_argument("--no-derived", action="store_true")
    given = vars(parser.parse_args(arguments))
    address = given.pop("address")
    try:
        if address is not None:
            ray.init(address=address)
        counts = convert(given.pop("inputs"), given.pop("out"), **given)
    except (Error, OSError) as error:
        print(f"kaikaku-ray: {error}", file=sys.stderr)
        return 3
    told = ", ".join(f"{count} {status}" for status, count in counts.items())
    print(f"converted {sum(counts.values())} documents: {told}")
    return 0 if set(counts) <= {"ok", "partial", "skipped"} else 1


def _size(text: str) -> int:
    digits, unit = text.rstrip("KMGT"), text.lstrip("0123456789")
    if not digits.isdecimal() or len(unit) > 1:
        raise argparse.ArgumentTypeError("write a size as in 512M or 4G")
    return int(digits) << 10 * " KMGT".index(unit or " ")


if __name__ == "__main__":
    sys.exit(main())
