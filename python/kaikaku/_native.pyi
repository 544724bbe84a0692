"""The part that is Rust."""

import os
from typing import Optional, Sequence

Input = tuple[str, str | os.PathLike[str], bool, Optional[tuple[bool, str]]]
"""Name, path, whether it was named, and why it is no document: true if the machine is at fault, and the cause."""

class Error(Exception):
    """What kaikaku raises, but for wrong types and files that cannot be opened."""

class DocumentError(Error):
    """The document is at fault: empty, damaged, locked, or of a type that is not read."""

class UnknownTypeError(DocumentError):
    """The type of the document is not one that is read."""

class EncryptedError(DocumentError):
    """The document is locked by a password that is not empty."""

class SettingsError(Error):
    """An option says what cannot be done: a form that is none, a prefecture that does not exist."""

class MachineError(Error):
    """The machine is at fault: disk, permission, no worker that starts."""

class ConflictError(Error):
    """Inputs and outputs do not agree: something is missing, there twice, or made by another version."""

class InternalError(Error):
    """The conversion broke off, which is a defect of kaikaku: report it with the document."""

class Settings:
    def __init__(
        self,
        *,
        form: str | None = None,
        profile: str | None = None,
        no_forms: bool = False,
        municipality: str | None = None,
        prefecture: str | None = None,
        municipalities: str | None = None,
        no_derived: bool = False,
    ) -> None: ...

class Table:
    """Rows of one table, as pyarrow, polars, pandas and DuckDB take them."""

    @property
    def name(self) -> str:
        """The name of the table."""

    @property
    def column_names(self) -> list[str]:
        """The names of its columns."""

    def __len__(self) -> int: ...
    def __arrow_c_schema__(self) -> object: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

class Desk:
    def __init__(
        self,
        command: Sequence[str],
        settings: Settings,
        timeout: float,
        memory_limit: int | None,
        threads: int,
    ) -> None: ...
    def convert(self, input: Input) -> tuple[str, bytes | None]: ...
    def close(self) -> None: ...

class Gathering:
    def __init__(self, out: str | os.PathLike[str]) -> None: ...
    def add(self, row: str, bundle: bytes | None) -> None: ...
    def finish(self, inputs: int, threads: int) -> list[tuple[str, int]]: ...

def convert(bytes: bytes, name: str, settings: Settings) -> bytes: ...
def table(name: str, bundles: Sequence[bytes]) -> Table: ...
def schema(name: str) -> str: ...
def normalize(text: str, form: str) -> str: ...
def period(text: str, era: str | None, fiscal_year: int | None) -> str | None: ...
def inputs(
    paths: Sequence[str], include: Sequence[str], exclude: Sequence[str], without: str
) -> list[Input]: ...
def serve() -> None: ...
def _break_off() -> None: ...
