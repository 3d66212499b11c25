"""What a reply says: available or not, from when until when, from which airport, with what
constraints. Whatever is not clear stays unclear, for a person to read."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from osi_app.roster.callout.airports import airport_zones
from osi_app.roster.callout.day_reading import Asked, FoundDay, days_in
from osi_app.roster.callout.tokens import tokens_in
from osi_app.roster.callout.words import any_of, pattern_of, phrases, plain
from osi_app.roster.callout_records import Answer

LONGEST_READ = 20_000
"""Characters of a reply that are read; what follows is kept and not read."""
_CODE = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{3}(?![A-Za-z0-9])")
_CLAUSE = re.compile(r"[^,.;:!?，。；：！？،؛؟]+[?？؟]?")
_STOP = re.compile(r"\s*(?:[,.;:!，。；：！،؛-]|$)")
_BETWEEN = re.compile(r"[\s,:;().-]*(?:el|le|the|día|день)?\s*")
_RANGE = re.compile(r"\s*(?:-|–|—|/|to|a|до|по|至|到|~|الى)\s*")


@dataclass(frozen=True, slots=True)
class Said:
    """A reply read. Days are inclusive; None at an end that was not told."""

    answer: Answer = Answer.UNCLEAR
    first: date | None = None
    last: date | None = None
    airport: str = ""
    constraints: str = ""


@dataclass(frozen=True, slots=True)
class _Days:
    """The span a text tells, and whether any day in it could not be read or placed."""

    first: date | None = None
    last: date | None = None
    doubtful: bool = False

    @property
    def told(self) -> bool:
        return self.first is not None or self.last is not None


_DOUBTFUL = _Days(doubtful=True)


def read_reply(text: str, asked: Asked, airports: Iterable[str] = ()) -> Said:
    """What this text answers to a call for these days. ``airports`` are the person's own, which
    count where they are named without the word airport."""
    text = text[:LONGEST_READ]
    lines = [_without_tokens(line) for line in plain(text).splitlines()]
    days = _span([_uncut(line) for line in lines], asked)
    yes, no = _verdict(lines)
    said = Said(_answer(yes, no, days, asked), airport=airport_in(text, airports),
                constraints=_constraints(text))  # fmt: skip
    return said if no or days.doubtful else replace(said, first=days.first, last=days.last)


def _answer(yes: bool, no: bool, days: _Days, asked: Asked) -> Answer:
    if (yes and no) or days.doubtful:
        return Answer.UNCLEAR
    if no:
        # absent for part of the time leaves more than one span: a person reads it
        return Answer.UNCLEAR if days.told else Answer.UNAVAILABLE
    if not days.told:
        return Answer.AVAILABLE if yes else Answer.UNCLEAR
    first, last = days.first or asked.first, days.last or asked.last
    if last < first or last < asked.first or asked.last < first:
        return Answer.UNCLEAR
    whole = first <= asked.first and asked.last <= last
    return Answer.AVAILABLE if whole else Answer.PARTLY


def _verdict(lines: Sequence[str]) -> tuple[bool, bool]:
    """Whether the lines say yes, and whether they say no."""
    yes = no = False
    for line in lines:
        yes = yes or _stands_alone(line, "yes_alone")
        no = no or _stands_alone(line, "no_alone")
        for clause in _CLAUSE.findall(line):
            said = _clause_says(clause)
            yes, no = yes or said == "yes", no or said == "no"
    return yes, no


def _clause_says(clause: str) -> str:
    """ "yes", "no" or "" for one clause: longer phrases hide the shorter ones in them, and what
    is doubted or asked says nothing."""
    kinds = {one: kind for kind in ("yes", "no", "neutral") for one in phrases(kind)}
    pattern = _phrase_pattern()
    found = {kinds[" ".join(match[0].split())] for match in pattern.finditer(clause)}
    rest = pattern.sub(" ", clause)
    if clause.rstrip().endswith(("?", "؟")) or pattern_of("doubt").search(rest):
        return ""
    found.discard("neutral")
    return found.pop() if len(found) == 1 else ""


@cache
def _phrase_pattern() -> re.Pattern[str]:
    every = {one for kind in ("yes", "no", "neutral") for one in phrases(kind)}
    return any_of(sorted(every, key=lambda one: (-len(one), one)))


def _stands_alone(line: str, kind: str) -> bool:
    match = any_of(phrases(kind)).match(line.lstrip("*- "))
    return match is not None and _STOP.match(line.lstrip("*- ")[match.end() :]) is not None


def _span(lines: Sequence[str], asked: Asked) -> _Days:
    """The days by the word before each: from, until, or a dash between two. Days in a line that
    says more than we understand are doubtful: "on leave from … until …"."""
    words = "\n".join(lines)
    days = days_in(words, asked)
    if any(not _only_days(line, asked) for line in lines):
        return _DOUBTFUL
    found: dict[str, set[date]] = {"from": set(), "until": set(), "": set()}
    for place, one in enumerate(days):
        if one.day is None:
            return _DOUBTFUL
        found[_role(words, days, place)].add(one.day)
    first, last = found["from"], found["until"]
    if found[""] or len(first) > 1 or len(last) > 1:
        return _DOUBTFUL
    return _Days(next(iter(first), None), next(iter(last), None))


def _only_days(line: str, asked: Asked) -> bool:
    """Whether a line has no days, or nothing beside them that could change what they mean."""
    days = days_in(line, asked)
    if not days:
        return True
    rest = line
    for one in reversed(days):
        rest = rest[: one.start] + " " + rest[one.end :]
    rest = _airport_pattern().sub(" ", rest)
    for kind in ("neutral", "no", "yes", "from", "until", "filler", "yes_alone", "no_alone"):
        rest = pattern_of(kind).sub(" ", rest)
    return not any(sign.isalnum() for sign in rest)


@cache
def _airport_pattern() -> re.Pattern[str]:
    """The word airport with its code."""
    return re.compile(rf"(?:{pattern_of('airport').pattern})[\s:：,(]*[a-z]{{3}}(?!\w)\)?")


def _uncut(line: str) -> str:
    """A line up to its constraint."""
    match = pattern_of("constraints").search(line)
    return line if match is None else line[: match.start()]


def _without_tokens(line: str) -> str:
    for token in tokens_in(line):
        signs = r"[^0-9a-z]?".join(token.replace("-", "").casefold())
        line = re.sub(signs, " ", line)
    return line


def _role(words: str, days: tuple[FoundDay, ...], place: int) -> str:
    one = days[place]
    before = words[max(one.start - 40, days[place - 1].end if place else 0) : one.start]
    after = words[one.end : days[place + 1].start] if place + 1 < len(days) else ""
    if place and _RANGE.fullmatch(before):
        return "until"
    for kind in ("until", "from"):
        if _ends_with(before, kind):
            return kind
    return "from" if after and _RANGE.fullmatch(after) else ""


def _ends_with(before: str, kind: str) -> bool:
    *_, last = [None, *pattern_of(kind).finditer(before)]
    return last is not None and _BETWEEN.fullmatch(before[last.end() :]) is not None


def airport_in(text: str, own: Iterable[str] = ()) -> str:
    """The IATA code that the text names, checked against all airports; "" for none. Three letters
    alone are a code only after the word airport, or where they are the person's own airport."""
    known = airport_zones()
    words = plain(text)
    for match in pattern_of("airport").finditer(words):
        for code in _CODE.findall(words[match.end() : match.end() + 30]):
            if code.upper() in known:
                return str(code).upper()
    mine = {code.upper() for code in own if code}
    return next((code for code in _CODE.findall(text) if code in mine and code in known), "")


def _constraints(text: str) -> str:
    """The rest of every line from a word such as "but" or "constraints" on, as it was written."""
    found: list[str] = []
    for line in text.splitlines():
        words = plain(line)
        matches = [pattern_of(kind).search(words) for kind in ("constraints", "but")]
        ends = [match.end() for match in matches if match is not None]
        if not ends:
            continue
        told = line[_place_in(line, min(ends)) :].strip(" :：,.-–\t")
        if told and not pattern_of("neutral").fullmatch(plain(told)):
            found.append(told)
    return "; ".join(found)[:1_000]


def _place_in(line: str, place: int) -> int:
    """Where in the line the first ``place`` plain characters end."""
    done = 0
    for number, sign in enumerate(line):
        if done >= place:
            return number
        done += len(plain(sign))
    return len(line)
