"""How many complete field teams of each technique the roster can send at some days' notice, and
whose absence would break one.

Levels are nested: an expert can do what an operator does. So ``k`` teams can be manned if and only
if for every level there are ``k`` times as many people of at least that level as one team asks for
of at least that level (Hall's condition for nested sets).
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from uuid import UUID

from osi_app.roster.records import Level
from osi_app.treaty.words import Technique

RANKS: Mapping[Level, int] = {level: rank for rank, level in enumerate(Level)}


@dataclass(frozen=True, slots=True)
class FieldTeam:
    """What one team needs: people by least level."""

    name: str
    title: str
    technique: Technique
    source: str
    people: tuple[tuple[int, Level], ...]

    @property
    def size(self) -> int:
        """How many people one team has."""
        return sum(count for count, _ in self.people)

    def at_least(self, level: Level) -> int:
        """How many people of at least this level one team asks for."""
        return sum(count for count, asked in self.people if RANKS[asked] >= RANKS[level])


@dataclass(frozen=True, slots=True)
class Able:
    """A person who can go, and how well they master the technique."""

    inspector_id: UUID
    code: str
    name: str
    level: Level


@dataclass(frozen=True, slots=True)
class Strength:
    """``teams`` complete teams of ``able`` people; ``critical`` are those of whom each one's
    absence would leave a team fewer. ``short`` says how many more people of at least each level
    the next team would need (levels of which none is missing are left out)."""

    team: FieldTeam
    teams: int
    able: tuple[Able, ...]
    critical: tuple[Able, ...]
    short: Mapping[Level, int]


@lru_cache(maxsize=1)
def field_teams() -> tuple[FieldTeam, ...]:
    """The shipped field teams, by technique."""
    text = (files("osi_app.roster") / "data" / "field_teams.toml").read_text(encoding="utf-8")
    return tuple(
        FieldTeam(
            name, one["title"], Technique(one["technique"]), one["source"],
            tuple((count, Level(level)) for count, level in one["people"]),
        )
        for name, one in tomllib.loads(text).items()
    )  # fmt: skip


def strength(team: FieldTeam, able: Sequence[Able]) -> Strength:
    """How many complete teams these people make. Raises ``ValueError`` for a team of nobody."""
    if not team.size:
        raise ValueError(team.name)
    asked = {level: team.at_least(level) for level in Level if team.at_least(level)}
    there = {level: sum(RANKS[p.level] >= RANKS[level] for p in able) for level in asked}
    teams = min(there[level] // asked[level] for level in asked)
    tight = [level for level in asked if there[level] - 1 < teams * asked[level]]
    short = {level: (teams + 1) * asked[level] - there[level] for level in asked}
    return Strength(
        team,
        teams,
        tuple(sorted(able, key=lambda one: (-RANKS[one.level], one.code))),
        tuple(
            one
            for one in sorted(able, key=lambda one: one.code)
            if teams and any(RANKS[one.level] >= RANKS[level] for level in tight)
        ),
        {level: count for level, count in short.items() if count > 0},
    )
