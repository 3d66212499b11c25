"""How a call-out stands: who answered what, where they are, which days are covered.

Days are inclusive. Counts are of people, by their reply that stands; replies that nobody could be
matched to count for nobody and are told apart.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from osi_app.roster.callout.airports import airport_zones
from osi_app.roster.callout.replies_standing import counts, standing
from osi_app.roster.callout.steps import Campaign, next_due, wave_starts
from osi_app.roster.callout_records import Answer, Callee, CallReply, MessageState
from osi_app.roster.records import Inspector

SILENT_AFTER_H = 6.0
_REACHED = (MessageState.SENT, MessageState.WRITTEN, MessageState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Counts:
    """People by what they said."""

    available: int = 0
    partly: int = 0
    unavailable: int = 0
    unclear: int = 0
    silent: int = 0

    @property
    def people(self) -> int:
        """All of them."""
        return self.available + self.partly + self.unavailable + self.unclear + self.silent


@dataclass(frozen=True, slots=True)
class HourLine:
    """Hour ``hour`` since the opening (0: the first sixty minutes): replies that came in it, and
    how many people had answered by its end."""

    hour: int
    replies: int
    answered: int


@dataclass(frozen=True, slots=True)
class GroupLine:
    """The people of one region or time zone ("" where none is known)."""

    group: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class SilentLine:
    """Somebody who has not answered clearly for so many hours since they were first called;
    ``channels`` are those tried."""

    callee_id: UUID
    inspector_id: UUID
    code: str
    name: str
    wave: int
    hours: float
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DayLine:
    """How many people are available on a day of the call."""

    day: date
    available: int


@dataclass(frozen=True, slots=True)
class Tally:
    """The state of a call-out at one moment. ``whole`` are the inspectors available on every day;
    ``unreached`` those without any usable channel; ``to_review`` counts replies with a problem,
    ``undecided`` messages that may have arrived."""

    at: datetime
    counts: Counts
    by_hour: tuple[HourLine, ...]
    by_region: tuple[GroupLine, ...]
    by_zone: tuple[GroupLine, ...]
    silent: tuple[SilentLine, ...]
    whole: tuple[UUID, ...]
    coverage: tuple[DayLine, ...]
    unreached: tuple[UUID, ...]
    to_review: int
    undecided: int
    next_due: datetime | None


@dataclass(frozen=True, slots=True)
class TallyAsked:
    """What a tally is made of beside the campaign. ``people`` and ``regions`` are by inspector;
    ``silent_after_h`` are the hours after which somebody is named as silent."""

    at: datetime
    people: Mapping[UUID, Inspector]
    regions: Mapping[UUID, str]
    silent_after_h: float = SILENT_AFTER_H


def span_of(reply: CallReply, campaign: Campaign) -> tuple[date, date] | None:
    """The days of the call on which this reply makes its sender available, both inclusive; None
    for no day."""
    if reply.answer not in (Answer.AVAILABLE, Answer.PARTLY):
        return None
    first = max(reply.available_from or date.min, campaign.call_out.needed_from)
    last = min(reply.available_until or date.max, campaign.call_out.needed_until)
    return (first, last) if first <= last else None


def answer_now(reply: CallReply, campaign: Campaign) -> Answer:
    """What a reply comes to for the days that are asked about now: they may have been moved since
    it was given, and who was available on other days only is to be asked again."""
    if reply.answer not in (Answer.AVAILABLE, Answer.PARTLY):
        return reply.answer
    span = span_of(reply, campaign)
    if span is None:
        return Answer.UNCLEAR
    needed = (campaign.call_out.needed_from, campaign.call_out.needed_until)
    return Answer.AVAILABLE if span == needed else Answer.PARTLY


def tally(campaign: Campaign, asked: TallyAsked) -> Tally:
    """How the call-out stands at that moment: what came later is left out."""
    # clocks tell seconds; replies of one second lie microseconds apart, to keep their order
    replies = [one for one in campaign.replies if one.at < asked.at + timedelta(seconds=1)]
    stands = standing(replies)
    spans = {key: span_of(reply, campaign) for key, reply in stands.items()}
    answers = {key: answer_now(reply, campaign) for key, reply in stands.items()}
    needed = (campaign.call_out.needed_from, campaign.call_out.needed_until)
    callees = campaign.callees
    return Tally(
        at=asked.at,
        counts=_counts(callees, answers),
        by_hour=_by_hour(campaign, replies, asked.at),
        by_region=_grouped(callees, answers, asked.regions),
        by_zone=_grouped(callees, answers, {k: zone_of(p) for k, p in asked.people.items()}),
        silent=_silent(campaign, answers, asked),
        whole=tuple(one.inspector_id for one in callees if spans.get(one.id) == needed),
        coverage=_coverage(campaign, [span for span in spans.values() if span is not None]),
        unreached=tuple(one.inspector_id for one in callees
                        if not campaign.ladders[one.inspector_id].rungs),
        to_review=sum(not counts(one) for one in replies),
        undecided=sum(one.state is MessageState.UNKNOWN for one in campaign.messages),
        next_due=next_due(campaign, asked.at),
    )  # fmt: skip


def zone_of(person: Inspector) -> str:
    """The person's time zone, else that of their airport; "" when neither is known."""
    if person.time_zone or not person.home_airport:
        return person.time_zone
    return airport_zones().get(person.home_airport.upper(), "")


def _counts(callees: Iterable[Callee], answers: Mapping[UUID, Answer]) -> Counts:
    found = Counter(answers[one.id].value if one.id in answers else "silent" for one in callees)
    return Counts(**found)


def _grouped(
    callees: Iterable[Callee], answers: Mapping[UUID, Answer], group_of: Mapping[UUID, str]
) -> tuple[GroupLine, ...]:
    groups: dict[str, list[Callee]] = {}
    for one in callees:
        groups.setdefault(group_of.get(one.inspector_id, ""), []).append(one)
    return tuple(GroupLine(name, _counts(some, answers)) for name, some in sorted(groups.items()))


def _by_hour(
    campaign: Campaign, replies: Iterable[CallReply], at: datetime
) -> tuple[HourLine, ...]:
    """Every hour from the opening to now, those without replies too."""
    opened = campaign.call_out.opened_at
    end = min(at, campaign.call_out.closed_at or at)
    counted = [(_hour(opened, one.at), one.callee_id) for one in replies if counts(one)]
    arrivals = Counter(hour for hour, _ in counted)
    firsts: dict[UUID | None, int] = {}
    for hour, key in sorted(counted, key=lambda pair: pair[0]):
        firsts.setdefault(key, hour)
    begun = Counter(firsts.values())
    lines, answered = [], 0
    for hour in range(max(_hour(opened, end), max(arrivals, default=0)) + 1):
        answered += begun[hour]
        lines.append(HourLine(hour, arrivals[hour], answered))
    return tuple(lines)


def _hour(opened: datetime, at: datetime) -> int:
    return max(int((at - opened) / timedelta(hours=1)), 0)


def _silent(
    campaign: Campaign, answers: Mapping[UUID, Answer], asked: TallyAsked
) -> tuple[SilentLine, ...]:
    """Longest silent first. Who was not called yet, because their wave is to come, is not."""
    found: list[SilentLine] = []
    for callee in campaign.callees:
        if answers.get(callee.id, Answer.UNCLEAR) is not Answer.UNCLEAR:
            continue
        made = campaign.by_callee.get(callee.id, {})
        tried = [one for _, one in sorted(made.items()) if one.state in _REACHED]
        since = min((one.sent_at or one.queued_at for one in tried),
                    default=wave_starts(campaign.call_out, callee.wave))  # fmt: skip
        hours = (asked.at - since) / timedelta(hours=1)
        if hours >= asked.silent_after_h:
            person = asked.people[callee.inspector_id]
            channels = tuple(dict.fromkeys(one.channel.value for one in tried))
            found.append(SilentLine(callee.id, person.id, person.code, person.name, callee.wave,
                                    hours, channels))  # fmt: skip
    return tuple(sorted(found, key=lambda one: (-one.hours, one.code)))


def _coverage(campaign: Campaign, spans: Iterable[tuple[date, date]]) -> tuple[DayLine, ...]:
    known = tuple(spans)
    first, last = campaign.call_out.needed_from, campaign.call_out.needed_until
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return tuple(DayLine(day, sum(begin <= day <= end for begin, end in known)) for day in days)
