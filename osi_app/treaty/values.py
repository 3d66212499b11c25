"""The table of rule values: each number a rule compares with, its paragraph, tag and source."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from osi_app.kernel.errors import NotFoundError, RuleError

Value = float | bool | str
LAW = "T"


@dataclass(frozen=True, slots=True)
class Override:
    """Another value for one inspection: who set it and why."""

    value: str
    author: str
    reason: str


@dataclass(frozen=True, slots=True)
class RuleValue:
    """One value. ``tag`` is T for law, M, E or R for what is believed, estimated or read;
    ``override`` stands beside the value it replaced (``shipped``)."""

    key: str
    value: Value
    unit: str
    paragraph: str
    tag: str
    title: str
    source: str
    shipped: Value
    override: Override | None = None

    @property
    def is_law(self) -> bool:
        """Whether it is the text of the Treaty or its Protocol."""
        return self.tag == LAW


class RuleValues:
    """The values in force for one inspection."""

    def __init__(self, values: Mapping[str, RuleValue]) -> None:
        self._values = MappingProxyType(dict(values))

    def get(self, key: str) -> RuleValue:
        """The value with all that is said of it. Raises ``NotFoundError``."""
        if key not in self._values:
            raise NotFoundError("no_such_rule_value", key=key)
        return self._values[key]

    def number(self, key: str) -> float:
        """The value as a number, in the unit of its key."""
        return float(self.get(key).value)

    def flag(self, key: str) -> bool:
        """The value as yes or no."""
        return bool(self.get(key).value)

    def text(self, key: str) -> str:
        """The value as words."""
        return str(self.get(key).value)

    def all(self) -> tuple[RuleValue, ...]:
        """Every value, by key."""
        return tuple(self._values[key] for key in sorted(self._values))

    def overrides(self) -> tuple[RuleValue, ...]:
        """The values that were replaced: printed with author and reason."""
        return tuple(value for value in self.all() if value.override is not None)

    def overridden(self, overrides: Mapping[str, Override], *, real: bool) -> "RuleValues":
        """The values with these replaced.

        Raises ``RuleError('law_not_overridable')`` for law in a real inspection,
        ``RuleError('invalid_value')`` for a text that is no such value, ``NotFoundError``.
        """
        changed = dict(self._values)
        for key, override in overrides.items():
            found = self.get(key)
            if real and found.is_law:
                raise RuleError("law_not_overridable", field="value", key=key)
            changed[key] = replace(found, value=typed(found, override.value), override=override)
        return RuleValues(changed)


def typed(rule: RuleValue, text: str) -> Value:
    """A typed text as that rule's kind of value. Raises ``RuleError('invalid_value')``."""
    if isinstance(rule.shipped, bool):
        words = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
        if text.strip().lower() not in words:
            raise RuleError("invalid_value", field="value", value=text, reason="yes or no")
        return words[text.strip().lower()]
    if isinstance(rule.shipped, str):
        return text.strip()
    try:
        number = float(text)
    except ValueError:
        raise RuleError("invalid_value", field="value", value=text, reason="a number") from None
    if not 0 <= number < 1e15:
        raise RuleError("invalid_value", field="value", value=text, reason="0 or more")
    return number


@lru_cache(maxsize=1)
def shipped_values() -> RuleValues:
    """The values as they ship."""
    text = (files("osi_app.treaty") / "data" / "rule_values.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text)["value"]
    return RuleValues({row["key"]: RuleValue(**row, shipped=row["value"]) for row in rows})
