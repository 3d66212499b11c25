"""Rule values with their sources, and the overrides of the inspection."""

from PySide6.QtWidgets import QWidget

from ui.context import Context


class RuleValuesTab(QWidget):
    """One row a value."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context

    def refresh(self) -> None:
        """The table anew."""
