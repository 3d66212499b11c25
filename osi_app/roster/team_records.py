"""How a team is chosen: the seats it needs, who is pinned or kept out, what the planner weighs."""

from enum import StrEnum
from uuid import UUID

from pydantic import model_validator
from sqlmodel import Field

from osi_app.kernel.record import Record
from osi_app.roster.fitness_records import TeamFunction
from osi_app.roster.records import Level
from osi_app.treaty.words import Technique


class Verdict(StrEnum):
    """What the planner has settled about a person before the builder chooses."""

    PINNED = "pinned"
    EXCLUDED = "excluded"


class Seat(Record):
    """One place in the team of an inspection. ``languages`` are ISO 639 codes of which all are
    needed, each at working level or better; ``shift`` names the watch it shares with others: seats
    of one ``technique`` and different shifts relieve each other."""

    inspection_id: UUID
    code: str = Field(min_length=1, max_length=40)
    title: str = Field(min_length=1)
    function: TeamFunction
    technique: Technique | None = None
    level: Level = Level.OPERATOR
    languages: tuple[str, ...] = ()
    shift: str = ""
    assistant: bool = False
    drilling: bool = False
    rank: int = Field(default=0, ge=0)


class TeamChoice(Record):
    """A person pinned to the team (to one seat, or to any) or kept out of it, with the reason."""

    inspection_id: UUID
    inspector_id: UUID
    verdict: Verdict
    seat_id: UUID | None = None
    reason: str = ""

    @model_validator(mode="after")
    def _no_seat_when_kept_out(self) -> "TeamChoice":
        if self.verdict is Verdict.EXCLUDED and self.seat_id is not None:
            raise ValueError("who is kept out has no seat")
        return self


class IncompatiblePair(Record):
    """Two people who are not sent together."""

    inspector_id: UUID
    other_id: UUID
    reason: str = Field(min_length=1)


class TeamWeights(Record):
    """How much each soft goal counts in one inspection; 0 leaves it out."""

    inspection_id: UUID
    geography: float = Field(default=3, ge=0, le=10)
    gender: float = Field(default=2, ge=0, le=10)
    languages: float = Field(default=2, ge=0, le=10)
    experience: float = Field(default=3, ge=0, le=10)
    travel: float = Field(default=1, ge=0, le=10)
    fairness: float = Field(default=1, ge=0, le=10)
