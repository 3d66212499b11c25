"""Whose reply this is. A token finds the callee; the sender must be theirs, or a person decides.

Problems: sender_differs, several_callees, other_call_out, unknown_token (made up: its check sign
fits), mistyped_token, no_token (a callee's address and no token), unknown_sender; and of the mail
itself: bounced, automatic, too_large, broken. A reply with a problem never counts by itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from osi_app.roster.callout.addresses import is_of
from osi_app.roster.callout.campaigns import Called
from osi_app.roster.callout.invitation import uid_of
from osi_app.roster.callout.tokens import is_sound, tokens_in
from osi_app.roster.callout_records import Callee
from osi_app.roster.records import Inspector


@dataclass(frozen=True, slots=True)
class Known:
    """What a reply can be matched with. ``elsewhere`` are the tokens of other call-outs; ``people``
    are by callee."""

    by_token: Mapping[str, Callee]
    elsewhere: frozenset[str]
    by_message: Mapping[str, Callee]
    by_uid: Mapping[str, Callee]
    people: Mapping[UUID, Inspector]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a reply shows of where it comes from. ``texts`` are searched for tokens: subject, body
    with what is quoted, and the addresses it went to."""

    texts: tuple[str, ...]
    sender: str = ""
    references: tuple[str, ...] = ()
    uid: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """The callee, if there is one, and the problem, if there is one."""

    callee: Callee | None
    problem: str = ""


def known_of(called: Called, every: Iterable[Callee]) -> Known:
    """What the replies to a call-out are matched with; ``every`` are the callees of all."""
    mine = called.callees
    return Known(
        {one.token: one for one in mine.values()},
        frozenset(one.token for one in every if one.id not in mine),
        {one.message_id: mine[one.callee_id] for one in called.campaign.messages},
        {uid_of(one): one for one in mine.values()},
        {key: called.person_of(key) for key in mine},
    )


def match(known: Known, evidence: Evidence) -> Match:
    """Whose reply it is, and what speaks against counting it."""
    tokens = tuple(dict.fromkeys(t for text in evidence.texts for t in tokens_in(text)))
    found = {one.id: one for one in _shown(known, tokens, evidence)}
    if len(found) > 1:
        return Match(None, "several_callees")
    if not found:
        return _unmatched(known, tokens, evidence.sender)
    (callee,) = found.values()
    if evidence.sender and not is_of(known.people[callee.id], evidence.sender):
        return Match(callee, "sender_differs")
    return Match(callee)


def _shown(known: Known, tokens: Iterable[str], evidence: Evidence) -> Iterable[Callee]:
    yield from (known.by_token[one] for one in tokens if one in known.by_token)
    yield from (known.by_message[one] for one in evidence.references if one in known.by_message)
    if evidence.uid in known.by_uid:
        yield known.by_uid[evidence.uid]


def _unmatched(known: Known, tokens: tuple[str, ...], sender: str) -> Match:
    """Who sent it is a hint and no proof: a sender is easily forged."""
    hinted = _by_sender(known, sender)
    if any(one in known.elsewhere for one in tokens):
        return Match(None, "other_call_out")
    if any(is_sound(one) for one in tokens):
        return Match(None, "unknown_token")
    if tokens:
        return Match(hinted, "mistyped_token")
    return Match(hinted, "no_token") if hinted else Match(None, "unknown_sender")


def _by_sender(known: Known, sender: str) -> Callee | None:
    theirs = [key for key, person in known.people.items() if sender and is_of(person, sender)]
    if len(theirs) != 1:
        return None
    return next(one for one in known.by_token.values() if one.id == theirs[0])
