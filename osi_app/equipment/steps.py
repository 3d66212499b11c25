"""The way of an item from the shelf to the field and back (P.36-40, P.51): which step may follow
which, and who signs it. The newest step is where the item stands."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from uuid import UUID

from osi_app.equipment.movement_records import StatusStep, Step
from osi_app.kernel.errors import RuleError

AT_ENTRY = frozenset({Step.ACCEPTED, Step.EXCLUDED, Step.QUERY})
"""What the check at the point of entry ends with: two hands sign it (P.51)."""
WITH_REASON = frozenset({Step.EXCLUDED, Step.QUERY})
"""The inspected State says why; its reason is kept (P.51)."""

FOLLOWS: Mapping[Step | None, tuple[Step, ...]] = MappingProxyType(
    {
        None: (Step.STORED,),
        Step.STORED: (Step.CONFIGURED,),
        Step.CONFIGURED: (Step.CALIBRATED, Step.STORED),
        Step.CALIBRATED: (Step.CERTIFIED, Step.STORED),
        Step.CERTIFIED: (Step.SEALED, Step.STORED),
        Step.SEALED: (Step.PACKED, Step.STORED),
        Step.PACKED: (Step.SHIPPED, Step.STORED),
        Step.SHIPPED: (Step.ACCEPTED, Step.EXCLUDED, Step.QUERY, Step.RETURNED),
        Step.QUERY: (Step.ACCEPTED, Step.EXCLUDED),
        Step.ACCEPTED: (Step.IN_USE, Step.RETURNED, Step.LEFT),
        Step.EXCLUDED: (Step.RETURNED, Step.LEFT),
        Step.IN_USE: (Step.RETURNED, Step.LEFT),
        Step.RETURNED: (Step.STORED,),
        Step.LEFT: (),
    }
)
"""Until it is shipped an item may go back to its shelf; once there it begins anew, so that nothing
travels on an old seal. What is left behind does not come back."""


def may_follow(stands: Step | None, *, needs_calibration: bool = True) -> tuple[Step, ...]:
    """The steps that may be taken next, in the order of the way; ``stands`` is None before the
    first. An item that needs no calibration may be certified as it is configured."""
    following = FOLLOWS[stands]
    if stands is Step.CONFIGURED and not needs_calibration:
        return (Step.CALIBRATED, Step.CERTIFIED, Step.STORED)
    return following


def stands(steps: Iterable[StatusStep]) -> StatusStep | None:
    """The newest step of one item, or None without any."""
    return max(steps, key=lambda one: one.at, default=None)


def standing(steps: Iterable[StatusStep]) -> Mapping[UUID, StatusStep]:
    """Of many items' steps the newest of each, by item id."""
    newest: dict[UUID, StatusStep] = {}
    for one in sorted(steps, key=lambda one: one.at):
        newest[one.item_id] = one
    return newest


def refuse_step(
    before: Sequence[StatusStep], step: StatusStep, *, needs_calibration: bool = True
) -> None:
    """Refuses a step that may not follow the item's steps so far. Raises ``RuleError``:
    step_too_early, step_order, reason_missing, countersignature_missing, two_hands,
    seal_number_missing."""
    newest = stands(before)
    if newest is not None and step.at <= newest.at:
        raise RuleError("step_too_early", field="at", step=newest.step, stands_at=newest.at)
    stood = newest.step if newest is not None else None
    allowed = may_follow(stood, needs_calibration=needs_calibration)
    if step.step not in allowed:
        raise RuleError(
            "step_order",
            field="step",
            step=step.step,
            stands=stood or "new",
            allowed=", ".join(one.value.replace("_", " ") for one in allowed) or "nothing",
        )
    _refuse_papers(step)


def refuse_history(steps: Iterable[StatusStep], *, needs_calibration: bool = True) -> None:
    """Refuses steps of one item that could not have been taken one after the other: what an
    import, a change or a removal would leave. Raises ``RuleError`` as ``refuse_step`` does."""
    before: list[StatusStep] = []
    for step in sorted(steps, key=lambda one: one.at):
        refuse_step(before[-1:], step, needs_calibration=needs_calibration)
        before.append(step)


def _refuse_papers(step: StatusStep) -> None:
    """What a step has to bring: a reason, a second hand, a seal number."""
    if step.step in WITH_REASON and not step.reason.strip():
        raise RuleError("reason_missing", field="reason")
    if step.step in AT_ENTRY:
        _refuse_hands(step)
    if step.step is Step.SEALED and not step.seal_number.strip():
        raise RuleError("seal_number_missing", field="seal_number")


def _refuse_hands(step: StatusStep) -> None:
    first, second = step.signed_by.strip(), step.countersigned_by.strip()
    if not first:
        raise RuleError("name_missing", field="signed_by")
    if not second:
        raise RuleError("countersignature_missing", field="countersigned_by")
    if first.casefold() == second.casefold():
        raise RuleError("two_hands", field="countersigned_by", name=second)
