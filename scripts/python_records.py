#!/usr/bin/env python3
"""Writes python/kaikaku/records.py, the record model as Python classes, from schemas/bundle.schema.json.

    scripts/python_records.py          write it
    scripts/python_records.py --print  print it
"""

import json
import pathlib
import sys
import textwrap

ROOT = pathlib.Path(__file__).resolve().parent.parent
SCHEMA = ROOT / "schemas" / "bundle.schema.json"
PLACE = ROOT / "python" / "kaikaku" / "records.py"

HEAD = '''"""The record model as Python classes. Written by scripts/python_records.py from schemas/bundle.schema.json."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, Mapping, Optional
'''

PLAIN = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}


def docstring(text, indent):
    lines = textwrap.wrap(text, 110 - len(indent))
    if len(lines) == 1:
        return f'{indent}"""{lines[0]}"""\n'
    return f'{indent}"""{lines[0]}\n' + "".join(f"{indent}{line}\n" for line in lines[1:]) + f'{indent}"""\n'


class Model:
    def __init__(self, schema):
        self.schemas = schema["$defs"]
        self.written = []

    def target(self, schema):
        """The schema that another refers to, with its name."""
        name = schema["$ref"].rsplit("/", 1)[1]
        return name, self.schemas[name]

    def value(self, schema, given):
        """The type of a value, and what makes it of the JSON value `given`."""
        if "anyOf" in schema:
            inner = next(one for one in schema["anyOf"] if one.get("type") != "null")
            kind, made = self.value(inner, given)
            return f"Optional[{kind}]", made if made == given else f"None if {given} is None else {made}"
        if "$ref" in schema:
            name, target = self.target(schema)
            if "properties" in target:
                return name, f"{name}.from_dict({given})"
            return self.value(target, given)
        if "oneOf" in schema or "enum" in schema or "const" in schema:
            words = schema.get("enum") or [one["const"] for one in schema.get("oneOf", [schema])]
            return f"Literal[{', '.join(json.dumps(word) for word in words)}]", given
        kind = schema.get("type")
        if isinstance(kind, list):
            inner = dict(schema, type=next(one for one in kind if one != "null"))
            inner, made = self.value(inner, given)
            return f"Optional[{inner}]", made if made == given else f"None if {given} is None else {made}"
        if kind == "array":
            inner, made = self.value(schema["items"], "one")
            return f"tuple[{inner}, ...]", f"tuple({given})" if made == "one" else f"tuple({made} for one in {given})"
        return PLAIN.get(kind, "Any"), given

    def write(self, name):
        """Writes a class after those that it is made of."""
        if name in self.written:
            return ""
        schema = self.schemas[name]
        text = ""
        for property in schema["properties"].values():
            for reference in references(property):
                if "properties" in self.schemas[reference]:
                    text += self.write(reference)
        self.written.append(name)
        fields, makers = "", ""
        required = schema.get("required", [])
        for key, property in schema["properties"].items():
            given = f'data["{key}"]'
            kind, made = self.value(property, given)
            if key not in required:
                empty = "()" if kind.startswith("tuple") else "None"
                made = f'{made} if "{key}" in data else {empty}'
            fields += f"    {key}: {kind}\n" + docstring(property.get("description", ""), "    ")
            makers += f"            {key}={made},\n"
        return text + (
            f"\n\n@dataclass(frozen=True, slots=True)\nclass {name}:\n"
            + docstring(schema.get("description", name), "    ")
            + "\n" + fields
            + f"\n    @classmethod\n    def from_dict(cls, data: Mapping[str, Any]) -> {name}:\n"
            + '        """Makes it of the object that stands in a bundle."""\n'
            + f"        return cls(\n{makers}        )\n"
        )


def references(schema):
    if isinstance(schema, dict):
        if "$ref" in schema:
            yield schema["$ref"].rsplit("/", 1)[1]
        for inner in schema.values():
            yield from references(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from references(inner)


def main():
    schema = json.loads(SCHEMA.read_text("utf-8"))
    model = Model(schema)
    text = HEAD
    for property in schema["properties"].values():
        for reference in references(property):
            text += model.write(reference)
    if sys.argv[1:] == ["--print"]:
        print(text, end="")
    else:
        PLACE.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
