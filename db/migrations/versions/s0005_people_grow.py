"""People grow: what else must hold to go, seats and choices, call-outs, travel."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The new tables, and what stands so far gets the values it always had. Never imports
    osi_app."""
    _fitness()
    _team()
    _columns()


def downgrade() -> None:
    """Stores go forward only: the backup made before is the way back."""
    raise NotImplementedError


def _fitness() -> None:
    op.create_table(
        "dose_reading",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspector_id", sa.Uuid(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("dose_msv", sa.Float(), nullable=False),
        sa.Column("dosemeter", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspector_id"],
            ["inspector.id"],
            name=op.f("fk_dose_reading_inspector_id_inspector"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dose_reading")),
    )
    with op.batch_alter_table("dose_reading", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_dose_reading_inspector_id"), ["inspector_id"], unique=False
        )
    op.create_table(
        "nationality",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspector_id", sa.Uuid(), nullable=False),
        sa.Column("state_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspector_id"],
            ["inspector.id"],
            name=op.f("fk_nationality_inspector_id_inspector"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["state_id"],
            ["state.id"],
            name=op.f("fk_nationality_state_id_state"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nationality")),
        sa.UniqueConstraint(
            "inspector_id", "state_id", name=op.f("uq_nationality_inspector_id_state_id")
        ),
    )
    with op.batch_alter_table("nationality", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_nationality_inspector_id"), ["inspector_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_nationality_state_id"), ["state_id"], unique=False)
    op.create_table(
        "remark",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspector_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("classification", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspector_id"],
            ["inspector.id"],
            name=op.f("fk_remark_inspector_id_inspector"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remark")),
    )
    with op.batch_alter_table("remark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_remark_inspector_id"), ["inspector_id"], unique=False)
    op.create_table(
        "role_qualification",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspector_id", sa.Uuid(), nullable=False),
        sa.Column(
            "function",
            sa.Enum(
                "leader",
                "deputy",
                "planning",
                "liaison",
                "gis_data",
                "interpreter",
                "visual",
                "radiometric",
                "noble_gas",
                "passive_seismic",
                "geophysics",
                "field_laboratory",
                "health_safety",
                "medic",
                "security",
                "logistics",
                "drilling",
                name="teamfunction",
                native_enum=False,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column(
            "level",
            sa.Enum(
                "trainee", "operator", "expert", "lead", name="level", native_enum=False, length=60
            ),
            nullable=False,
        ),
        sa.Column("last_used_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["inspector_id"],
            ["inspector.id"],
            name=op.f("fk_role_qualification_inspector_id_inspector"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_qualification")),
        sa.UniqueConstraint(
            "inspector_id", "function", name=op.f("uq_role_qualification_inspector_id_function")
        ),
    )
    with op.batch_alter_table("role_qualification", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_role_qualification_inspector_id"), ["inspector_id"], unique=False
        )
    op.create_table(
        "security_briefing",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspector_id", sa.Uuid(), nullable=False),
        sa.Column("briefed_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("given_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspector_id"],
            ["inspector.id"],
            name=op.f("fk_security_briefing_inspector_id_inspector"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_security_briefing")),
    )
    with op.batch_alter_table("security_briefing", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_security_briefing_inspector_id"), ["inspector_id"], unique=False
        )
    op.create_table(
        "vaccination",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspector_id", sa.Uuid(), nullable=False),
        sa.Column("vaccine", sa.String(length=80), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["inspector_id"],
            ["inspector.id"],
            name=op.f("fk_vaccination_inspector_id_inspector"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vaccination")),
    )
    with op.batch_alter_table("vaccination", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_vaccination_inspector_id"), ["inspector_id"], unique=False
        )
    op.create_table(
        "visa",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspector_id", sa.Uuid(), nullable=False),
        sa.Column("state_id", sa.Uuid(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "not_needed",
                "needed",
                "applied",
                "granted",
                "refused",
                name="visastatus",
                native_enum=False,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("multiple_entry", sa.Boolean(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspector_id"],
            ["inspector.id"],
            name=op.f("fk_visa_inspector_id_inspector"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["state_id"], ["state.id"], name=op.f("fk_visa_state_id_state"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visa")),
    )
    with op.batch_alter_table("visa", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visa_inspector_id"), ["inspector_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_visa_state_id"), ["state_id"], unique=False)


def _team() -> None:
    op.create_table(
        "message_template",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=3), nullable=False),
        sa.Column(
            "channel",
            sa.Enum("email", "sms", "voice", name="channel", native_enum=False, length=60),
            nullable=False,
        ),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_template")),
        sa.UniqueConstraint(
            "code", "language", "channel", name=op.f("uq_message_template_code_language_channel")
        ),
    )
    op.create_table(
        "incompatible_pair",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspector_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspector_id"],
            ["inspector.id"],
            name=op.f("fk_incompatible_pair_inspector_id_inspector"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["other_id"],
            ["inspector.id"],
            name=op.f("fk_incompatible_pair_other_id_inspector"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incompatible_pair")),
        sa.UniqueConstraint(
            "inspector_id", "other_id", name=op.f("uq_incompatible_pair_inspector_id_other_id")
        ),
    )
    with op.batch_alter_table("incompatible_pair", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_incompatible_pair_inspector_id"), ["inspector_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_incompatible_pair_other_id"), ["other_id"], unique=False
        )
    op.create_table(
        "call_out",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("template", sa.String(length=40), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reply_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("needed_from", sa.Date(), nullable=False),
        sa.Column("needed_until", sa.Date(), nullable=False),
        sa.Column("assembly", sa.String(), nullable=False),
        sa.Column("wave_hours", sa.Float(), nullable=False),
        sa.Column("ladder_hours", sa.Float(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["inspection.id"],
            name=op.f("fk_call_out_inspection_id_inspection"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_out")),
        sa.UniqueConstraint("inspection_id", "code", name=op.f("uq_call_out_inspection_id_code")),
    )
    with op.batch_alter_table("call_out", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_call_out_inspection_id"), ["inspection_id"], unique=False
        )
    op.create_table(
        "room_stay",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column("inspector_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("room", sa.String(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["inspection.id"],
            name=op.f("fk_room_stay_inspection_id_inspection"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["inspector_id"],
            ["inspector.id"],
            name=op.f("fk_room_stay_inspector_id_inspector"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room_stay")),
    )
    with op.batch_alter_table("room_stay", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_room_stay_inspection_id"), ["inspection_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_room_stay_inspector_id"), ["inspector_id"], unique=False
        )
    op.create_table(
        "seat",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column(
            "function",
            sa.Enum(
                "leader",
                "deputy",
                "planning",
                "liaison",
                "gis_data",
                "interpreter",
                "visual",
                "radiometric",
                "noble_gas",
                "passive_seismic",
                "geophysics",
                "field_laboratory",
                "health_safety",
                "medic",
                "security",
                "logistics",
                "drilling",
                name="teamfunction",
                native_enum=False,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column(
            "technique",
            sa.Enum(
                "a",
                "b",
                "c",
                "d",
                "e",
                "f",
                "g",
                "h",
                name="technique",
                native_enum=False,
                length=60,
            ),
            nullable=True,
        ),
        sa.Column(
            "level",
            sa.Enum(
                "trainee", "operator", "expert", "lead", name="level", native_enum=False, length=60
            ),
            nullable=False,
        ),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("shift", sa.String(), nullable=False),
        sa.Column("assistant", sa.Boolean(), nullable=False),
        sa.Column("drilling", sa.Boolean(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["inspection.id"],
            name=op.f("fk_seat_inspection_id_inspection"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat")),
        sa.UniqueConstraint("inspection_id", "code", name=op.f("uq_seat_inspection_id_code")),
    )
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seat_inspection_id"), ["inspection_id"], unique=False)
    op.create_table(
        "sign_off",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column("inspector_id", sa.Uuid(), nullable=False),
        sa.Column(
            "sign_off",
            sa.Enum(
                "assembly",
                "operations_briefing",
                "safety_briefing",
                "confidentiality",
                "dosemeter",
                "personal_kit",
                name="signoffkind",
                native_enum=False,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["inspection.id"],
            name=op.f("fk_sign_off_inspection_id_inspection"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["inspector_id"],
            ["inspector.id"],
            name=op.f("fk_sign_off_inspector_id_inspector"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_off")),
        sa.UniqueConstraint(
            "inspection_id",
            "inspector_id",
            "sign_off",
            name=op.f("uq_sign_off_inspection_id_inspector_id_sign_off"),
        ),
    )
    with op.batch_alter_table("sign_off", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sign_off_inspection_id"), ["inspection_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_sign_off_inspector_id"), ["inspector_id"], unique=False
        )
    op.create_table(
        "team_weights",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column("geography", sa.Float(), nullable=False),
        sa.Column("gender", sa.Float(), nullable=False),
        sa.Column("languages", sa.Float(), nullable=False),
        sa.Column("experience", sa.Float(), nullable=False),
        sa.Column("travel", sa.Float(), nullable=False),
        sa.Column("fairness", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["inspection.id"],
            name=op.f("fk_team_weights_inspection_id_inspection"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_weights")),
        sa.UniqueConstraint("inspection_id", name=op.f("uq_team_weights_inspection_id")),
    )
    op.create_table(
        "travel_leg",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column("inspector_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "mode",
            sa.Enum(
                "air",
                "charter",
                "road",
                "rail",
                "sea",
                name="travelmode",
                native_enum=False,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("from_place", sa.String(), nullable=False),
        sa.Column("to_place", sa.String(), nullable=False),
        sa.Column("departs_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("arrives_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("carrier", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "planned",
                "booked",
                "departed",
                "arrived",
                "cancelled",
                name="legstatus",
                native_enum=False,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("delay_min", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["inspection.id"],
            name=op.f("fk_travel_leg_inspection_id_inspection"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["inspector_id"],
            ["inspector.id"],
            name=op.f("fk_travel_leg_inspector_id_inspector"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_travel_leg")),
        sa.UniqueConstraint(
            "inspection_id",
            "inspector_id",
            "number",
            name=op.f("uq_travel_leg_inspection_id_inspector_id_number"),
        ),
    )
    with op.batch_alter_table("travel_leg", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_travel_leg_inspection_id"), ["inspection_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_travel_leg_inspector_id"), ["inspector_id"], unique=False
        )
    op.create_table(
        "callee",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("call_out_id", sa.Uuid(), nullable=False),
        sa.Column("inspector_id", sa.Uuid(), nullable=False),
        sa.Column("wave", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_out_id"],
            ["call_out.id"],
            name=op.f("fk_callee_call_out_id_call_out"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["inspector_id"],
            ["inspector.id"],
            name=op.f("fk_callee_inspector_id_inspector"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_callee")),
        sa.UniqueConstraint(
            "call_out_id", "inspector_id", name=op.f("uq_callee_call_out_id_inspector_id")
        ),
        sa.UniqueConstraint("token", name=op.f("uq_callee_token")),
    )
    with op.batch_alter_table("callee", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_callee_call_out_id"), ["call_out_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_callee_inspector_id"), ["inspector_id"], unique=False)
    op.create_table(
        "team_choice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column("inspector_id", sa.Uuid(), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum("pinned", "excluded", name="verdict", native_enum=False, length=60),
            nullable=False,
        ),
        sa.Column("seat_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["inspection.id"],
            name=op.f("fk_team_choice_inspection_id_inspection"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["inspector_id"],
            ["inspector.id"],
            name=op.f("fk_team_choice_inspector_id_inspector"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["seat.id"], name=op.f("fk_team_choice_seat_id_seat"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_choice")),
        sa.UniqueConstraint(
            "inspection_id", "inspector_id", name=op.f("uq_team_choice_inspection_id_inspector_id")
        ),
    )
    with op.batch_alter_table("team_choice", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_team_choice_inspection_id"), ["inspection_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_team_choice_inspector_id"), ["inspector_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_team_choice_seat_id"), ["seat_id"], unique=False)
    op.create_table(
        "call_message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("callee_id", sa.Uuid(), nullable=False),
        sa.Column(
            "channel",
            sa.Enum("email", "sms", "voice", name="channel", native_enum=False, length=60),
            nullable=False,
        ),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=3), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "queued",
                "sending",
                "sent",
                "failed",
                "unknown",
                "written",
                name="messagestate",
                native_enum=False,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["callee_id"],
            ["callee.id"],
            name=op.f("fk_call_message_callee_id_callee"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_message")),
        sa.UniqueConstraint("callee_id", "step", name=op.f("uq_call_message_callee_id_step")),
        sa.UniqueConstraint("message_id", name=op.f("uq_call_message_message_id")),
    )
    with op.batch_alter_table("call_message", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_call_message_callee_id"), ["callee_id"], unique=False)
    op.create_table(
        "call_reply",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("call_out_id", sa.Uuid(), nullable=False),
        sa.Column("callee_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "channel",
            sa.Enum("email", "sms", "voice", name="channel", native_enum=False, length=60),
            nullable=False,
        ),
        sa.Column(
            "answer",
            sa.Enum(
                "available",
                "partly",
                "unavailable",
                "unclear",
                name="answer",
                native_enum=False,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("available_from", sa.Date(), nullable=True),
        sa.Column("available_until", sa.Date(), nullable=True),
        sa.Column("airport", sa.String(), nullable=False),
        sa.Column("constraints", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("problem", sa.String(), nullable=False),
        sa.Column("source_sha256", sa.String(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_out_id"],
            ["call_out.id"],
            name=op.f("fk_call_reply_call_out_id_call_out"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["callee_id"],
            ["callee.id"],
            name=op.f("fk_call_reply_callee_id_callee"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_reply")),
    )
    with op.batch_alter_table("call_reply", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_call_reply_call_out_id"), ["call_out_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_call_reply_callee_id"), ["callee_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_call_reply_source_sha256"), ["source_sha256"], unique=False
        )


def _columns() -> None:
    with op.batch_alter_table("availability", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("released_by", sa.String(), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("series", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("availability", schema=None) as batch_op:
        batch_op.alter_column("released_by", existing_type=sa.String(), server_default=None)
        batch_op.alter_column("series", existing_type=sa.String(), server_default=None)
    with op.batch_alter_table("inspector", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "channels", sa.JSON(), nullable=False, server_default='["email", "sms", "voice"]'
            )
        )
        batch_op.add_column(sa.Column("home", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column("home_airport", sa.String(), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("airports", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("time_zone", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column("notice_days", sa.Integer(), nullable=False, server_default="0")
        )
        batch_op.add_column(
            sa.Column("release_needed", sa.Boolean(), nullable=False, server_default="0")
        )
        batch_op.add_column(sa.Column("photo", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column(
                "nominated_by_director_general", sa.Boolean(), nullable=False, server_default="0"
            )
        )
    with op.batch_alter_table("inspector", schema=None) as batch_op:
        batch_op.alter_column("channels", existing_type=sa.JSON(), server_default=None)
        batch_op.alter_column("home", existing_type=sa.String(), server_default=None)
        batch_op.alter_column("home_airport", existing_type=sa.String(), server_default=None)
        batch_op.alter_column("airports", existing_type=sa.JSON(), server_default=None)
        batch_op.alter_column("time_zone", existing_type=sa.String(), server_default=None)
        batch_op.alter_column("notice_days", existing_type=sa.Integer(), server_default=None)
        batch_op.alter_column("release_needed", existing_type=sa.Boolean(), server_default=None)
        batch_op.alter_column("photo", existing_type=sa.String(), server_default=None)
        batch_op.alter_column(
            "nominated_by_director_general", existing_type=sa.Boolean(), server_default=None
        )
    with op.batch_alter_table("team_member", schema=None) as batch_op:
        batch_op.add_column(sa.Column("seat_id", sa.Uuid(), nullable=True))
        batch_op.create_index(batch_op.f("ix_team_member_seat_id"), ["seat_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_team_member_seat_id_seat"),
            "seat",
            ["seat_id"],
            ["id"],
            ondelete="RESTRICT",
        )
    with op.batch_alter_table("training", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "course_kind",
                sa.Enum(
                    "introductory",
                    "advanced",
                    "rapid_deployment",
                    "geophysics_seismic",
                    "additional_overflight",
                    "radionuclide",
                    "visual_observation",
                    "train_the_trainer",
                    "remote_learning",
                    "exercise",
                    "evaluator",
                    "soft_skills",
                    "other",
                    name="coursekind",
                    native_enum=False,
                    length=60,
                ),
                nullable=False,
                server_default="other",
            )
        )
        batch_op.add_column(sa.Column("cycle", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column(
                "result",
                sa.Enum(
                    "passed",
                    "attended",
                    "failed",
                    name="trainingresult",
                    native_enum=False,
                    length=60,
                ),
                nullable=False,
                server_default="passed",
            )
        )
    with op.batch_alter_table("training", schema=None) as batch_op:
        batch_op.alter_column(
            "course_kind",
            existing_type=sa.Enum(
                "introductory",
                "advanced",
                "rapid_deployment",
                "geophysics_seismic",
                "additional_overflight",
                "radionuclide",
                "visual_observation",
                "train_the_trainer",
                "remote_learning",
                "exercise",
                "evaluator",
                "soft_skills",
                "other",
                name="coursekind",
                native_enum=False,
                length=60,
            ),
            server_default=None,
        )
        batch_op.alter_column("cycle", existing_type=sa.String(), server_default=None)
        batch_op.alter_column(
            "result",
            existing_type=sa.Enum(
                "passed", "attended", "failed", name="trainingresult", native_enum=False, length=60
            ),
            server_default=None,
        )
