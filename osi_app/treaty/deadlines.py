"""The clocks C01 to C42: due from what has happened, or from the latest lawful plan."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from osi_app.treaty.timeline import Facts, Moment, Options, Timeline
from osi_app.treaty.values import RuleValues
from osi_app.treaty.words import Milestone


class ClockKind(StrEnum):
    """What passing a clock means."""

    DUTY = "duty"
    PROMPTLY = "promptly"
    """The text gives no number: never overdue, done or open."""
    WINDOW = "window"
    """A right that ends, or a door that opens."""
    ADVICE = "advice"
    """Our own planning default."""


class DeadlineStatus(StrEnum):
    """Where a deadline stands now."""

    DONE = "done"
    LATE = "done_late"
    OPEN = "open"
    SOON = "due_soon"
    OVERDUE = "overdue"
    PASSED = "passed"
    """A window that has closed, or a door that has opened."""
    WAITING = "waiting"
    """Its anchor has not happened and is not planned."""
    OFF = "not_applicable"


@dataclass(frozen=True, slots=True)
class Clock:
    """One row of the table; see ``data/clocks.toml``."""

    id: str
    title: str
    paragraph: str
    tag: str
    anchor: str
    offset: float | str
    kind: ClockKind
    done: tuple[Milestone, ...]
    silence: str
    votes: int
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deadline:
    """One clock of one case.

    ``due_at`` is inclusive and None while the clock waits; ``planned`` says that it is counted
    from the latest lawful plan and not from what happened; ``slack_s`` is what is left until it
    (negative when passed), measured from now or, once done, from then.
    """

    id: str
    title: str
    paragraph: str
    tag: str
    kind: ClockKind
    anchor: str
    due_at: datetime | None
    planned: bool
    done_at: datetime | None
    status: DeadlineStatus
    slack_s: float | None
    silence: str
    votes: int
    of_members: int = 51


@lru_cache(maxsize=1)
def clocks() -> tuple[Clock, ...]:
    """The table of clocks, in order."""
    text = (files("osi_app.treaty") / "data" / "clocks.toml").read_text(encoding="utf-8")
    return tuple(
        Clock(
            **{
                **row,
                "kind": ClockKind(row["kind"]),
                "done": tuple(Milestone(word) for word in row["done"]),
                "needs": tuple(row["needs"]),
            }
        )
        for row in tomllib.loads(text)["clock"]
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """All that the clocks of a case depend on."""

    facts: Facts
    options: Options
    line: Timeline
    values: RuleValues
    now: datetime


def deadlines(standing: Standing) -> tuple[Deadline, ...]:
    """Every clock of a case, C01 to C42, at one moment."""
    return tuple(_deadline(clock, standing) for clock in clocks())


def _deadline(clock: Clock, standing: Standing) -> Deadline:
    anchor = _anchor(clock.anchor, standing)
    due = None if anchor is None else anchor.at + _offset(clock, standing.values)
    done = _done(clock, standing.facts)
    status = _status(clock, due, done, standing)
    slack = None if due is None else (due - (done or standing.now)).total_seconds()
    return Deadline(
        id=clock.id,
        title=clock.title,
        paragraph=clock.paragraph,
        tag=clock.tag,
        kind=clock.kind,
        anchor=clock.anchor,
        due_at=due,
        planned=anchor is not None and not anchor.happened,
        done_at=done,
        status=status,
        slack_s=slack,
        silence=clock.silence,
        votes=clock.votes,
        of_members=int(standing.values.number("votes.members")),
    )


def _offset(clock: Clock, values: RuleValues) -> timedelta:
    if isinstance(clock.offset, str):
        return timedelta(days=values.number(clock.offset))
    return timedelta(hours=clock.offset)


def _anchor(word: str, standing: Standing) -> Moment | None:
    facts, line = standing.facts, standing.line
    if word in ("T0", "T0d", "TA", "TP", "TE"):
        return line.anchor(word)
    if word == "pir":
        return line.report_received
    if word == "decision":
        return _first(facts, (Milestone.EC_APPROVED, Milestone.EC_REFUSED))
    if word == "decision_due":
        return line.approval
    return _first(facts, (Milestone(word),))


def _first(facts: Facts, wanted: Sequence[Milestone]) -> Moment | None:
    found = [facts[milestone] for milestone in wanted if milestone in facts]
    return Moment(min(found), True) if found else None


def _done(clock: Clock, facts: Facts) -> datetime | None:
    found = _first(facts, clock.done)
    return None if found is None else found.at


def _status(
    clock: Clock, due: datetime | None, done: datetime | None, standing: Standing
) -> DeadlineStatus:
    if not _applies(clock, due, done, standing):
        return DeadlineStatus.OFF
    if done is not None:
        late = clock.kind is ClockKind.DUTY and due is not None and done > due
        return DeadlineStatus.LATE if late else DeadlineStatus.DONE
    if due is None:
        return DeadlineStatus.WAITING
    if clock.kind is ClockKind.PROMPTLY:
        return DeadlineStatus.OPEN
    if standing.now > due:
        return DeadlineStatus.PASSED if clock.kind is ClockKind.WINDOW else DeadlineStatus.OVERDUE
    near = timedelta(hours=standing.values.number("deadline.due_soon_h"))
    return DeadlineStatus.SOON if due - standing.now <= near else DeadlineStatus.OPEN


def _applies(clock: Clock, due: datetime | None, done: datetime | None, standing: Standing) -> bool:
    options, line = standing.options, standing.line
    met = {
        "jurisdiction": options.under_jurisdiction,
        "observer": options.observer_proposed,
        "aircraft": options.non_scheduled_aircraft,
        "ts_aircraft": not options.aircraft_by_inspected_state,
        "concluded": line.approved or line.ended_at is None,
    }
    if not all(met[need] for need in clock.needs):
        return False
    if done is not None or line.ended_at is None or due is None:
        return True
    # the case ended before this fell due: only what follows from its end still runs
    follows = clock.anchor in ("TE", "decision", "inspection_stopped", "draft_report_available")
    follows = follows or clock.anchor == "comments_received"
    return due <= line.ended_at or (follows and (line.approved or clock.anchor == "decision"))
