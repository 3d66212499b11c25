"""A reader that types: told from a person by its speed, so that no field needs the focus.

Letters that come faster than a person types and end with Enter or Tab are a tag; all others pass on
as typing, in their order and none lost. Letters are held back for no longer than the interval: who
owns the buffer calls ``due`` after it, so that a person sees what he types at once.
"""

from dataclasses import dataclass

ENDS = frozenset("\r\n\t")
SEPARATORS = frozenset("\x1d\x1e\x04")
"""Control characters that a GS1 symbol may hold; any other (Backspace, Escape) is a person's."""


@dataclass(frozen=True, slots=True)
class WedgePace:
    """What tells a reader from a person. ``interval_ms`` is the longest time between two letters of
    a reader, inclusive; a burst of fewer than ``shortest`` letters is typing, one of more than
    ``longest`` a paste, to its end."""

    interval_ms: float = 35
    shortest: int = 4
    longest: int = 512


@dataclass(frozen=True, slots=True)
class Passed:
    """What one key brought: ``typed`` is to be typed on (it comes before the tag), ``tag`` was
    read ("" none)."""

    typed: str = ""
    tag: str = ""


NOTHING = Passed()


class WedgeBuffer:
    """The letters held back until it is clear who typed them."""

    def __init__(self, pace: WedgePace | None = None) -> None:
        self._pace = pace or WedgePace()
        self._held = ""
        self._last_ms = 0.0
        self._too_long = False
        self._after_return = False

    @property
    def held(self) -> str:
        """What is held back now."""
        return self._held

    def feed(self, char: str, at_ms: float) -> Passed:
        """One key's text at a time in milliseconds of any clock. "" (Shift and its like) changes
        nothing; several letters at once are typing. A reader's line feed after its return belongs
        to the tag it ended."""
        if not char:
            return NOTHING
        fast = 0 <= at_ms - self._last_ms <= self._pace.interval_ms
        feeds_on = self._after_return and fast and char == "\n"
        self._last_ms, self._after_return = at_ms, False
        if feeds_on:
            return NOTHING
        if not fast:
            self._too_long = False
        typed = "" if fast else self._released()
        if char in ENDS:
            return self._ended(char, typed)
        if self._too_long or len(char) > 1 or not (char.isprintable() or char in SEPARATORS):
            return Passed(typed + self._released() + char)
        return self._kept(char, typed)

    def due(self, at_ms: float) -> Passed:
        """Lets go of what is held once no reader would still be typing: call it after the interval
        without a key. Nothing while a burst may go on."""
        if 0 <= at_ms - self._last_ms <= self._pace.interval_ms:
            return NOTHING
        return Passed(self._released())

    def flush(self) -> Passed:
        """Lets go of all that is held, such as when the window loses its focus."""
        self._after_return = False
        return Passed(self._released())

    def _kept(self, char: str, typed: str) -> Passed:
        self._held += char
        if len(self._held) > self._pace.longest:
            self._too_long = True
            typed += self._released()
        return Passed(typed)

    def _ended(self, char: str, typed: str) -> Passed:
        if len(self._held) < self._pace.shortest:
            return Passed(typed + self._released() + char)
        self._after_return = char == "\r"
        return Passed(typed, self._released())

    def _released(self) -> str:
        held, self._held = self._held, ""
        return held
