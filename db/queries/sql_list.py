"""A sortable, filterable list over SQL: an ordered list of keys, then lines in blocks."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime, timedelta
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Connection,
    FromClause,
    Select,
    String,
    Text,
    and_,
    bindparam,
    cast,
    false,
    func,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.visitors import InternalTraversal

from osi_app.kernel.errors import RuleError
from osi_app.kernel.lists import Column, ColumnKind, Key, Line, ListQuery, Match

L = TypeVar("L", bound=Line)
Expressions = Mapping[str, ColumnElement[Any]]
Look = Callable[[], AbstractContextManager[Connection]]
_WORDS = (ColumnKind.TEXT, ColumnKind.CODE, ColumnKind.WORD, ColumnKind.STATUS)
MOST_KEYS = 500
"""Lines asked for in one statement: well under what every engine takes."""
MOST_WORDS = 12
"""Words searched one by one; more are taken as one phrase. An engine takes only so many terms."""
LONGEST_SEARCH = 1_000
"""Letters; nothing that is kept matches a longer text, and an engine refuses to look."""


@dataclass(frozen=True)
class Source:
    """Where lines come from for one question: tables, an expression per column, conditions.

    ``id`` is the record's id, ``tie`` breaks ties of a sort. ``shape`` turns what an expression
    answers into the line's value where the two differ; ``not_searched`` columns cost a query for
    each row and are left out of the text search (a chip still filters by them).
    """

    tables: FromClause
    id: ColumnElement[Any]
    tie: ColumnElement[Any]
    expressions: Expressions
    where: tuple[ColumnElement[bool], ...] = ()
    shape: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    not_searched: frozenset[str] = frozenset()


class SqlList(Generic[L]):
    """One list; see ``osi_app.kernel.lists.RecordList``. Only the columns named can be sorted
    and filtered by: a name from outside never becomes SQL."""

    def __init__(
        self,
        look: Look,
        line: type[L],
        columns: tuple[Column, ...],
        source: Callable[[ListQuery], Source],
    ) -> None:
        self._look = look
        self._line = line
        self._source = source
        self.columns = columns
        self._kinds = {column.key: column.kind for column in columns}
        self._names = tuple(found.name for found in fields(line) if found.name != "id")  # type: ignore[arg-type]

    def keys(self, query: ListQuery) -> Sequence[Key]:
        """The keys of all lines that match, in order."""
        source = self._source(query)
        key = type_coerce(source.id, String)
        order = [self._order(source, sort.column, sort.descending) for sort in query.sort]
        statement = (
            select(key)
            .select_from(source.tables)
            .where(*source.where, *self._conditions(source, query))
            .order_by(*order, _sorted_not_walked(source.tie), source.id)
        )
        with self._look() as cx:
            return cx.execute(statement).scalars().all()

    def lines(self, keys: Sequence[Key], query: ListQuery) -> tuple[L | None, ...]:
        """The lines of these keys, None where a record has gone."""
        if not keys:
            return ()
        source = self._source(query)
        key = type_coerce(source.id, String).label("key_")
        statement: Select[Any] = (
            select(
                key,
                source.id.label("id_"),
                *(source.expressions[name].label(f"c_{name}") for name in self._names),
            )
            .select_from(source.tables)
            .where(*source.where)
        )
        found: dict[Key, L] = {}
        with self._look() as cx:
            for start in range(0, len(keys), MOST_KEYS):
                some = list(keys[start : start + MOST_KEYS])
                asked = statement.where(type_coerce(source.id, String).in_(some))
                found |= {row[0]: self._made(source, row) for row in cx.execute(asked)}
        return tuple(found.get(key) for key in keys)

    def _made(self, source: Source, row: Any) -> L:
        values = {
            name: source.shape[name](value) if name in source.shape else value
            for name, value in zip(self._names, row[2:], strict=True)
        }
        made: Callable[..., L] = self._line
        return made(id=row[1], **values)

    def _expression(self, source: Source, name: str) -> ColumnElement[Any]:
        if name not in self._kinds or name not in source.expressions:
            raise RuleError("no_such_column", column=name)
        return source.expressions[name]

    def _order(self, source: Source, name: str, descending: bool) -> ColumnElement[Any]:
        expression = self._expression(source, name)
        return expression.desc() if descending else expression.asc()

    def _conditions(self, source: Source, query: ListQuery) -> list[ColumnElement[bool]]:
        found = [self._matches(source, f.column, f.match, f.value) for f in query.filters]
        if query.text.strip():
            found.append(self._text(source, query.text.strip()))
        return found

    def _text(self, source: Source, wanted: str) -> ColumnElement[bool]:
        searched = [
            source.expressions[name]
            for name, kind in self._kinds.items()
            if kind in (ColumnKind.TEXT, ColumnKind.CODE)
            and name in source.expressions
            and name not in source.not_searched
        ]
        if not searched or len(wanted) > LONGEST_SEARCH:
            return false()
        words = wanted.split()
        words = words if len(words) <= MOST_WORDS else [wanted]
        return and_(*(or_(*(contains(column, word) for column in searched)) for word in words))

    def _matches(
        self, source: Source, name: str, match: Match, value: str | float | None
    ) -> ColumnElement[bool]:
        expression = self._expression(source, name)
        if match is Match.EMPTY:
            return or_(expression.is_(None), cast(expression, Text).in_(("", "[]")))
        if match is Match.CONTAINS:
            wanted = str(value or "")
            return contains(expression, wanted) if len(wanted) <= LONGEST_SEARCH else false()
        if isinstance(expression.type, Boolean):
            return expression if value == "yes" else ~expression
        kind = self._kinds[name]
        try:
            first, last = _ends(kind, value)
        except (TypeError, ValueError):
            raise RuleError("invalid_filter", column=name, value=value) from None
        if kind in _WORDS:  # a word that is none of the list's matches nothing
            expression = type_coerce(expression, String)
        compared: dict[Match, ColumnElement[bool]] = {
            Match.AT_LEAST: expression >= first,
            Match.AT_MOST: expression <= last,
            Match.IS: expression == first if first == last else expression.between(first, last),
        }
        return compared[match]


def _ends(kind: ColumnKind, value: Any) -> tuple[Any, Any]:
    """The first and the last value meant: one and the same, but for a day typed where instants
    stand, which means all of it. Raises ``ValueError`` or ``TypeError``."""
    if kind is ColumnKind.NUMBER:
        return float(value), float(value)
    if kind is ColumnKind.DAY:
        return date.fromisoformat(str(value)), date.fromisoformat(str(value))
    if kind is ColumnKind.INSTANT:
        typed = str(value).strip()
        moment = datetime.fromisoformat(typed)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
        whole_day = len(typed) <= len("2026-03-04")
        return moment, moment + (timedelta(days=1, microseconds=-1) if whole_day else timedelta())
    return str(value), str(value)


def contains(column: ColumnElement[Any], wanted: str) -> ColumnElement[bool]:
    """Whether a column contains the text literally, letter case aside. LIKE folds only ASCII on
    some engines, so other scripts are tried in the four ways a person types them."""
    forms = {wanted}
    if not wanted.isascii():
        forms |= {wanted.lower(), wanted.upper(), wanted.title()}
    return or_(*(FoldedLike(column, form) for form in sorted(forms)))


class FoldedLike(ColumnElement[bool]):
    """``column LIKE '%text%'`` without regard to case, the text taken literally. SQLite's LIKE
    folds ASCII by itself; folding it twice, as the generic ILIKE does there, costs half the time
    of a search."""

    inherit_cache = True
    type = Boolean()
    _traverse_internals = [  # noqa: RUF012  # SQLAlchemy's way to make a cache key
        ("column", InternalTraversal.dp_clauseelement),
        ("pattern", InternalTraversal.dp_clauseelement),
    ]

    def __init__(self, column: ColumnElement[Any], wanted: str) -> None:
        self.column = column
        literal_text = wanted.replace("/", "//").replace("%", "/%").replace("_", "/_")
        self.pattern = bindparam(None, f"%{literal_text}%", type_=String, unique=True)

    def self_group(self, against: Any = None) -> "FoldedLike":
        """As it is: SQLAlchemy would write ``= 1`` behind it for an engine without truth values."""
        del against
        return self

    @property
    def _from_objects(self) -> list[FromClause]:
        return list(self.column._from_objects)  # as SQLAlchemy's own elements do


@compiles(FoldedLike)
def _ilike(element: FoldedLike, compiler: Any, **options: Any) -> str:
    column = compiler.process(cast(element.column, Text), **options)
    return f"{column} ILIKE {compiler.process(element.pattern, **options)} ESCAPE '/'"


@compiles(FoldedLike, "sqlite")
def _like(element: FoldedLike, compiler: Any, **options: Any) -> str:
    column = compiler.process(element.column, **options)
    return f"{column} LIKE {compiler.process(element.pattern, **options)} ESCAPE '/'"


def _sorted_not_walked(tie: ColumnElement[Any]) -> ColumnElement[Any]:
    """The same order, but as an expression. Given the bare column, an engine walks its index and
    fetches every row by itself, which takes three times as long as reading all and sorting what
    matches."""
    return tie.concat("") if isinstance(tie.type, String) else tie + 0


def joined(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The values of a group in one text, separated by a blank."""
    return func.coalesce(func.aggregate_strings(column, " "), "")
