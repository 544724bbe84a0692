"""Many documents in worker processes."""

from __future__ import annotations

import contextlib
import os
import pathlib
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

import kaikaku
from conftest import sheet
from kaikaku.worker import command


def archive(folder: pathlib.Path) -> pathlib.Path:
    for number in range(1, 9):
        (folder / f"sheet{number}.txt").write_text(sheet(number), "utf-8")
    for what in ("abort", "hang", "memory", "panic"):
        (folder / f"{what}.txt").write_text(f"kaikaku-test-fault: {what}\n", "utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "film.mp4").write_bytes(bytes([0, 1, 2, 3]) * 64)
    (folder / "link.txt").symlink_to("sheet1.txt")
    return folder


EXPECTED = {
    "abort.txt": "crashed",
    "panic.txt": "crashed",
    "hang.txt": "timeout",
    "memory.txt": "out_of_memory",
    "empty.txt": "failed",
    "film.mp4": "skipped",
    "link.txt": "skipped",
}


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_input_has_an_outcome(tmp_path: pathlib.Path, faults: None, jobs: int) -> None:
    folder = archive(tmp_path)
    outcomes = list(kaikaku.convert_many(folder, jobs=jobs, timeout=3, memory_limit=2 << 30))
    names = [pathlib.Path(outcome.path).name for outcome in outcomes]
    assert names == sorted(path.name for path in folder.iterdir())
    for name, outcome in zip(names, outcomes):
        assert outcome.status == EXPECTED.get(name, "ok"), outcome
        assert (outcome.bundle is None) == (outcome.cause is not None) == (name in EXPECTED)
        if outcome.bundle is not None:
            path = folder / name
            assert outcome.bundle == kaikaku.convert(path)


def test_settings_are_looked_through_before_the_first_document(tmp_path: pathlib.Path) -> None:
    with pytest.raises(kaikaku.SettingsError):
        kaikaku.convert_many(tmp_path, form="nothing")
    with pytest.raises(TypeError, match="no option is called colour"):
        kaikaku.convert_many(tmp_path, colour="red")  # type: ignore[call-arg]
    assert list(kaikaku.convert_many(tmp_path)) == []


def children() -> list[int]:
    """The processes that this one has started."""
    found = []
    for task in os.listdir("/proc/self/task"):
        # A thread may end while its neighbours are asked.
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            text = pathlib.Path(f"/proc/self/task/{task}/children").read_text()
            found += [int(child) for child in text.split()]
    return found


def test_a_killed_worker_costs_nothing() -> None:
    with kaikaku.Worker(timeout=60) as worker:
        first = worker.convert(sheet(1).encode(), "a.txt")
        killed = children()
        assert len(killed) == 1
        os.kill(killed[0], signal.SIGKILL)
        second = worker.convert(sheet(1).encode(), "a.txt")
        assert second.bundle == first.bundle and second.status == "ok"
        assert children() != killed
    with pytest.raises(ValueError, match="closed"):
        worker.convert(sheet(1).encode())


def test_several_threads_may_share_a_worker() -> None:
    with kaikaku.Worker(timeout=60) as worker, ThreadPoolExecutor(4) as threads:
        names = [f"{number}.txt" for number in range(40)]
        outcomes = list(threads.map(lambda name: worker.convert(sheet(len(name)).encode(), name), names))
    assert [outcome.path for outcome in outcomes] == names


def test_whoever_stops_in_the_middle_leaves_no_process(tmp_path: pathlib.Path) -> None:
    for number in range(40):
        (tmp_path / f"{number}.txt").write_text(sheet(number), "utf-8")
    outcomes = kaikaku.convert_many(tmp_path, jobs=2)
    assert next(outcomes).status == "ok"
    outcomes.close()  # type: ignore[attr-defined]
    deadline = time.monotonic() + 10
    while children() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert children() == []


def test_a_command_that_is_none_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert command()[0]
    monkeypatch.setattr("kaikaku.desk.command", lambda: ["/nonexistent/kaikaku"])
    with pytest.raises(kaikaku.MachineError, match="no worker can be started"):
        kaikaku.Worker().convert(b"a")
