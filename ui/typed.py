"""What is typed, as values for a record's fields: the record itself then validates them."""

import types
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Annotated, Any, Union, get_args, get_origin
from uuid import UUID

from osi_app.kernel.record import Record
from ui import texts

FALSE_WORDS = {"", "no", "false", "0", "n"}


@dataclass(frozen=True)
class FieldShape:
    """What one field of a record holds. ``many`` for tuples; ``vertices`` for coordinates."""

    name: str
    base: type
    optional: bool
    many: bool
    vertices: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """The words of an enumeration, or none."""
        return tuple(m.value for m in self.base) if issubclass(self.base, Enum) else ()


def shape_of(kind: type[Record], name: str) -> FieldShape:
    """The shape of a field."""
    annotation = kind.model_fields[name].annotation
    optional = False
    if get_origin(annotation) in (Union, types.UnionType):
        inner = [each for each in get_args(annotation) if each is not type(None)]
        optional, annotation = True, inner[0]
    annotation = _plain(annotation)
    if get_origin(annotation) is tuple:
        element = _plain(get_args(annotation)[0])
        if get_origin(element) is tuple:
            return FieldShape(name, float, optional, True, vertices=True)
        return FieldShape(name, element, optional, True)
    return FieldShape(name, annotation if isinstance(annotation, type) else str, optional, False)


def shapes_of(kind: type[Record]) -> tuple[FieldShape, ...]:
    """All fields of a record but its id."""
    return tuple(shape_of(kind, name) for name in kind.model_fields if name != "id")


def parsed(shape: FieldShape, typed: str) -> Any:
    """The value to give to the field: text where the record parses it itself."""
    text = typed.strip()
    if shape.many:
        parts = text.replace(";", ",").split(",")
        return tuple(_word(shape, part) for part in map(str.strip, parts) if part)
    if text == "" and (shape.optional or shape.base is not str):
        return None if shape.optional else ""
    if shape.base is bool:
        return text.lower() not in FALSE_WORDS
    if shape.base in (int, float):
        return text.replace(" ", "").replace("\u2009", "")
    if shape.base is datetime:
        return text.replace(" ", "T", 1) if len(text) > 10 else text
    if shape.words:
        return _word(shape, text)
    return text


def typed_text(shape: FieldShape, value: object) -> str:
    """A value as an editor shows it: such that ``parsed`` gives it back."""
    if value is None:
        return ""
    if shape.vertices:
        return texts.shown(value)
    if shape.many and isinstance(value, (tuple, list)):
        return ", ".join(str(v.value if isinstance(v, Enum) else v) for v in value)
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, datetime):
        return texts.instant(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, (date, UUID)):
        return str(value)
    return str(value)


def placeholder(shape: FieldShape) -> str:
    """What an empty editor suggests."""
    if shape.base is datetime:
        return "2026-03-04 14:05Z"
    if shape.base is date:
        return "2026-03-04"
    return "separated by commas" if shape.many else ""


def _word(shape: FieldShape, text: str) -> str:
    for candidate in shape.words:
        if text.lower() in (candidate.lower(), texts.word(candidate).lower()):
            return candidate
    return text


def _plain(annotation: Any) -> Any:
    return get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation
