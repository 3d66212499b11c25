"""What a call says: templates that ship or are kept, chosen by language and filled in."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from osi_app.inspection.records import Inspection, InspectionKind
from osi_app.kernel.errors import RuleError
from osi_app.roster.callout.addresses import languages_of
from osi_app.roster.callout_records import Callee, CallOut, Channel, MessageTemplate
from osi_app.roster.records import Inspector
from osi_app.texts.formats import instant, site_instant

ENGLISH = "en"
CHANGED, STOOD_DOWN = "changed", "stood_down"
"""Codes of the messages that tell of a change and of the end."""
PLACEHOLDERS = ("name", "token", "inspection", "from", "until", "reply_by", "assembly")
_PLACE = re.compile(r"\{([^{}]*)\}")
_MARKS = "marks"
LONGEST_SUBJECT = 200

Templates = Mapping[tuple[str, str, Channel], MessageTemplate]
"""Templates by code, language and channel."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A message as the person reads it. An SMS and a call have no subject."""

    language: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Addressed:
    """Whom a message is for, and of which call-out."""

    inspection: Inspection
    call_out: CallOut
    callee: Callee
    person: Inspector


@cache
def _shipped() -> dict[str, dict[str, dict[str, dict[str, str]]]]:
    told = files("osi_app.roster").joinpath("data", "messages.toml").read_text(encoding="utf-8")
    return tomllib.loads(told)


@cache
def shipped_templates() -> tuple[MessageTemplate, ...]:
    """The templates that ship, in their file's order: six languages, e-mail and SMS."""
    return tuple(
        MessageTemplate(
            code=code,
            language=language,
            channel=Channel(channel),
            subject=entry.get("subject", ""),
            body=entry["body"].strip(),
        )
        for code, languages in _shipped().items()
        if code != _MARKS
        for language, channels in languages.items()
        for channel, entry in channels.items()
    )


def templates_with(kept: Iterable[MessageTemplate]) -> Templates:
    """The templates that ship, those kept in the store taking the place of their like."""
    return {(one.code, one.language, one.channel): one for one in (*shipped_templates(), *kept)}


def refuse_template(template: MessageTemplate) -> None:
    """Raises ``RuleError``: template_placeholder (one that is never filled), template_no_token
    (a call nobody's reply could be matched to)."""
    told = template.subject + template.body
    for name in _PLACE.findall(told):
        if name not in PLACEHOLDERS:
            known = ", ".join(f"{{{one}}}" for one in PLACEHOLDERS)
            raise RuleError("template_placeholder", field="body", found=f"{{{name}}}", known=known)
    if "{token}" not in told:
        raise RuleError("template_no_token", field="body", template=template.code)


def chosen_template(
    templates: Templates, code: str, languages: Iterable[str], channel: Channel
) -> MessageTemplate:
    """The template in the first of these languages that has one, else in English; a call reads
    the SMS aloud where it has no text of its own. Raises ``RuleError('no_call_template')``."""
    spoken = Channel.SMS if channel is Channel.VOICE else channel
    for language in (*languages, ENGLISH):
        for by in (channel, spoken):
            found = templates.get((code, language, by))
            if found is not None:
                return found
    raise RuleError("no_call_template", field="template", template=code, channel=channel.value)


def worded(templates: Templates, code: str, channel: Channel, to: Addressed) -> Wording:
    """The message to this person. Raises ``RuleError('no_call_template')``."""
    template = chosen_template(templates, code, languages_of(to.person.languages), channel)
    values = _values(to)
    subject = _one_line(_filled(template.subject, values))
    body = _filled(template.body, values)
    mark = _mark(to.inspection, template.language)
    if mark:
        subject, body = f"{mark}: {subject}", f"{mark}\n{body}"
    if channel is not Channel.EMAIL:
        return Wording(template.language, "", _one_line(body))
    return Wording(template.language, subject[:LONGEST_SUBJECT], body)


def _mark(inspection: Inspection, language: str) -> str:
    """What tells an exercise from the real thing, in every message of it."""
    if inspection.kind is InspectionKind.INSPECTION:
        return ""
    marks: Mapping[str, str] = _shipped()[_MARKS]  # type: ignore[assignment]  # one level flatter
    return marks.get(language, marks[ENGLISH])


def _values(to: Addressed) -> dict[str, str]:
    by = to.call_out.reply_by
    zone = to.person.time_zone
    local = f" ({site_instant(by, zone)})" if zone else ""
    return {
        "name": to.person.name,
        "token": to.callee.token,
        "inspection": to.call_out.title,
        "from": to.call_out.needed_from.isoformat(),
        "until": to.call_out.needed_until.isoformat(),
        "reply_by": instant(by) + local,
        "assembly": to.call_out.assembly or "–",
    }


def _filled(pattern: str, values: Mapping[str, str]) -> str:
    """Not ``str.format``: a name with braces is a name, and a template reaches nothing else."""
    return _PLACE.sub(lambda found: values.get(found[1], found[0]), pattern)


def _one_line(text: str) -> str:
    return " ".join(text.split())
