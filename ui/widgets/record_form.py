"""A record in detail: its fields to correct, each validated by the service, and its history."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from osi_app.kernel.errors import NotFoundError, RuleError
from osi_app.kernel.record import Record, kind_of
from osi_app.kernel.service import RoomService
from ui import references, texts
from ui.context import Context
from ui.messages import rule_text
from ui.typed import FieldShape, parsed, placeholder, shapes_of, typed_text
from ui.widgets.basics import EmptyState, title
from ui.widgets.history import HistoryList

if TYPE_CHECKING:
    from ui.widgets.related import RelatedTab

LONG = frozenset({"note", "notes", "remarks", "rationale", "summary", "text", "observable"})


class FieldEditor(QWidget):
    """One field: its editor and, under it, what was refused. ``typed`` carries the value."""

    typed = Signal(str, object)

    def __init__(self, shape: FieldShape, choices: tuple[tuple[UUID, str], ...]) -> None:
        super().__init__()
        self.shape = shape
        self._value: object = None
        self._quiet = False
        self.editor = self._made(choices)
        self.editor.setAccessibleName(texts.label(shape.name))
        self.error = QLabel()
        self.error.setObjectName("error")
        self.error.setWordWrap(True)
        self.error.hide()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2)
        lines.addWidget(self.editor)
        lines.addWidget(self.error)

    def show_value(self, value: object) -> None:
        """Shows a value as stored and takes the refusal away."""
        self._value, self._quiet = value, True
        self.error.hide()
        if isinstance(self.editor, QCheckBox):
            self.editor.setChecked(bool(value))
        elif isinstance(self.editor, QComboBox):
            self.editor.setCurrentIndex(max(0, self.editor.findData(typed_text(self.shape, value))))
        elif isinstance(self.editor, QPlainTextEdit):
            self.editor.setPlainText(typed_text(self.shape, value))
        elif isinstance(self.editor, QLineEdit):
            self.editor.setText(typed_text(self.shape, value))
            self.editor.setCursorPosition(0)
        self._quiet = False

    def refuse(self, text: str) -> None:
        """Says beside the field what is wrong; what was typed stays to be mended."""
        self.error.setText(text)
        self.error.show()
        self.editor.setFocus()

    def _made(self, choices: tuple[tuple[UUID, str], ...]) -> QWidget:
        if self.shape.base is bool:
            box = QCheckBox()
            box.toggled.connect(self._tell)
            return box
        if choices or (self.shape.words and not self.shape.many):
            return self._combo(choices)
        if self.shape.name in LONG:
            return self._long()
        line = QLineEdit()
        line.setPlaceholderText(placeholder(self.shape))
        line.setReadOnly(self.shape.vertices or self.shape.base is UUID)
        line.editingFinished.connect(lambda: self._tell_text(line.text()))
        return line

    def _combo(self, choices: tuple[tuple[UUID, str], ...]) -> QComboBox:
        combo = QComboBox()
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(10)
        combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if self.shape.optional:
            combo.addItem("none", "")
        for word in self.shape.words:
            combo.addItem(texts.word(word), word)
        for key, name in choices:
            combo.addItem(name, str(key))
        combo.activated.connect(lambda _: self._tell_text(str(combo.currentData())))
        return combo

    def _long(self) -> QPlainTextEdit:
        box = _Notes()
        box.setFixedHeight(72)
        box.setTabChangesFocus(True)
        box.left.connect(lambda: self._tell_text(box.toPlainText()))
        return box

    def _tell_text(self, text: str) -> None:
        if text != typed_text(self.shape, self._value):
            self._tell(parsed(self.shape, text))

    def _tell(self, value: object) -> None:
        if not self._quiet:
            self.typed.emit(self.shape.name, value)


class _Notes(QPlainTextEdit):
    left = Signal()

    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class RecordForm(QWidget):
    """The detail of one record of one kind. What is typed is stored at once, as one step.
    ``shown`` carries the record each time it is shown."""

    shown = Signal(object)

    def __init__(
        self,
        context: Context,
        service: RoomService,
        kind: type[Record],
        *,
        heading: Callable[[Any], str] = references.name_of,
        apart: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__()
        self._context, self._service, self._kind = context, service, kind
        self._heading, self._apart = heading, apart | references.FIXED
        self._related: list[RelatedTab] = []
        self._record: Record | None = None
        self._editors: dict[str, FieldEditor] = {}
        self.title = title("")
        self.title.setWordWrap(True)
        self.extra = QVBoxLayout()
        self.history = HistoryList(context)
        self._fields = QFormLayout()
        self._empty = EmptyState(
            f"No {texts.kind_word(kind_of(kind))} chosen", "Choose one in the list to see it here."
        )
        self._whole = self._laid_out()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self._empty)
        lines.addWidget(self._whole)
        self.clear()
        context.changed.connect(self._changed)

    @property
    def record(self) -> Any:
        """The record shown, or None."""
        return self._record

    def editor(self, name: str) -> FieldEditor:
        """The editor of a field."""
        return self._editors[name]

    def add_related(self, word: str, tab: "RelatedTab") -> None:
        """A tab with records that hang on the one shown, between details and history."""
        self._related.append(tab)
        self.add_page(word, tab)

    def add_page(self, word: str, page: QWidget) -> None:
        """Any other tab between details and history; who adds it fills it."""
        self.tabs.insertTab(self.tabs.count() - 1, page, word)

    def show_id(self, key: UUID | None) -> None:
        """Shows the record of that id; None empties the form."""
        if key is None:
            self.clear()
            return
        store, kind = self._context.house.store, self._kind

        def load() -> tuple[Record, dict[str, tuple[tuple[UUID, str], ...]]]:
            with store.read() as reading:
                known = {
                    name: references.choices(reading, name)
                    for name in kind.model_fields
                    if name in references.KINDS and name not in self._apart
                }
                return reading.load(kind, key), known

        self._context.read(load, self._took, failed=self._gone)

    def clear(self) -> None:
        """Shows that nothing is chosen."""
        self._record = None
        self._whole.hide()
        self._empty.show()

    def _laid_out(self) -> QWidget:
        self._fields.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self._fields.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._fields.setVerticalSpacing(8)
        inner = QWidget()
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(4, 10, 12, 10)
        lines.setSpacing(12)
        lines.addLayout(self.extra)
        lines.addLayout(self._fields)
        lines.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(scroll, "Details")
        self.tabs.addTab(self.history, "History")
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.title)
        column.addWidget(self.tabs, 1)
        return whole

    def _took(self, answer: tuple[Record, dict[str, tuple[tuple[UUID, str], ...]]]) -> None:
        self._record, known = answer
        if not self._editors:
            self._make_editors(known)
        self.title.setText(self._heading(self._record))
        for name, editor in self._editors.items():
            editor.show_value(getattr(self._record, name))
        self.history.show_record(self._record.id)
        for tab in self._related:
            tab.show_record(self._record.id)
        self.shown.emit(self._record)
        self._empty.hide()
        self._whole.show()

    def _make_editors(self, known: dict[str, tuple[tuple[UUID, str], ...]]) -> None:
        for shape in shapes_of(self._kind):
            if shape.name in self._apart:
                continue
            editor = FieldEditor(shape, known.get(shape.name, ()))
            editor.typed.connect(self._typed)
            editor.editor.setEnabled(self._context.writable)
            self._editors[shape.name] = editor
            self._fields.addRow(texts.label(shape.name), editor)

    def _typed(self, name: str, value: object) -> None:
        record = self._record
        if record is None:
            return
        word = texts.kind_word(kind_of(self._kind))
        label = f"Change {texts.label(name).lower()} of {word} {_code(record)}"
        service, kind = self._service, self._kind

        def failed(error: Exception) -> bool:
            if isinstance(error, RuleError) and name in self._editors:
                told = rule_text(error).removeprefix(f"{texts.label(name)}: ")
                self._editors[name].refuse(told)
                return True
            return False

        self._context.write(
            lambda: service.correct(label, kind, [record.id], {name: value}),
            label=label,
            failed=failed,
        )

    def _changed(self, change_set: Any) -> None:
        record = self._record
        if record is None:
            return
        if any(change.record.id == record.id for change in change_set.changes):
            self.show_id(record.id)

    def _gone(self, error: Exception) -> bool:
        self.clear()
        return isinstance(error, NotFoundError)


def _code(record: Record) -> str:
    return str(getattr(record, "code", "") or references.name_of(record))
