"""One document."""

from __future__ import annotations

import dataclasses
import json
import os
import pathlib
import pickle
import subprocess
import sys
import threading
import time

import pytest

import kaikaku
from kaikaku import _native, records
from conftest import sheet

SHEET = "corpus/documents/evaluation-sheet-tsv-eucjp-003.tsv"


def plain(value):
    """A record as JSON would have it."""
    if dataclasses.is_dataclass(value):
        value = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        return [plain(inner) for inner in value]
    return value


def with_optional(data, record):
    """An object of a bundle with the keys that are left out where they say nothing."""
    extra = {"absent": None, "continues": None, "rules": [], "corrected": []}
    names = {field.name for field in dataclasses.fields(record)}
    return {key: value for key, value in extra.items() if key in names} | data


def test_path_and_bytes_give_the_same(root: pathlib.Path) -> None:
    by_path = kaikaku.convert(SHEET)
    by_bytes = kaikaku.convert((root / SHEET).read_bytes(), name=SHEET)
    assert by_path == by_bytes
    assert kaikaku.convert(pathlib.Path(SHEET)) == by_path
    assert by_path.document.source.path == SHEET
    assert len(by_path.plans) > 0 and len(by_path.results) > 0


def test_typed_records_say_what_the_json_says(root: pathlib.Path) -> None:
    seen = 0
    for path in sorted(root.glob("corpus/documents/*"))[::7]:
        if path.is_dir():
            continue
        bundle = kaikaku.convert(path)
        data = bundle.to_dict()
        assert plain(bundle.document) == with_optional(data["document"], bundle.document)
        for name in kaikaku.TABLES[1:]:
            for record, object in zip(getattr(bundle, name), data[name], strict=True):
                assert plain(record) == with_optional(object, record)
                seen += 1
    assert seen > 100


def test_the_classes_are_those_of_the_record_model(root: pathlib.Path) -> None:
    script = root / "scripts" / "python_records.py"
    printed = subprocess.run([sys.executable, script, "--print"], capture_output=True, check=True)
    assert printed.stdout.decode() == pathlib.Path(records.__file__).read_text("utf-8")
    assert json.loads(_native.schema("bundle")) == json.loads(
        (root / "schemas" / "bundle.schema.json").read_text("utf-8")
    )


def test_options_reach_the_conversion(tmp_path: pathlib.Path) -> None:
    data = sheet(1).encode()
    assert kaikaku.convert(data, municipality="海辺市").document.municipality.name == "海辺市"
    towns = tmp_path / "towns.tsv"
    towns.write_text("990019\t架空県\t架空市\n", "utf-8")
    bundle = kaikaku.convert(data, municipality="架空市", municipalities=towns)
    assert bundle.document.municipality.code == "990019"
    with pytest.raises(kaikaku.SettingsError, match="no prefecture"):
        kaikaku.convert(data, prefecture="無い県")
    with pytest.raises(kaikaku.SettingsError, match="no form is called"):
        kaikaku.convert(data, form="nothing")
    with pytest.raises(FileNotFoundError):
        kaikaku.convert(data, form="nothing.toml")


def test_faults_of_documents_are_exceptions(tmp_path: pathlib.Path) -> None:
    with pytest.raises(kaikaku.DocumentError, match="empty"):
        kaikaku.convert(b"")
    with pytest.raises(kaikaku.UnknownTypeError):
        kaikaku.convert(bytes([0, 1, 2, 3]) * 64)
    with pytest.raises(kaikaku.DocumentError, match="damaged"):
        kaikaku.convert(b"%PDF-1.7\n%%EOF\n")
    with pytest.raises(FileNotFoundError):
        kaikaku.convert(tmp_path / "not-there.pdf")


def test_a_panic_is_an_ordinary_exception(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(kaikaku.InternalError, match="defect of kaikaku") as caught:
        _native._break_off()
    assert isinstance(caught.value, Exception)
    assert capfd.readouterr().err == ""


def test_other_threads_run_meanwhile(root: pathlib.Path) -> None:
    data = sheet(1).encode() + b"".join(sheet(n).split("\n")[1].encode() + b"\n" for n in range(4000))
    counted, stop = [0], threading.Event()

    def count() -> None:
        while not stop.is_set():
            counted[0] += 1
            time.sleep(0.001)

    thread = threading.Thread(target=count)
    thread.start()
    try:
        before, began = counted[0], time.monotonic()
        kaikaku.convert(data, name="long.tsv")
        took, steps = time.monotonic() - began, counted[0] - before
    finally:
        stop.set()
        thread.join()
    assert took > 0.05, "too quick to tell"
    # With the lock held there would be one step at most.
    assert steps > 5, f"{steps} steps in {took:.3f} s"


def test_a_forked_process_converts(root: pathlib.Path) -> None:
    expected = kaikaku.convert(SHEET)
    child = os.fork()
    if child == 0:
        os._exit(0 if kaikaku.convert(SHEET) == expected else 1)
    deadline = time.monotonic() + 60
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            break
        if time.monotonic() > deadline:
            os.kill(child, 9)
            pytest.fail("the forked process hangs")
        time.sleep(0.01)
    assert os.waitstatus_to_exitcode(status) == 0


def test_bundles_can_be_pickled(root: pathlib.Path) -> None:
    bundle = kaikaku.convert(SHEET)
    assert pickle.loads(pickle.dumps(bundle)) == bundle
