"""The record model as Python classes. Written by scripts/python_records.py from schemas/bundle.schema.json."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, Mapping, Optional


@dataclass(frozen=True, slots=True)
class DocumentSource:
    """The file a document was read from."""

    path: str
    """As given on the command line, joined with the path below it."""
    sha256: str
    """SHA-256 of the bytes, hex."""
    bytes: int
    """Number of bytes."""
    media_type: str
    """IANA media type."""
    encoding: Optional[str]
    """WHATWG name of the text encoding; null for PDF."""
    pages: int
    """Number of pages."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> DocumentSource:
        """Makes it of the object that stands in a bundle."""
        return cls(
            path=data["path"],
            sha256=data["sha256"],
            bytes=data["bytes"],
            media_type=data["media_type"],
            encoding=data["encoding"],
            pages=data["pages"],
        )


@dataclass(frozen=True, slots=True)
class Form:
    """How the document's form was recognised."""

    id: str
    """The profile's id, `generic` where none was used."""
    score: float
    """How well it fitted, 0 to 1."""
    blank_cells: int
    """How many cells of the form were blank."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Form:
        """Makes it of the object that stands in a bundle."""
        return cls(
            id=data["id"],
            score=data["score"],
            blank_cells=data["blank_cells"],
        )


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality."""

    name: Optional[str]
    """Its name as the document gives it."""
    code: Optional[str]
    """Six-digit JIS X 0402 code, where the name is certain."""
    prefecture: Optional[str]
    """Its prefecture."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Municipality:
        """Makes it of the object that stands in a bundle."""
        return cls(
            name=data["name"],
            code=data["code"],
            prefecture=data["prefecture"],
        )


@dataclass(frozen=True, slots=True)
class Programme:
    """A reform plan and its run."""

    name: Optional[str]
    """Its name."""
    start_fiscal_year: Optional[int]
    """First fiscal year, Gregorian."""
    end_fiscal_year: Optional[int]
    """Last fiscal year, Gregorian."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Programme:
        """Makes it of the object that stands in a bundle."""
        return cls(
            name=data["name"],
            start_fiscal_year=data["start_fiscal_year"],
            end_fiscal_year=data["end_fiscal_year"],
        )


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts of non-space source characters; the last four add up to the first, always."""

    characters: int
    """All of them."""
    assigned: int
    """In a value of a record."""
    labels: int
    """In a label, a header or a legend."""
    furniture: int
    """In page numbers, running heads, contents lists, repeated headers."""
    unassigned: int
    """In no record."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Coverage:
        """Makes it of the object that stands in a bundle."""
        return cls(
            characters=data["characters"],
            assigned=data["assigned"],
            labels=data["labels"],
            furniture=data["furniture"],
            unassigned=data["unassigned"],
        )


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a value stands in the source."""

    field: Optional[str]
    """The name of the value that stands there, null for the record as a whole."""
    page: int
    """The page, from 1."""
    bbox: Optional[tuple[float, ...]]
    """`[x0, y0, x1, y1]` in points from the top left of the page as shown; null for text sheets."""
    span: tuple[int, ...]
    """`[start, end)` in Unicode scalar values of the recovered text, from 0."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Citation:
        """Makes it of the object that stands in a bundle."""
        return cls(
            field=data["field"],
            page=data["page"],
            bbox=None if data["bbox"] is None else tuple(data["bbox"]),
            span=tuple(data["span"]),
        )


@dataclass(frozen=True, slots=True)
class Warning:
    """Something a reader should know."""

    code: str
    """Its kind, snake_case."""
    message: str
    """One sentence that names page and cause."""
    source: tuple[Citation, ...]
    """The characters concerned, if any."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Warning:
        """Makes it of the object that stands in a bundle."""
        return cls(
            code=data["code"],
            message=data["message"],
            source=tuple(Citation.from_dict(one) for one in data["source"]),
        )


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction that a person laid over a value."""

    field: str
    """The field."""
    was: Any
    """The value before."""
    by: str
    """Who corrected it."""
    why: str
    """Why."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Correction:
        """Makes it of the object that stands in a bundle."""
        return cls(
            field=data["field"],
            was=data["was"],
            by=data["by"],
            why=data["why"],
        )


@dataclass(frozen=True, slots=True)
class Document:
    """One source document."""

    document_id: str
    """`doc-` and the first 16 hex digits of the SHA-256 of the source bytes."""
    source: DocumentSource
    """The file it was read from."""
    title: Optional[str]
    """The document's own title."""
    form: Form
    """The form profile that was used."""
    municipality: Municipality
    """The municipality that published it."""
    programme: Programme
    """The reform plan that it belongs to."""
    coverage: Coverage
    """What became of every character."""
    warnings: tuple[Warning, ...]
    """What a reader should know before trusting the records."""
    corrected: tuple[Correction, ...]
    """Corrections laid over it."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Document:
        """Makes it of the object that stands in a bundle."""
        return cls(
            document_id=data["document_id"],
            source=DocumentSource.from_dict(data["source"]),
            title=data["title"],
            form=Form.from_dict(data["form"]),
            municipality=Municipality.from_dict(data["municipality"]),
            programme=Programme.from_dict(data["programme"]),
            coverage=Coverage.from_dict(data["coverage"]),
            warnings=tuple(Warning.from_dict(one) for one in data["warnings"]),
            corrected=tuple(Correction.from_dict(one) for one in data["corrected"]) if "corrected" in data else (),
        )


@dataclass(frozen=True, slots=True)
class Section:
    """One node of the document's outline."""

    section_id: str
    """`<document_id>-s001`, in reading order."""
    document_id: str
    """The document."""
    parent_id: Optional[str]
    """The section that it stands in."""
    level: Optional[str]
    """The level word as printed; null for a bare number."""
    number: Optional[str]
    """The number as printed."""
    name: Optional[str]
    """The heading."""
    text: Optional[str]
    """Running text that stands under the heading and under no item."""
    source: tuple[Citation, ...]
    """Where it stands."""
    corrected: tuple[Correction, ...]
    """Corrections laid over it."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Section:
        """Makes it of the object that stands in a bundle."""
        return cls(
            section_id=data["section_id"],
            document_id=data["document_id"],
            parent_id=data["parent_id"],
            level=data["level"],
            number=data["number"],
            name=data["name"],
            text=data["text"],
            source=tuple(Citation.from_dict(one) for one in data["source"]),
            corrected=tuple(Correction.from_dict(one) for one in data["corrected"]) if "corrected" in data else (),
        )


@dataclass(frozen=True, slots=True)
class PathNode:
    """A node above an item."""

    level: Optional[str]
    """The level word as printed."""
    number: Optional[str]
    """The number as printed."""
    name: Optional[str]
    """The heading."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> PathNode:
        """Makes it of the object that stands in a bundle."""
        return cls(
            level=data["level"],
            number=data["number"],
            name=data["name"],
        )


@dataclass(frozen=True, slots=True)
class Department:
    """A department that answers for an item."""

    name: str
    """Its name."""
    lead: Optional[bool]
    """True for the one that is marked as leading; null where the form marks none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Department:
        """Makes it of the object that stands in a bundle."""
        return cls(
            name=data["name"],
            lead=data["lead"],
        )


@dataclass(frozen=True, slots=True)
class Attribute:
    """A labelled fact of an item that has no field of its own."""

    label: str
    """The label as printed."""
    text: Optional[str]
    """What stands there; null where the source prints nothing."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Attribute:
        """Makes it of the object that stands in a bundle."""
        return cls(
            label=data["label"],
            text=data["text"],
        )


@dataclass(frozen=True, slots=True)
class Item:
    """One reform item."""

    item_id: str
    """`<document_id>-i001`, in reading order."""
    document_id: str
    """The document."""
    number: Optional[str]
    """The number as the document gives it, folded."""
    section_id: Optional[str]
    """The section that it stands in."""
    path: tuple[PathNode, ...]
    """The sections above it that carry a number or a level word, outermost first."""
    name: Optional[str]
    """The item's own name."""
    departments: tuple[Department, ...]
    """Who answers for it."""
    background: Optional[str]
    """現状と課題."""
    purpose: Optional[str]
    """目的・目標・効果."""
    actions: Optional[str]
    """取組の内容."""
    remarks: Optional[str]
    """特記事項・備考."""
    attributes: tuple[Attribute, ...]
    """Labelled facts that have no field of their own."""
    repeat_of: Optional[str]
    """The item that a 再掲 repeats."""
    source: tuple[Citation, ...]
    """Where it stands."""
    absent: Optional[Literal["printed"]]
    """`printed` where the source prints that there is nothing (－, なし, 該当なし)."""
    continues: Optional[bool]
    """True if the sign goes on with what stands before it (→)."""
    rules: tuple[str, ...]
    """The rules that made the record, in order."""
    corrected: tuple[Correction, ...]
    """Corrections laid over it."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Item:
        """Makes it of the object that stands in a bundle."""
        return cls(
            item_id=data["item_id"],
            document_id=data["document_id"],
            number=data["number"],
            section_id=data["section_id"],
            path=tuple(PathNode.from_dict(one) for one in data["path"]),
            name=data["name"],
            departments=tuple(Department.from_dict(one) for one in data["departments"]),
            background=data["background"],
            purpose=data["purpose"],
            actions=data["actions"],
            remarks=data["remarks"],
            attributes=tuple(Attribute.from_dict(one) for one in data["attributes"]),
            repeat_of=data["repeat_of"],
            source=tuple(Citation.from_dict(one) for one in data["source"]),
            absent=data["absent"] if "absent" in data else None,
            continues=data["continues"] if "continues" in data else None,
            rules=tuple(data["rules"]) if "rules" in data else (),
            corrected=tuple(Correction.from_dict(one) for one in data["corrected"]) if "corrected" in data else (),
        )


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time."""

    label: Optional[str]
    """As printed, folded; two headers that give it together are joined with a space."""
    kind: Literal["year", "half", "quarter", "month", "date", "baseline", "target", "programme", "undated"]
    """What sort of stretch."""
    fiscal_year: Optional[int]
    """Fiscal year (from 1 April), Gregorian."""
    fiscal_year_end: Optional[int]
    """Last year of a closed range, null for one year."""
    half: Optional[int]
    """1 for April to September, 2 for October to March."""
    start: Optional[str]
    """First day, ISO 8601, null where open or unknown."""
    end: Optional[str]
    """Last day, ISO 8601, null where open or unknown."""
    open_ended: bool
    """True for a range without an end (29年度以降)."""
    inferred: bool
    """True if the era or the year comes from elsewhere in the document."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Period:
        """Makes it of the object that stands in a bundle."""
        return cls(
            label=data["label"],
            kind=data["kind"],
            fiscal_year=data["fiscal_year"],
            fiscal_year_end=data["fiscal_year_end"],
            half=data["half"],
            start=data["start"],
            end=data["end"],
            open_ended=data["open_ended"],
            inferred=data["inferred"],
        )


@dataclass(frozen=True, slots=True)
class Clause:
    """One marked part of a text."""

    marker: Optional[str]
    """`(1)`, `・`, …; null for a part without one."""
    text: str
    """What follows the marker."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Clause:
        """Makes it of the object that stands in a bundle."""
        return cls(
            marker=data["marker"],
            text=data["text"],
        )


@dataclass(frozen=True, slots=True)
class BaseQuantity:
    """A quantity in base units: 1,234千円 is 1234000 円."""

    value: float
    """The number."""
    unit: str
    """The base unit."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> BaseQuantity:
        """Makes it of the object that stands in a bundle."""
        return cls(
            value=data["value"],
            unit=data["unit"],
        )


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or range that a text consists of."""

    value: float
    """The number as printed (▲3.2 is −3.2); the lower end of a range."""
    unit: Optional[str]
    """The unit as printed."""
    max: Optional[float]
    """The upper end of a range."""
    qualifier: Optional[str]
    """約, 以上, 程度, … as printed."""
    base: Optional[BaseQuantity]
    """The same in base units, null where it adds nothing."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Quantity:
        """Makes it of the object that stands in a bundle."""
        return cls(
            value=data["value"],
            unit=data["unit"],
            max=data["max"],
            qualifier=data["qualifier"],
            base=None if data["base"] is None else BaseQuantity.from_dict(data["base"]),
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """What was to be done, or reached, in a period."""

    plan_id: str
    """`<item_id>-p001`."""
    item_id: str
    """The item."""
    document_id: str
    """The document."""
    kind: Literal["schedule", "indicator", "target", "policy", "proposal"]
    """What sort of plan."""
    measure: Optional[str]
    """The row's own name: the indicator, or the measure within the item."""
    row: Optional[int]
    """The row of its table, from 1."""
    period: Period
    """When."""
    text: Optional[str]
    """The plan in words."""
    clauses: tuple[Clause, ...]
    """Its marked parts, in order."""
    quantity: Optional[Quantity]
    """The number that it consists of."""
    method: Optional[str]
    """The means listed beside a target."""
    due: Optional[str]
    """The printed deadline."""
    source: tuple[Citation, ...]
    """Where it stands."""
    confidence: float
    """How sure it is: the share of values with this figure that are right on the scored corpus."""
    absent: Optional[Literal["printed"]]
    """`printed` where the source prints that there is nothing (－, なし, 該当なし)."""
    continues: Optional[bool]
    """True if the sign goes on with what stands before it (→)."""
    rules: tuple[str, ...]
    """The rules that made the record, in order."""
    corrected: tuple[Correction, ...]
    """Corrections laid over it."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Plan:
        """Makes it of the object that stands in a bundle."""
        return cls(
            plan_id=data["plan_id"],
            item_id=data["item_id"],
            document_id=data["document_id"],
            kind=data["kind"],
            measure=data["measure"],
            row=data["row"],
            period=Period.from_dict(data["period"]),
            text=data["text"],
            clauses=tuple(Clause.from_dict(one) for one in data["clauses"]),
            quantity=None if data["quantity"] is None else Quantity.from_dict(data["quantity"]),
            method=data["method"],
            due=data["due"],
            source=tuple(Citation.from_dict(one) for one in data["source"]),
            confidence=data["confidence"],
            absent=data["absent"] if "absent" in data else None,
            continues=data["continues"] if "continues" in data else None,
            rules=tuple(data["rules"]) if "rules" in data else (),
            corrected=tuple(Correction.from_dict(one) for one in data["corrected"]) if "corrected" in data else (),
        )


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a result has come."""

    label: str
    """As printed."""
    status: Optional[Literal["completed", "ahead", "on_track", "delayed", "not_started", "cancelled"]]
    """What it means, null where the lexicon does not say."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Progress:
        """Makes it of the object that stands in a bundle."""
        return cls(
            label=data["label"],
            status=data["status"],
        )


@dataclass(frozen=True, slots=True)
class Result:
    """What was done, or reached, in a period."""

    result_id: str
    """`<item_id>-r001`."""
    item_id: str
    """The item."""
    document_id: str
    """The document."""
    plan_id: Optional[str]
    """The plan that it answers: same item, measure and period."""
    kind: Literal["schedule", "indicator", "progress"]
    """What sort of result."""
    measure: Optional[str]
    """The row's own name: the indicator, or the measure within the item."""
    row: Optional[int]
    """The row of its table, from 1."""
    period: Period
    """When."""
    text: Optional[str]
    """The result in words."""
    clauses: tuple[Clause, ...]
    """Its marked parts, in order."""
    quantity: Optional[Quantity]
    """The number that it consists of."""
    progress: Optional[Progress]
    """How far it has come."""
    source: tuple[Citation, ...]
    """Where it stands."""
    confidence: float
    """How sure it is: the share of values with this figure that are right on the scored corpus."""
    absent: Optional[Literal["printed"]]
    """`printed` where the source prints that there is nothing (－, なし, 該当なし)."""
    continues: Optional[bool]
    """True if the sign goes on with what stands before it (→)."""
    rules: tuple[str, ...]
    """The rules that made the record, in order."""
    corrected: tuple[Correction, ...]
    """Corrections laid over it."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Result:
        """Makes it of the object that stands in a bundle."""
        return cls(
            result_id=data["result_id"],
            item_id=data["item_id"],
            document_id=data["document_id"],
            plan_id=data["plan_id"],
            kind=data["kind"],
            measure=data["measure"],
            row=data["row"],
            period=Period.from_dict(data["period"]),
            text=data["text"],
            clauses=tuple(Clause.from_dict(one) for one in data["clauses"]),
            quantity=None if data["quantity"] is None else Quantity.from_dict(data["quantity"]),
            progress=None if data["progress"] is None else Progress.from_dict(data["progress"]),
            source=tuple(Citation.from_dict(one) for one in data["source"]),
            confidence=data["confidence"],
            absent=data["absent"] if "absent" in data else None,
            continues=data["continues"] if "continues" in data else None,
            rules=tuple(data["rules"]) if "rules" in data else (),
            corrected=tuple(Correction.from_dict(one) for one in data["corrected"]) if "corrected" in data else (),
        )


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade, never mapped to another city's."""

    label: str
    """As printed."""
    scale: Optional[str]
    """Best first, `A>B>C>D`; only where the document or its form profile prints the scale."""
    rank: Optional[int]
    """Place on the scale, from 1."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Grade:
        """Makes it of the object that stands in a bundle."""
        return cls(
            label=data["label"],
            scale=data["scale"],
            rank=data["rank"],
        )


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was judged."""

    evaluation_id: str
    """`<item_id>-e001`."""
    item_id: str
    """The item."""
    document_id: str
    """The document."""
    scope: Literal["annual", "midterm", "final", "opinion"]
    """Over which stretch."""
    aspect: Literal["assessment", "next_steps", "effects", "outlook", "problem", "remark"]
    """In which respect."""
    criterion: Optional[str]
    """What was judged, or who judged, as printed; `who/what` where a table says both: `一次評価/必要性`."""
    period: Period
    """When."""
    grade: Optional[Grade]
    """The grade."""
    text: Optional[str]
    """The judgement in words."""
    clauses: tuple[Clause, ...]
    """Its marked parts, in order."""
    source: tuple[Citation, ...]
    """Where it stands."""
    confidence: float
    """How sure it is: the share of values with this figure that are right on the scored corpus."""
    absent: Optional[Literal["printed"]]
    """`printed` where the source prints that there is nothing (－, なし, 該当なし)."""
    continues: Optional[bool]
    """True if the sign goes on with what stands before it (→)."""
    rules: tuple[str, ...]
    """The rules that made the record, in order."""
    corrected: tuple[Correction, ...]
    """Corrections laid over it."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Evaluation:
        """Makes it of the object that stands in a bundle."""
        return cls(
            evaluation_id=data["evaluation_id"],
            item_id=data["item_id"],
            document_id=data["document_id"],
            scope=data["scope"],
            aspect=data["aspect"],
            criterion=data["criterion"],
            period=Period.from_dict(data["period"]),
            grade=None if data["grade"] is None else Grade.from_dict(data["grade"]),
            text=data["text"],
            clauses=tuple(Clause.from_dict(one) for one in data["clauses"]),
            source=tuple(Citation.from_dict(one) for one in data["source"]),
            confidence=data["confidence"],
            absent=data["absent"] if "absent" in data else None,
            continues=data["continues"] if "continues" in data else None,
            rules=tuple(data["rules"]) if "rules" in data else (),
            corrected=tuple(Correction.from_dict(one) for one in data["corrected"]) if "corrected" in data else (),
        )


@dataclass(frozen=True, slots=True)
class Unassigned:
    """What no rule placed."""

    unassigned_id: str
    """`<document_id>-u001`."""
    document_id: str
    """The document."""
    text: str
    """The characters."""
    page: int
    """The page, from 1."""
    bbox: Optional[tuple[float, ...]]
    """`[x0, y0, x1, y1]` in points from the top left of the page as shown; null for text sheets."""
    span: tuple[int, ...]
    """`[start, end)` in Unicode scalar values of the recovered text, from 0."""
    near: Optional[str]
    """The label that stands before it."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Unassigned:
        """Makes it of the object that stands in a bundle."""
        return cls(
            unassigned_id=data["unassigned_id"],
            document_id=data["document_id"],
            text=data["text"],
            page=data["page"],
            bbox=None if data["bbox"] is None else tuple(data["bbox"]),
            span=tuple(data["span"]),
            near=data["near"],
        )
