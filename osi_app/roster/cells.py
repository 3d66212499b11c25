"""Cells of a roster that hold more than one value: techniques with level, answers of States."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from osi_app.kernel.importing import CellRefused
from osi_app.library.records import State
from osi_app.roster.records import Level
from osi_app.treaty.words import Technique

States = Mapping[str, UUID]
"""State ids by code and by name, without case."""


def states_by_word(states: Iterable[State]) -> dict[str, UUID]:
    """Code, English and Chinese name of every State -> its id; a code goes before a name."""
    states = tuple(states)
    names = {name.casefold(): s.id for s in states for name in (s.name, s.name_zh) if name}
    return names | {state.code.casefold(): state.id for state in states}


def state_of(states: States, column: str, text: str) -> UUID:
    """The State of that code or name. Raises ``CellRefused``."""
    found = states.get(text.strip().casefold())
    if found is None:
        remedy = "use the State's code or name as in the library, or add the State there first"
        raise CellRefused(column, f"there is no State {text[:40]!r}", remedy)
    return found


def techniques_of(words: Iterable[str]) -> dict[Technique, Level]:
    """ "a:expert", "c:operator" -> levels by technique. Raises ``CellRefused``."""
    found: dict[Technique, Level] = {}
    for word in words:
        letter, _, level = word.partition(":")
        try:
            technique = Technique(letter.strip().casefold())
            found[technique] = max(
                Level(level.strip().casefold()), found.get(technique, Level.TRAINEE), key=_rank
            )
        except ValueError:
            remedy = "write a:expert; letters a to h, levels trainee, operator, expert, lead"
            raise CellRefused("techniques", f"{word[:40]!r} is no technique", remedy) from None
    return found


def _rank(level: Level) -> int:
    return tuple(Level).index(level)


def answers_of(words: Iterable[str], states: States) -> dict[UUID, tuple[date, date | None]]:
    """ "XA:2024-01-01:2024-01-20" -> (notified, objected or None) by State. Raises
    ``CellRefused``."""
    found: dict[UUID, tuple[date, date | None]] = {}
    for word in words:
        state, *days = (part.strip() for part in word.split(":"))
        key = state_of(states, "acceptance", state)
        try:
            read = [date.fromisoformat(day) if day else None for day in [*days, ""]]
            notified, objected = read[0], read[1]
        except (ValueError, IndexError):
            notified = objected = None
        if notified is None or len(days) > 2:
            remedy = "write State:day of notification[:day of objection], days as 2024-01-31"
            raise CellRefused("acceptance", f"{word[:60]!r} cannot be read", remedy)
        if objected is not None and objected < notified:
            reason = f"{word[:60]!r}: the objection is before the notification"
            raise CellRefused("acceptance", reason, "correct the days")
        found[key] = (notified, objected)
    return found
