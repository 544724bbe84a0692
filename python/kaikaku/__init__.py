"""Japanese city reform documents become records that can be compared across cities and years.

>>> import kaikaku
>>> kaikaku.normalize("ﾎﾞﾗﾝﾃｨｱ")
'ボランティア'
>>> kaikaku.period("平成31年度").period.fiscal_year
2019
"""

from kaikaku._native import (
    ConflictError,
    DocumentError,
    EncryptedError,
    Error,
    InternalError,
    MachineError,
    SettingsError,
    Table,
    UnknownTypeError,
)
from kaikaku.bundle import TABLES, Bundle, table
from kaikaku.conversion import convert
from kaikaku.desk import Outcome, Worker, convert_many
from kaikaku.text import Reading, normalize, period

__all__ = [
    "TABLES",
    "Bundle",
    "ConflictError",
    "DocumentError",
    "EncryptedError",
    "Error",
    "InternalError",
    "MachineError",
    "Outcome",
    "Reading",
    "SettingsError",
    "Table",
    "UnknownTypeError",
    "Worker",
    "convert",
    "convert_many",
    "normalize",
    "period",
    "table",
]
