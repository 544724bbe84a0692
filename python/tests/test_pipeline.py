"""What engines share, without an engine."""

from __future__ import annotations

import pathlib
from collections import Counter

import pyarrow.parquet
import pytest

import kaikaku
from conftest import sheet
from kaikaku.pipeline import Archive, Terms, convert_batch, gather, reconcile


def test_what_is_missing_or_there_twice_is_an_error() -> None:
    reconcile(Counter("abc"), Counter("abc"))
    with pytest.raises(kaikaku.ConflictError, match=r"3 inputs, 2 rows: 1 missing \(b\)"):
        reconcile(Counter("abc"), Counter("ac"))
    with pytest.raises(kaikaku.ConflictError, match=r"1 inputs, 2 rows: 1 too many \(a\)"):
        reconcile(Counter("a"), Counter("aa"))


def batch(archive: Archive, **options: str) -> pyarrow.Table:
    files = ((path, pathlib.Path(path).read_bytes()) for path in archive.names)
    return convert_batch(files, archive.names, Terms(timeout=60, options=options))  # type: ignore[arg-type]


def folder_of(place: pathlib.Path, count: int) -> pathlib.Path:
    place.mkdir()
    for number in range(count):
        (place / f"{number}.txt").write_text(sheet(number), "utf-8")
    return place


def test_rows_become_a_dataset(tmp_path: pathlib.Path) -> None:
    folder = folder_of(tmp_path / "in", 5)
    (folder / "again.txt").write_text(sheet(0), "utf-8")
    archive = Archive.of(folder, str(tmp_path / "set"))
    (tmp_path / "rows").mkdir()
    pyarrow.parquet.write_table(batch(archive), tmp_path / "rows" / "a.parquet")
    counts = gather(archive, str(tmp_path / "rows"), str(tmp_path / "set"), Terms())
    assert counts == {"ok": 6}
    assert len(list((tmp_path / "set" / "bundles").iterdir())) == 5
    assert not (tmp_path / "set" / ".kaikaku").exists()


def test_rows_of_another_version_or_other_options_are_refused(tmp_path: pathlib.Path) -> None:
    archive = Archive.of(folder_of(tmp_path / "in", 2), str(tmp_path / "set"))
    (tmp_path / "rows").mkdir()
    pyarrow.parquet.write_table(batch(archive).slice(0, 1), tmp_path / "rows" / "a.parquet")
    other = batch(archive, municipality="海辺市").slice(1, 1)
    pyarrow.parquet.write_table(other, tmp_path / "rows" / "b.parquet")
    with pytest.raises(kaikaku.ConflictError, match="put one version on all machines"):
        gather(archive, str(tmp_path / "rows"), str(tmp_path / "set"), Terms())
    assert not (tmp_path / "set" / "manifest.jsonl").exists()


def test_a_worker_stays_from_task_to_task() -> None:
    assert Terms(timeout=60).worker() is Terms(timeout=60).worker()
    assert Terms(timeout=60).worker() is not Terms(timeout=61).worker()
