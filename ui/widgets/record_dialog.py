"""A dialog for one new record, or for correcting one that hangs on another."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from osi_app.kernel.errors import RuleError
from osi_app.kernel.record import Record, kind_of
from osi_app.kernel.service import RoomService, checked
from ui import references, texts
from ui.context import Context
from ui.messages import rule_text
from ui.typed import parsed, shapes_of
from ui.widgets.basics import button, hint, row
from ui.widgets.record_form import FieldEditor

Store = Callable[[Any], Any]


class RecordDialog(QDialog):
    """Asks for the fields of a record. ``preset`` are values that are given and not asked for
    (``inspection_id``) or proposed (all others); with ``record`` that one is corrected instead.
    ``store`` replaces the service's plain ``record`` for a new one."""

    def __init__(
        self,
        context: Context,
        service: RoomService,
        kind: type[Record],
        preset: dict[str, Any],
        choices: dict[str, tuple[tuple[UUID, str], ...]],
        *,
        record: Record | None = None,
        store: Store | None = None,
        apart: frozenset[str] = frozenset(),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._service, self._kind = context, service, kind
        self._preset, self._record, self._store = preset, record, store
        self._word = texts.kind_word(kind_of(kind))
        self.setWindowTitle(f"{'Correct' if record else 'New'} {self._word}")
        self.setMinimumWidth(460)
        self._editors: dict[str, FieldEditor] = {}
        form = QFormLayout()
        form.setVerticalSpacing(8)
        for shape in shapes_of(kind):
            given = shape.name in apart or (shape.name in references.FIXED and shape.name in preset)
            if given or shape.vertices:
                continue
            editor = FieldEditor(shape, choices.get(shape.name, ()))
            editor.show_value(self._first_value(shape.name))
            self._editors[shape.name] = editor
            form.addRow(texts.label(shape.name), editor)
        self.error = hint("")
        self.error.setObjectName("error")
        self.ok = button("Correct" if record else "Record", "", self.store, primary=True)
        self.ok.setDefault(True)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(20, 16, 20, 16)
        lines.setSpacing(12)
        lines.addLayout(form)
        lines.addWidget(self.error)
        lines.addLayout(row(None, button("Cancel", "", self.reject), self.ok))

    def editor(self, name: str) -> FieldEditor:
        """The editor of a field."""
        return self._editors[name]

    def values(self) -> dict[str, Any]:
        """What is typed, by field."""
        return {name: _value(editor) for name, editor in self._editors.items()}

    def store(self) -> None:
        """Validates and stores; a refusal stands beside its field."""
        for editor in self._editors.values():
            editor.error.hide()
        try:
            self._write()
        except RuleError as error:
            self._refused(error)

    def _write(self) -> None:
        service, kind, record = self._service, self._kind, self._record
        values = self.values()
        if record is not None:
            label = f"Correct {self._word}"
            self._context.write(
                lambda: service.correct(label, kind, [record.id], values),
                lambda _: self.accept(),
                label=label,
                failed=self._refused,
            )
            return
        added = checked(kind, {**self._preset, **values})
        label = f"Record {self._word} {getattr(added, 'code', '')}".strip()
        store = self._store or (lambda new: service.record(label, new))
        self._context.write(
            lambda: store(added), lambda _: self.accept(), label=label, failed=self._refused
        )

    def _first_value(self, name: str) -> Any:
        if self._record is not None:
            return getattr(self._record, name)
        if name in self._preset:
            return self._preset[name]
        default = self._kind.model_fields[name].get_default(call_default_factory=False)
        return None if type(default).__name__ == "PydanticUndefinedType" else default

    def _refused(self, error: Exception) -> bool:
        if not isinstance(error, RuleError):
            return False
        name = str(error.values.get("field", ""))
        text = rule_text(error)
        if name in self._editors:
            self._editors[name].refuse(text.removeprefix(f"{texts.label(name)}: "))
        else:
            self.error.setText(text)
        return True


def ask_record(
    context: Context,
    service: RoomService,
    kind: type[Record],
    preset: dict[str, Any],
    parent: QWidget,
    *,
    record: Record | None = None,
    store: Store | None = None,
    apart: frozenset[str] = frozenset(),
) -> None:
    """Reads what the fields may point at, then opens the dialog."""
    house_store = context.house.store

    def load() -> dict[str, tuple[tuple[UUID, str], ...]]:
        with house_store.read() as reading:
            return {
                name: references.choices(reading, name)
                for name in kind.model_fields
                if name in references.KINDS and name not in preset
            }

    def show(choices: dict[str, tuple[tuple[UUID, str], ...]]) -> None:
        RecordDialog(
            context,
            service,
            kind,
            preset,
            choices,
            record=record,
            store=store,
            apart=apart,
            parent=parent,
        ).open()

    context.read(load, show)


def _value(editor: FieldEditor) -> Any:
    inner = editor.editor
    if isinstance(inner, QCheckBox):
        return inner.isChecked()
    if isinstance(inner, QComboBox):
        return parsed(editor.shape, str(inner.currentData() or ""))
    if isinstance(inner, QPlainTextEdit):
        return parsed(editor.shape, inner.toPlainText())
    if isinstance(inner, QLineEdit):
        return parsed(editor.shape, inner.text())
    raise TypeError(type(inner))
