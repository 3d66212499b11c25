"""What belongs to the person at this machine, not to the inspection. Kept by QSettings."""

import json
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

APPEARANCES = ("system", "light", "dark")
RECENT_MOST = 8


class Preferences:
    """Appearance, window geometry, recent stores, widths of columns, remembered mappings."""

    def __init__(self, settings: QSettings | None = None) -> None:
        self._settings = settings or QSettings("OSI Planner", "OSI Planner")

    @property
    def appearance(self) -> str:
        """light, dark or system."""
        word = str(self._settings.value("appearance", "system"))
        return word if word in APPEARANCES else "system"

    @appearance.setter
    def appearance(self, word: str) -> None:
        self._settings.setValue("appearance", word)

    @property
    def geometry(self) -> QByteArray | None:
        """The window's place and size when it was last closed."""
        stored = self._settings.value("geometry")
        return stored if isinstance(stored, QByteArray) else None

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._settings.setValue("geometry", geometry)

    @property
    def recent_stores(self) -> tuple[str, ...]:
        """Stores opened lately, newest first."""
        return tuple(str(place) for place in self.value("recent", []))

    def opened_store(self, location: str) -> None:
        """Puts a store at the head of the recent ones."""
        others = [place for place in self.recent_stores if place != location]
        self.keep("recent", [location, *others][:RECENT_MOST])

    def value(self, key: str, otherwise: Any) -> Any:
        """A remembered value (JSON underneath); ``otherwise`` when there is none or it is
        damaged."""
        stored = self._settings.value(key)
        if not isinstance(stored, str):
            return otherwise
        try:
            return json.loads(stored)
        except json.JSONDecodeError:
            return otherwise

    def keep(self, key: str, value: Any) -> None:
        """Remembers a value under a key."""
        self._settings.setValue(key, json.dumps(value))
