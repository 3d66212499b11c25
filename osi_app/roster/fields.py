"""The columns of a roster file: one row a person."""

from osi_app.exchange.fields import Field
from osi_app.roster.records import InspectorRole, Sex

CODE, DAY, WORDS = "code", "day", "words"
SEXES = {"f": Sex.FEMALE.value, "m": Sex.MALE.value} | {s.value: s.value for s in Sex}

FIELDS: tuple[Field, ...] = (
    Field("code", ("inspector", "inspector code", "id", "number", "no"), CODE, required=True),
    Field("name", ("full name", "own name", "native name")),
    Field("latin_name", ("name in passport", "passport name", "latin"), required=True),
    Field("nationality", ("state", "country", "citizenship", "nationality code"), required=True),
    Field("sex", ("gender",), choices=SEXES),
    Field("birth_date", ("date of birth", "born", "born on", "birthday"), DAY),
    Field("rank", ("title", "grade")),
    Field("affiliation", ("organization", "organisation", "employer", "institute")),
    Field("role", ("function",), choices=tuple(role.value for role in InspectorRole)),
    Field("languages", ("language", "speaks"), WORDS),
    Field("techniques", ("technique", "qualifications", "skills"), WORDS),
    Field("training_course", ("training", "course")),
    Field("training_completed_on", ("training completed", "trained on"), DAY),
    Field("training_valid_until", ("training until", "training valid", "training expires"), DAY),
    Field("medical_examined_on", ("medical examined", "medical", "examined on"), DAY),
    Field("medical_valid_until", ("medical until", "medical valid", "medical expires"), DAY),
    Field("passport_number", ("passport", "passport no"), CODE),
    Field("passport_state", ("passport issued by", "issuing state")),
    Field("passport_valid_until", ("passport until", "passport valid", "passport expires"), DAY),
    Field("available_from", ("availability from", "free from"), DAY),
    Field("available_until", ("availability until", "available to", "free until"), DAY),
    Field("nominated_on", ("nominated", "nomination"), DAY),
    Field("designated_on", ("designated", "designation"), DAY),
    Field("acceptance", ("acceptances", "refused_by", "refused", "accepted_by"), WORDS),
    Field("email", ("e-mail", "mail")),
    Field("phone", ("telephone", "mobile", "tel")),
    Field("remarks", ("remark", "note", "notes", "comment")),
)
"""``techniques`` are "a:expert; c:operator"; ``acceptance`` is "XA:2024-01-01" (State told about
the list that day, silence) or "XA:2024-01-01:2024-01-20" (and objected that day), days as ISO."""

PLAIN = (
    "code",
    "latin_name",
    "sex",
    "birth_date",
    "rank",
    "affiliation",
    "role",
    "languages",
    "nominated_on",
    "designated_on",
    "email",
    "phone",
    "remarks",
)
"""Columns that are fields of the inspector as they stand."""
