"""What the tests of Ray and Spark share: archives, what is expected of them, and hands that kill."""

from __future__ import annotations

import json
import os
import pathlib
import shutil
import signal
import subprocess
import threading
import time

import pyarrow.parquet

from conftest import ROOT, sheet

TIMEOUT = 5.0
MEMORY_LIMIT = 2 << 30
BAD = {"abort.txt": "crashed", "hang.txt": "timeout", "memory.txt": "out_of_memory"}


def hostile(folder: pathlib.Path) -> pathlib.Path:
    """500 documents, among them one that aborts, one that hangs and one that eats memory."""
    folder.mkdir()
    for number in range(497):
        (folder / f"sheet{number:03}.txt").write_text(sheet(number), "utf-8")
    for name in BAD:
        what = name.removesuffix(".txt")
        (folder / name).write_text(f"kaikaku-test-fault: {what}\n", "utf-8")
    return folder


def mixed(folder: pathlib.Path) -> pathlib.Path:
    """The corpus, and whatever else an archive holds: odd names, doubles, no documents, nothing at all."""
    shutil.copytree(ROOT / "corpus" / "documents", folder)
    for number, name in enumerate(["a b#1.txt", "c[1]*.txt", "%41?.txt", "_d.txt", "{e,f}.txt", "市.txt", "a:b.txt"]):
        (folder / name).write_text(sheet(number), "utf-8")
    (folder / "sub").mkdir()
    for name in ["y.txt", "x.txt", "sub/a.txt", "sub/a.tsv"]:
        (folder / name).write_text(sheet(77), "utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "film.mp4").write_bytes(bytes([0, 1, 2, 3]) * 64)
    (folder / "damaged.pdf").write_bytes(b"%PDF-1.7\n%%EOF\n")
    (folder / "link.txt").symlink_to("x.txt")
    with open(os.fsencode(folder / "n") + b"\xff.txt", "w", encoding="utf-8") as file:
        file.write(sheet(78))
    return folder


def command_line(folder: pathlib.Path, out: pathlib.Path) -> None:
    """The dataset that `kaikaku convert` writes."""
    binary = os.environ["KAIKAKU"]
    limits = ["--timeout", str(TIMEOUT), "--memory-limit", str(MEMORY_LIMIT), "--quiet"]
    ended = subprocess.run(
        [binary, "convert", folder, "--out", out, *limits],
        env=os.environ | {"KAIKAKU_TEST_FAULTS": "1"},
        capture_output=True,
    )
    assert ended.returncode in (0, 1)


def assert_same(one: pathlib.Path, other: pathlib.Path) -> None:
    """The same files with the same bytes, but for the seconds of a manifest and the rows of the engine."""
    files = {path.relative_to(one) for path in one.rglob("*") if path.is_file()}
    others = (path.relative_to(other) for path in other.rglob("*") if path.is_file())
    assert files == {path for path in others if path.parts[0] != "converted"}
    assert len(files) > 10
    for path in sorted(files):
        if path.name == "manifest.jsonl":
            assert timeless(one) == timeless(other)
        else:
            assert (one / path).read_bytes() == (other / path).read_bytes(), path


def timeless(out: pathlib.Path) -> list[dict[str, object]]:
    lines = (out / "manifest.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) | {"seconds": 0} for line in lines]


def assert_hostile_outcome(folder: pathlib.Path, out: pathlib.Path, counts: dict[str, int]) -> None:
    """497 of success, 3 of failure with the right status, none missing, none twice: in the manifest and in Parquet."""
    assert counts == {"ok": 497, "crashed": 1, "timeout": 1, "out_of_memory": 1}
    expected = {str(path): BAD.get(path.name, "ok") for path in folder.iterdir()}
    rows = pyarrow.parquet.read_table(out / "converted")
    for found in (timeless(out), rows.to_pylist()):
        assert len(found) == 500
        assert {row["path"]: row["status"] for row in found} == expected


class Killer(threading.Thread):
    """Kills one process of a kind once an engine is half-way, as a machine that fails would."""

    def __init__(self, out: pathlib.Path, kind: str) -> None:
        super().__init__(daemon=True)
        self.out, self.kind, self.killed = out, kind, 0

    def run(self) -> None:
        deadline = time.monotonic() + 120
        while not self.killed and time.monotonic() < deadline:
            time.sleep(0.02)
            if not any(self.out.glob("converted/**/*.parquet")):
                continue
            for process in workers():
                victim = process if self.kind == "worker" else parent(process)
                if victim > 1 and victim != os.getpid():
                    os.kill(victim, signal.SIGKILL)
                    self.killed = victim
                    break


def workers() -> list[int]:
    """The worker processes of kaikaku that are below this process."""
    found = []
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
            if any(b"kaikaku.worker" in word for word in words) and is_below(int(folder.name)):
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def parent(process: int) -> int:
    stat = pathlib.Path(f"/proc/{process}/stat").read_text()
    return int(stat.rsplit(")", 1)[1].split()[1])


def is_below(process: int) -> bool:
    while process > 1:
        process = parent(process)
        if process == os.getpid():
            return True
    return False
