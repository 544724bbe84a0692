#!/usr/bin/env python3
"""Measures what each way to many documents costs, on this machine with two workers, and that all ways agree.

    scripts/engines.sh target/engines          # installs Ray and Spark
    target/engines/bin/python scripts/scale.py [--documents 500] [--binary target/release/kaikaku]

Prints a table: seconds to start an engine, seconds to convert, and milliseconds a document.
"""

import argparse
import importlib.util
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import kaikaku

ROOT = pathlib.Path(__file__).resolve().parent.parent


def archive(folder, documents):
    """Sheets of forty indicators, no two alike."""
    folder.mkdir()
    for number in range(documents):
        rows = [f"収納率{row}\t%\t目標値\t{(number + row) % 100}.{number % 10}\n" for row in range(40)]
        text = f"事務事業名\t事業{number}\n指標\t単位\t区分\tH22年度\n" + "".join(rows)
        (folder / f"{number:05}.tsv").write_text(text, "utf-8")


def command_line(binary, folder, out):
    subprocess.run([binary, "convert", folder, "--out", out, "--jobs", "2", "--quiet"], check=True, stdout=subprocess.DEVNULL)


def array(binary, folder, out):
    """As two jobs of a Slurm array and the one after them."""
    script = ROOT / "examples" / "slurm.sh"
    environment = os.environ | {"KAIKAKU": str(binary), "SLURM_ARRAY_TASK_COUNT": "2", "SLURM_CPUS_PER_TASK": "1"}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    jobs = [
        subprocess.Popen([script, folder, out], env=environment | {"SLURM_ARRAY_TASK_ID": part}, **quiet)
        for part in "12"
    ]
    assert [job.wait() for job in jobs] == [0, 0]
    subprocess.run([script, "--merge", out], env=environment, check=True, **quiet)


def start_ray():
    import ray

    import kaikaku.ray

    ray.init(num_cpus=2, include_dashboard=False, logging_level="ERROR")
    return lambda folder, out: kaikaku.ray.convert(folder, out)


def start_spark():
    described = importlib.util.spec_from_file_location("spark_example", ROOT / "examples" / "spark.py")
    example = importlib.util.module_from_spec(described)
    described.loader.exec_module(example)
    spark = example.session("local[2,4]")
    return lambda folder, out: example.convert(spark, [str(folder)], str(out), example.Terms())


def python(folder, out):
    """An iterator and no dataset."""
    assert all(outcome.status == "ok" for outcome in kaikaku.convert_many(folder, jobs=2))


def tables(out):
    return {path.name: path.read_bytes() for path in out.glob("*.jsonl") if path.name != "manifest.jsonl"}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--binary", type=pathlib.Path, default=ROOT / "target" / "release" / "kaikaku")
    given = parser.parse_args()
    binary = given.binary.resolve()
    ways = {
        "`kaikaku convert --jobs 2`": lambda: lambda folder, out: command_line(binary, folder, out),
        "two shards and `merge`": lambda: lambda folder, out: array(binary, folder, out),
        "`kaikaku.convert_many(jobs=2)`": lambda: python,
        "`kaikaku.ray`, two cores": start_ray,
        "`examples/spark.py`, `local[2,4]`": start_spark,
    }
    with tempfile.TemporaryDirectory() as place:
        place = pathlib.Path(place)
        archive(place / "in", given.documents)
        lines, expected = [], None
        for number, (way, start) in enumerate(ways.items()):
            out = place / f"set{number}"
            began = time.monotonic()
            convert = start()
            started = time.monotonic() - began
            began = time.monotonic()
            convert(place / "in", out)
            took = time.monotonic() - began
            if out.exists():
                expected = expected or tables(out)
                assert tables(out) == expected, f"{way}: another dataset"
            lines.append(f"| {way} | {started:.1f} | {took:.1f} | {1000 * took / given.documents:.0f} |")
    print("| way | start, s | conversion, s | a document, ms |\n| --- | --: | --: | --: |")
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
