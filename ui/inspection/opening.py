"""From the five answers to an open case."""

from collections.abc import Callable
from typing import Any

from ui.operations import Operations


def open_case(
    operations: Operations,
    house: Any,
    answers: dict[str, Any],
    done: Callable[[Any], None],
    failed: Callable[[Exception], bool],
) -> None:
    """Opens the case in the writer's thread."""
    operations.write(lambda: house.open_inspection(**answers), done, failed=failed)
