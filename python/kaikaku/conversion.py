"""One document, in this process."""

from __future__ import annotations

import os
import pathlib
from typing import TypedDict, Union

from kaikaku import _native
from kaikaku.bundle import Bundle

Path = Union[str, "os.PathLike[str]"]


class Options(TypedDict, total=False):
    """What decides how a document is converted; the command line has the same."""

    form: Path | None
    """The id of a built-in form profile, or the path of a TOML file."""
    no_forms: bool
    """Use no form profile."""
    municipality: str | None
    """The municipality that published the document, where it does not say."""
    prefecture: str | None
    """Its prefecture, for a name that several municipalities have."""
    municipalities: Path | None
    """A file of further municipalities: code, prefecture and name a line, with tabs between."""
    no_derived: bool
    """Leave out derived cells (達成率, 進捗率)."""


def settings_of(options: Options) -> _native.Settings:
    """The options looked through, files read."""
    given = dict(options)
    unknown = given.keys() - Options.__annotations__.keys()
    if unknown:
        raise TypeError(f"no option is called {', '.join(sorted(unknown))}")
    form = given.pop("form", None)
    profile = None
    if form is not None and (not isinstance(form, str) or set(form) & set("/\\.")):
        form, profile = None, pathlib.Path(form).read_text("utf-8")  # type: ignore[arg-type]
    municipalities = given.pop("municipalities", None)
    if municipalities is not None:
        municipalities = pathlib.Path(municipalities).read_text("utf-8")  # type: ignore[arg-type]
    return _native.Settings(form=form, profile=profile, municipalities=municipalities, **given)  # type: ignore[arg-type]


def convert(
    source: Path | bytes,
    *,
    name: str | None = None,
    form: Path | None = None,
    no_forms: bool = False,
    municipality: str | None = None,
    prefecture: str | None = None,
    municipalities: Path | None = None,
    no_derived: bool = False,
) -> Bundle:
    """Converts one document, given by its path or by its bytes, in this process.

    ``name`` is what the bundle calls the document, the path if none is given, ``-`` for bytes; its ending may
    tell how a text sheet is read. The other options are those of :class:`kaikaku.conversion.Options`. Other Python
    threads run meanwhile. A document that crashes takes this process along: where that must not be, see
    :func:`kaikaku.convert_many`.

    >>> bundle = convert("指標,区分,H22年度\\n収納率,目標値,94.9%\\n".encode(), name="sheet.csv")
    >>> bundle.plans[0].quantity.value, bundle.plans[0].period.fiscal_year
    (94.9, 2010)

    Raises:
        DocumentError: if the document cannot be read at all; what is read in part has warnings.
        SettingsError: if an option says what cannot be done.
        InternalError: if the conversion broke off.
        OSError: if the file cannot be read.
    """
    settings = settings_of(
        {
            "form": form,
            "no_forms": no_forms,
            "municipality": municipality,
            "prefecture": prefecture,
            "municipalities": municipalities,
            "no_derived": no_derived,
        }
    )
    if isinstance(source, (bytes, bytearray, memoryview)):
        return Bundle(_native.convert(bytes(source), name or "-", settings))
    path = os.fspath(source)
    with open(path, "rb") as file:
        return Bundle(_native.convert(file.read(), name or path, settings))
