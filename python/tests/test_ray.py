"""Ray: nothing lost, nothing twice, whatever dies. Needs Ray: scripts/engines.sh."""

from __future__ import annotations

import pathlib
from typing import Any, Iterator

import pytest

import engines
import kaikaku

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    import ray

    import kaikaku.ray

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KAIKAKU_TEST_FAULTS", "1")
        ray.init(num_cpus=2, include_dashboard=False)
        yield kaikaku.ray
        ray.shutdown()


def convert(cluster: Any, folder: pathlib.Path, out: pathlib.Path) -> dict[str, int]:
    limits = {"timeout": engines.TIMEOUT, "memory_limit": engines.MEMORY_LIMIT}
    counts: dict[str, int] = cluster.convert(folder, out, **limits)
    return counts


def test_bad_documents_cost_themselves_alone(cluster: Any, tmp_path: pathlib.Path) -> None:
    folder, out = engines.hostile(tmp_path / "in"), tmp_path / "set"
    engines.assert_hostile_outcome(folder, out, convert(cluster, folder, out))
    engines.command_line(folder, tmp_path / "whole")
    # A worker of the command line breaks as well.
    engines.assert_same(tmp_path / "whole", out)


@pytest.mark.parametrize("kind", ["worker", "task"])
def test_a_process_killed_half_way_changes_nothing(
    cluster: Any, tmp_path: pathlib.Path, kind: str
) -> None:
    folder, out = engines.hostile(tmp_path / "in"), tmp_path / "set"
    killer = engines.Killer(out, kind)
    killer.start()
    counts = convert(cluster, folder, out)
    killer.join()
    assert killer.killed
    engines.assert_hostile_outcome(folder, out, counts)


def test_the_dataset_is_that_of_the_command_line(cluster: Any, tmp_path: pathlib.Path) -> None:
    folder, out = engines.mixed(tmp_path / "in"), tmp_path / "set"
    counts = convert(cluster, folder, out)
    engines.command_line(folder, tmp_path / "whole")
    engines.assert_same(tmp_path / "whole", out)
    assert counts["skipped"] == 2 and counts["failed"] == 2
    # Once more into the same folder, as a run that is repeated.
    assert convert(cluster, folder, out) == counts
    engines.assert_same(tmp_path / "whole", out)


def test_a_row_that_is_lost_is_an_error(
    cluster: Any, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, out = tmp_path / "in", tmp_path / "set"
    folder.mkdir()
    for name in "abc":
        (folder / f"{name}.txt").write_text(engines.sheet(1), "utf-8")
    whole = cluster._pipeline
    monkeypatch.setattr(
        cluster, "_pipeline", lambda *given: whole(*given).filter(lambda row: "b.txt" not in row["path"])
    )
    with pytest.raises(kaikaku.ConflictError, match=r"3 inputs, 2 rows: 1 missing \(.*/in/b\.txt\)"):
        convert(cluster, folder, out)
    assert not (out / "manifest.jsonl").exists()


def test_the_command_line_of_ray(cluster: Any, tmp_path: pathlib.Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "set"
    folder.mkdir()
    (folder / "a.txt").write_text(engines.sheet(1), "utf-8")
    arguments = [str(folder), "--out", str(out), "--memory-limit", "2G"]
    assert cluster.main(arguments) == 0
    (folder / "b.txt").write_bytes(b"")
    assert cluster.main(arguments) == 1
    assert cluster.main([*arguments, "--prefecture", "無い県"]) == 3
