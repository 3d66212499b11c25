"""The first step: every table of the first version."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """All tables, parents first. Never imports osi_app: a step keeps its meaning."""
    op.create_table(
        "event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("event_type", sa.String(), nullable=False),
        sa.Column(
            "environment",
            sa.Enum(
                "underground",
                "underwater",
                "atmospheric",
                "unknown",
                name="environment",
                native_enum=False,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("source", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("code", name=op.f("uq_event_code")),
    )
    op.create_table(
        "item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("item_type", sa.String(), nullable=False),
        sa.Column("serial_number", sa.String(), nullable=False),
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
                "aux",
                name="equipmentuse",
                native_enum=False,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("maker", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("mass_kg", sa.Float(), nullable=False),
        sa.Column("length_m", sa.Float(), nullable=True),
        sa.Column("width_m", sa.Float(), nullable=True),
        sa.Column("height_m", sa.Float(), nullable=True),
        sa.Column("power_w", sa.Float(), nullable=True),
        sa.Column("un_number", sa.String(), nullable=False),
        sa.Column("location", sa.String(), nullable=False),
        sa.Column("needs_calibration", sa.Boolean(), nullable=False),
        sa.Column("on_approved_list", sa.Boolean(), nullable=False),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item")),
        sa.UniqueConstraint("code", name=op.f("uq_item_code")),
        sa.UniqueConstraint(
            "item_type", "serial_number", name=op.f("uq_item_item_type_serial_number")
        ),
    )
    op.create_table(
        "journal",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_journal")),
        sa.UniqueConstraint("sha256", name=op.f("uq_journal_sha256")),
    )
    op.create_table(
        "state",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_zh", sa.String(), nullable=False),
        sa.Column(
            "region",
            sa.Enum(
                "Africa",
                "Eastern Europe",
                "Latin America and the Caribbean",
                "Middle East and South Asia",
                "North America and Western Europe",
                "South-East Asia, the Pacific and the Far East",
                "none",
                name="region",
                native_enum=False,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("annex2", sa.Boolean(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("ratified_on", sa.Date(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("fictional", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_state")),
        sa.UniqueConstraint("code", name=op.f("uq_state_code")),
    )
    op.create_table(
        "calibration",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("certificate_number", sa.String(), nullable=False),
        sa.Column("performed_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("laboratory", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["item.id"], name=op.f("fk_calibration_item_id_item"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calibration")),
    )
    with op.batch_alter_table("calibration", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_calibration_item_id"), ["item_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_calibration_item_id_performed_on"),
            ["item_id", "performed_on"],
            unique=False,
        )

    op.create_table(
        "certification",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("certificate_number", sa.String(), nullable=False),
        sa.Column("certified_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("seal_number", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["item.id"],
            name=op.f("fk_certification_item_id_item"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certification")),
    )
    with op.batch_alter_table("certification", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_certification_item_id"), ["item_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_certification_item_id_certified_on"),
            ["item_id", "certified_on"],
            unique=False,
        )

    op.create_table(
        "inspector",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("latin_name", sa.String(), nullable=False),
        sa.Column("nationality_id", sa.Uuid(), nullable=False),
        sa.Column(
            "sex",
            sa.Enum("female", "male", "unstated", name="sex", native_enum=False, length=60),
            nullable=False,
        ),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("rank", sa.String(), nullable=False),
        sa.Column("affiliation", sa.String(), nullable=False),
        sa.Column(
            "role",
            sa.Enum("inspector", "assistant", name="inspectorrole", native_enum=False, length=60),
            nullable=False,
        ),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("nominated_on", sa.Date(), nullable=True),
        sa.Column("designated_on", sa.Date(), nullable=True),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["nationality_id"],
            ["state.id"],
            name=op.f("fk_inspector_nationality_id_state"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspector")),
        sa.UniqueConstraint("code", name=op.f("uq_inspector_code")),
    )
    with op.batch_alter_table("inspector", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inspector_latin_name"), ["latin_name"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_inspector_nationality_id"), ["nationality_id"], unique=False
        )

    op.create_table(
        "journal_touch",
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["seq"], ["journal.seq"], name=op.f("fk_journal_touch_seq_journal"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("record_id", "seq", name=op.f("pk_journal_touch")),
    )
    with op.batch_alter_table("journal_touch", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_journal_touch_kind_seq"), ["kind", "seq"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_journal_touch_seq"), ["seq"], unique=False)

    op.create_table(
        "origin",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("origin_code", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("depth_m", sa.Float(), nullable=True),
        sa.Column("depth_fixed", sa.Boolean(), nullable=False),
        sa.Column("depth_error_m", sa.Float(), nullable=True),
        sa.Column("time_error_s", sa.Float(), nullable=True),
        sa.Column("semi_major_m", sa.Float(), nullable=True),
        sa.Column("semi_minor_m", sa.Float(), nullable=True),
        sa.Column("azimuth_deg", sa.Float(), nullable=True),
        sa.Column("confidence_percent", sa.Float(), nullable=False),
        sa.Column("magnitude", sa.Float(), nullable=True),
        sa.Column("magnitude_type", sa.String(), nullable=False),
        sa.Column("prime", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_origin_event_id_event"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_origin")),
    )
    with op.batch_alter_table("origin", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_origin_event_id"), ["event_id"], unique=False)

    op.create_table(
        "acceptance",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspector_id", sa.Uuid(), nullable=False),
        sa.Column("state_id", sa.Uuid(), nullable=False),
        sa.Column("notified_on", sa.Date(), nullable=False),
        sa.Column("objected_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["inspector_id"],
            ["inspector.id"],
            name=op.f("fk_acceptance_inspector_id_inspector"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["state_id"],
            ["state.id"],
            name=op.f("fk_acceptance_state_id_state"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acceptance")),
        sa.UniqueConstraint(
            "inspector_id", "state_id", name=op.f("uq_acceptance_inspector_id_state_id")
        ),
    )
    with op.batch_alter_table("acceptance", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_acceptance_inspector_id"), ["inspector_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_acceptance_state_id"), ["state_id"], unique=False)

    op.create_table(
        "availability",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspector_id", sa.Uuid(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("available", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspector_id"],
            ["inspector.id"],
            name=op.f("fk_availability_inspector_id_inspector"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_availability")),
    )
    with op.batch_alter_table("availability", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_availability_inspector_id"), ["inspector_id"], unique=False
        )

    op.create_table(
        "inspection",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "inspection",
                "exercise",
                "training",
                name="inspectionkind",
                native_enum=False,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("requesting_state_id", sa.Uuid(), nullable=False),
        sa.Column("inspected_state_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("origin_id", sa.Uuid(), nullable=True),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("under_jurisdiction", sa.Boolean(), nullable=False),
        sa.Column("observer_proposed", sa.Boolean(), nullable=False),
        sa.Column("observer_name", sa.String(), nullable=False),
        sa.Column("non_scheduled_aircraft", sa.Boolean(), nullable=False),
        sa.Column("aircraft_by_inspected_state", sa.Boolean(), nullable=False),
        sa.Column("additional_overflights_agreed", sa.Boolean(), nullable=False),
        sa.Column("extension_days", sa.Integer(), nullable=False),
        sa.Column("extension_techniques", sa.JSON(), nullable=False),
        sa.Column("site_name", sa.String(), nullable=False),
        sa.Column("site_time_zone", sa.String(), nullable=False),
        sa.Column("classification", sa.String(), nullable=False),
        sa.Column("exercise_time", sa.DateTime(timezone=True), nullable=True),
        sa.Column("exercise_set_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("notes", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_inspection_event_id_event"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["inspected_state_id"],
            ["state.id"],
            name=op.f("fk_inspection_inspected_state_id_state"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["origin_id"],
            ["origin.id"],
            name=op.f("fk_inspection_origin_id_origin"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["requesting_state_id"],
            ["state.id"],
            name=op.f("fk_inspection_requesting_state_id_state"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection")),
        sa.UniqueConstraint("code", name=op.f("uq_inspection_code")),
    )
    with op.batch_alter_table("inspection", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inspection_event_id"), ["event_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_inspection_inspected_state_id"), ["inspected_state_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_inspection_origin_id"), ["origin_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_inspection_requesting_state_id"), ["requesting_state_id"], unique=False
        )

    op.create_table(
        "medical_clearance",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspector_id", sa.Uuid(), nullable=False),
        sa.Column("examined_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("fit", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspector_id"],
            ["inspector.id"],
            name=op.f("fk_medical_clearance_inspector_id_inspector"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_medical_clearance")),
    )
    with op.batch_alter_table("medical_clearance", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_medical_clearance_inspector_id"), ["inspector_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_medical_clearance_inspector_id_examined_on"),
            ["inspector_id", "examined_on"],
            unique=False,
        )

    op.create_table(
        "passport",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspector_id", sa.Uuid(), nullable=False),
        sa.Column("state_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspector_id"],
            ["inspector.id"],
            name=op.f("fk_passport_inspector_id_inspector"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["state_id"], ["state.id"], name=op.f("fk_passport_state_id_state"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passport")),
        sa.UniqueConstraint("state_id", "number", name=op.f("uq_passport_state_id_number")),
    )
    with op.batch_alter_table("passport", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_passport_inspector_id"), ["inspector_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_passport_state_id"), ["state_id"], unique=False)

    op.create_table(
        "qualification",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspector_id", sa.Uuid(), nullable=False),
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
            name=op.f("fk_qualification_inspector_id_inspector"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_qualification")),
        sa.UniqueConstraint(
            "inspector_id", "technique", name=op.f("uq_qualification_inspector_id_technique")
        ),
    )
    with op.batch_alter_table("qualification", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_qualification_inspector_id"), ["inspector_id"], unique=False
        )

    op.create_table(
        "training",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspector_id", sa.Uuid(), nullable=False),
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("completed_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["inspector_id"],
            ["inspector.id"],
            name=op.f("fk_training_inspector_id_inspector"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training")),
    )
    with op.batch_alter_table("training", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_training_inspector_id"), ["inspector_id"], unique=False
        )

    op.create_table(
        "area_boundary",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column(
            "boundary",
            sa.Enum("requested", "mandated", name="boundarykind", native_enum=False, length=60),
            nullable=False,
        ),
        sa.Column("vertices", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["inspection.id"],
            name=op.f("fk_area_boundary_inspection_id_inspection"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_boundary")),
        sa.UniqueConstraint(
            "inspection_id", "boundary", name=op.f("uq_area_boundary_inspection_id_boundary")
        ),
    )
    with op.batch_alter_table("area_boundary", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_area_boundary_inspection_id"), ["inspection_id"], unique=False
        )

    op.create_table(
        "area_of_interest",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "proposed",
                "active",
                "watch",
                "narrowed",
                "excluded",
                "confirmed",
                name="areaofintereststatus",
                native_enum=False,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("vertices", sa.JSON(), nullable=False),
        sa.Column("rationale", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["inspection.id"],
            name=op.f("fk_area_of_interest_inspection_id_inspection"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_of_interest")),
        sa.UniqueConstraint(
            "inspection_id", "code", name=op.f("uq_area_of_interest_inspection_id_code")
        ),
    )
    with op.batch_alter_table("area_of_interest", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_area_of_interest_inspection_id"), ["inspection_id"], unique=False
        )

    op.create_table(
        "base_of_operations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["inspection.id"],
            name=op.f("fk_base_of_operations_inspection_id_inspection"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_base_of_operations")),
        sa.UniqueConstraint(
            "inspection_id", "code", name=op.f("uq_base_of_operations_inspection_id_code")
        ),
    )
    with op.batch_alter_table("base_of_operations", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_base_of_operations_inspection_id"), ["inspection_id"], unique=False
        )

    op.create_table(
        "case_milestone",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column(
            "milestone",
            sa.Enum(
                "bilateral_clarification_requested",
                "bilateral_clarification_answered",
                "ec_clarification_requested",
                "ec_clarification_forwarded",
                "ec_clarification_answered",
                "ec_clarification_passed_on",
                "request_received_by_dg",
                "acknowledged",
                "passed_to_inspected_state",
                "consideration_started",
                "request_complete",
                "preparations_started",
                "clarification_requested",
                "clarification_answered",
                "information_forwarded",
                "request_withdrawn",
                "ec_approved",
                "ec_refused",
                "decision_circulated",
                "observer_answered",
                "mandate_issued",
                "notified",
                "notification_acknowledged",
                "flight_plan_filed",
                "flight_plan_approved",
                "departed_last_airfield",
                "poe_arrival",
                "mandate_handed_over",
                "equipment_checked",
                "aircraft_checked",
                "area_arrival",
                "activities_started",
                "pir_transmitted",
                "pir_received",
                "inspection_stopped",
                "continuation_approved",
                "drilling_proposed",
                "drilling_approved",
                "drilling_refused",
                "extension_requested",
                "extension_approved",
                "extension_refused",
                "termination_recommended",
                "termination_rejected",
                "concluded",
                "findings_signed",
                "left_territory",
                "draft_report_available",
                "comments_received",
                "report_sent",
                "laboratory_results_sent",
                "reimbursed",
                name="milestone",
                native_enum=False,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["inspection.id"],
            name=op.f("fk_case_milestone_inspection_id_inspection"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_milestone")),
        sa.UniqueConstraint(
            "inspection_id", "milestone", name=op.f("uq_case_milestone_inspection_id_milestone")
        ),
    )
    with op.batch_alter_table("case_milestone", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_case_milestone_inspection_id"), ["inspection_id"], unique=False
        )

    op.create_table(
        "equipment_assignment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["inspection.id"],
            name=op.f("fk_equipment_assignment_inspection_id_inspection"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["item.id"],
            name=op.f("fk_equipment_assignment_item_id_item"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_equipment_assignment")),
        sa.UniqueConstraint(
            "inspection_id", "item_id", name=op.f("uq_equipment_assignment_inspection_id_item_id")
        ),
    )
    with op.batch_alter_table("equipment_assignment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_equipment_assignment_inspection_id"), ["inspection_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_equipment_assignment_item_id"), ["item_id"], unique=False
        )

    op.create_table(
        "issued_document",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("document_kind", sa.String(), nullable=False),
        sa.Column("data_seq", sa.Integer(), nullable=False),
        sa.Column("data_sha256", sa.String(length=64), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["inspection.id"],
            name=op.f("fk_issued_document_inspection_id_inspection"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issued_document")),
    )
    with op.batch_alter_table("issued_document", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_issued_document_inspection_id"), ["inspection_id"], unique=False
        )

    op.create_table(
        "mandate",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("states", sa.String(), nullable=False),
        sa.Column("area", sa.JSON(), nullable=False),
        sa.Column("point_of_entry", sa.String(), nullable=False),
        sa.Column("basing_points", sa.String(), nullable=False),
        sa.Column("leader_code", sa.String(), nullable=False),
        sa.Column("observer", sa.String(), nullable=False),
        sa.Column("activities", sa.JSON(), nullable=False),
        sa.Column("member_codes", sa.JSON(), nullable=False),
        sa.Column("equipment_codes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["inspection.id"],
            name=op.f("fk_mandate_inspection_id_inspection"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandate")),
        sa.UniqueConstraint(
            "inspection_id", "version", name=op.f("uq_mandate_inspection_id_version")
        ),
    )
    with op.batch_alter_table("mandate", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_mandate_inspection_id"), ["inspection_id"], unique=False
        )

    op.create_table(
        "point_of_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("chosen", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["inspection.id"],
            name=op.f("fk_point_of_entry_inspection_id_inspection"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point_of_entry")),
        sa.UniqueConstraint(
            "inspection_id", "code", name=op.f("uq_point_of_entry_inspection_id_code")
        ),
    )
    with op.batch_alter_table("point_of_entry", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_point_of_entry_inspection_id"), ["inspection_id"], unique=False
        )

    op.create_table(
        "restricted_site",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("vertices", sa.JSON(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["inspection.id"],
            name=op.f("fk_restricted_site_inspection_id_inspection"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restricted_site")),
        sa.UniqueConstraint(
            "inspection_id", "code", name=op.f("uq_restricted_site_inspection_id_code")
        ),
    )
    with op.batch_alter_table("restricted_site", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_restricted_site_inspection_id"), ["inspection_id"], unique=False
        )

    op.create_table(
        "rule_override",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["inspection.id"],
            name=op.f("fk_rule_override_inspection_id_inspection"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_override")),
        sa.UniqueConstraint(
            "inspection_id", "key", name=op.f("uq_rule_override_inspection_id_key")
        ),
    )
    with op.batch_alter_table("rule_override", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_rule_override_inspection_id"), ["inspection_id"], unique=False
        )

    op.create_table(
        "task",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("owner_role", sa.String(), nullable=False),
        sa.Column(
            "anchor",
            sa.Enum("T0", "TA", "TP", "TE", name="anchor", native_enum=False, length=60),
            nullable=False,
        ),
        sa.Column("offset_h", sa.Float(), nullable=False),
        sa.Column("paragraph", sa.String(), nullable=False),
        sa.Column("template", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["inspection.id"],
            name=op.f("fk_task_inspection_id_inspection"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sa.UniqueConstraint("inspection_id", "code", name=op.f("uq_task_inspection_id_code")),
    )
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_inspection_id"), ["inspection_id"], unique=False)

    op.create_table(
        "team_member",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column("inspector_id", sa.Uuid(), nullable=False),
        sa.Column("seat", sa.String(), nullable=False),
        sa.Column("leader", sa.Boolean(), nullable=False),
        sa.Column("drilling", sa.Boolean(), nullable=False),
        sa.Column("arrives_on", sa.Date(), nullable=False),
        sa.Column("departs_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["inspection.id"],
            name=op.f("fk_team_member_inspection_id_inspection"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["inspector_id"],
            ["inspector.id"],
            name=op.f("fk_team_member_inspector_id_inspector"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_member")),
        sa.UniqueConstraint(
            "inspection_id", "inspector_id", name=op.f("uq_team_member_inspection_id_inspector_id")
        ),
    )
    with op.batch_alter_table("team_member", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_team_member_inspection_id"), ["inspection_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_team_member_inspector_id"), ["inspector_id"], unique=False
        )

    op.create_table(
        "question",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("area_of_interest_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "open", "answered", "dropped", name="questionstatus", native_enum=False, length=60
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["area_of_interest_id"],
            ["area_of_interest.id"],
            name=op.f("fk_question_area_of_interest_id_area_of_interest"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint(
            "area_of_interest_id", "code", name=op.f("uq_question_area_of_interest_id_code")
        ),
    )
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_question_area_of_interest_id"), ["area_of_interest_id"], unique=False
        )

    op.create_table(
        "information_need",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("observable", sa.String(), nullable=False),
        sa.Column("techniques", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["question.id"],
            name=op.f("fk_information_need_question_id_question"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_information_need")),
        sa.UniqueConstraint(
            "question_id", "code", name=op.f("uq_information_need_question_id_code")
        ),
    )
    with op.batch_alter_table("information_need", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_information_need_question_id"), ["question_id"], unique=False
        )

    op.create_table(
        "mission",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column("information_need_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
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
            nullable=False,
        ),
        sa.Column("airborne", sa.Boolean(), nullable=False),
        sa.Column("initial_overflight", sa.Boolean(), nullable=False),
        sa.Column("height_m", sa.Float(), nullable=True),
        sa.Column(
            "geometry",
            sa.Enum("points", "line", "polygon", name="geometrykind", native_enum=False, length=60),
            nullable=False,
        ),
        sa.Column("vertices", sa.JSON(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "proposed",
                "ordered",
                "under_way",
                "done",
                "cancelled",
                name="missionstatus",
                native_enum=False,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["information_need_id"],
            ["information_need.id"],
            name=op.f("fk_mission_information_need_id_information_need"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["inspection.id"],
            name=op.f("fk_mission_inspection_id_inspection"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mission")),
        sa.UniqueConstraint("inspection_id", "code", name=op.f("uq_mission_inspection_id_code")),
    )
    with op.batch_alter_table("mission", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_mission_information_need_id"), ["information_need_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_mission_inspection_id"), ["inspection_id"], unique=False
        )

    op.create_table(
        "mission_member",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("mission_id", sa.Uuid(), nullable=False),
        sa.Column("team_member_id", sa.Uuid(), nullable=False),
        sa.Column("leader", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mission_id"],
            ["mission.id"],
            name=op.f("fk_mission_member_mission_id_mission"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["team_member_id"],
            ["team_member.id"],
            name=op.f("fk_mission_member_team_member_id_team_member"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mission_member")),
        sa.UniqueConstraint(
            "mission_id", "team_member_id", name=op.f("uq_mission_member_mission_id_team_member_id")
        ),
    )
    with op.batch_alter_table("mission_member", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_mission_member_mission_id"), ["mission_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_mission_member_team_member_id"), ["team_member_id"], unique=False
        )

    op.create_table(
        "result",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("mission_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("answers", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mission_id"],
            ["mission.id"],
            name=op.f("fk_result_mission_id_mission"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result")),
        sa.UniqueConstraint("mission_id", "code", name=op.f("uq_result_mission_id_code")),
    )
    with op.batch_alter_table("result", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_result_mission_id"), ["mission_id"], unique=False)

    # ### end Alembic commands ###


def downgrade() -> None:
    """Stores go forward only: the backup made before is the way back."""
    raise NotImplementedError
