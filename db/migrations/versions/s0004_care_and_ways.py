"""Things are cared for and move: plans, check sources, QC, maintenance, lots, steps, scans."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The new tables; every calibration of before is of the main procedure. Never imports
    osi_app."""
    _tables()
    with op.batch_alter_table("calibration", schema=None) as batch_op:
        batch_op.add_column(sa.Column("procedure", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("calibration", schema=None) as batch_op:
        batch_op.alter_column("procedure", existing_type=sa.String(), server_default=None)


def downgrade() -> None:
    """Stores go forward only: the backup made before is the way back."""
    raise NotImplementedError


def _tables() -> None:
    op.create_table(
        "calibration_plan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("item_type", sa.String(), nullable=False),
        sa.Column("procedure", sa.String(), nullable=False),
        sa.Column("every", sa.Float(), nullable=False),
        sa.Column(
            "unit",
            sa.Enum("days", "hours", "km", "uses", name="useunit", native_enum=False, length=60),
            nullable=False,
        ),
        sa.Column("source", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calibration_plan")),
        sa.UniqueConstraint(
            "item_type",
            "procedure",
            "unit",
            name=op.f("uq_calibration_plan_item_type_procedure_unit"),
        ),
    )
    op.create_table(
        "check_source",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("nuclide", sa.String(length=12), nullable=False),
        sa.Column("activity_bq", sa.Float(), nullable=False),
        sa.Column("reference_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uncertainty_percent", sa.Float(), nullable=False),
        sa.Column("serial_number", sa.String(), nullable=False),
        sa.Column("location", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_source")),
        sa.UniqueConstraint("code", name=op.f("uq_check_source_code")),
    )
    op.create_table(
        "stock_take",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_by", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_take")),
        sa.UniqueConstraint("code", name=op.f("uq_stock_take_code")),
    )
    op.create_table(
        "stock_difference",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("stock_take_id", sa.Uuid(), nullable=False),
        sa.Column("tag", sa.String(), nullable=False),
        sa.Column(
            "difference",
            sa.Enum(
                "missing",
                "extra",
                "wrong_box",
                "unknown",
                name="difference",
                native_enum=False,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("signed_by", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["stock_take_id"],
            ["stock_take.id"],
            name=op.f("fk_stock_difference_stock_take_id_stock_take"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_difference")),
        sa.UniqueConstraint(
            "stock_take_id", "tag", name=op.f("uq_stock_difference_stock_take_id_tag")
        ),
    )
    with op.batch_alter_table("stock_difference", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_stock_difference_stock_take_id"), ["stock_take_id"], unique=False
        )

    op.create_table(
        "consumable_lot",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("item_type", sa.String(), nullable=False),
        sa.Column("lot_number", sa.String(), nullable=False),
        sa.Column("quantity", sa.Float(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("un_number", sa.String(), nullable=False),
        sa.Column("mass_kg", sa.Float(), nullable=False),
        sa.Column("container_id", sa.Uuid(), nullable=True),
        sa.Column("location", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["container_id"],
            ["container.id"],
            name=op.f("fk_consumable_lot_container_id_container"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consumable_lot")),
        sa.UniqueConstraint("code", name=op.f("uq_consumable_lot_code")),
    )
    with op.batch_alter_table("consumable_lot", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_consumable_lot_container_id"), ["container_id"], unique=False
        )

    op.create_table(
        "container_movement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("container_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("location_id", sa.Uuid(), nullable=True),
        sa.Column("gate", sa.String(), nullable=False),
        sa.Column("moved_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["container_id"],
            ["container.id"],
            name=op.f("fk_container_movement_container_id_container"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["location_id"],
            ["location.id"],
            name=op.f("fk_container_movement_location_id_location"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_container_movement")),
    )
    with op.batch_alter_table("container_movement", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_container_movement_container_id"), ["container_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_container_movement_container_id_at"),
            ["container_id", "at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_container_movement_location_id"), ["location_id"], unique=False
        )

    op.create_table(
        "scan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tag", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gate", sa.String(), nullable=False),
        sa.Column("container_id", sa.Uuid(), nullable=True),
        sa.Column("stock_take_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["container_id"],
            ["container.id"],
            name=op.f("fk_scan_container_id_container"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["stock_take_id"],
            ["stock_take.id"],
            name=op.f("fk_scan_stock_take_id_stock_take"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scan")),
    )
    with op.batch_alter_table("scan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_scan_container_id"), ["container_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_scan_stock_take_id"), ["stock_take_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_scan_tag_at"), ["tag", "at"], unique=False)

    op.create_table(
        "maintenance",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "preventive",
                "repair",
                "update",
                name="maintenancekind",
                native_enum=False,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("done_by", sa.String(), nullable=False),
        sa.Column("from_version", sa.String(), nullable=False),
        sa.Column("to_version", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["item.id"], name=op.f("fk_maintenance_item_id_item"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_maintenance")),
    )
    with op.batch_alter_table("maintenance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_maintenance_item_id"), ["item_id"], unique=False)

    op.create_table(
        "qc_series",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("quantity", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column(
            "sensor",
            sa.Enum(
                "nai_backpack",
                "nai_vehicle",
                "nai_airborne",
                "nai_handheld",
                "neutron",
                "other",
                name="sensorkind",
                native_enum=False,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("check_source_id", sa.Uuid(), nullable=True),
        sa.Column("follows_decay", sa.Boolean(), nullable=False),
        sa.Column("baseline_points", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["check_source_id"],
            ["check_source.id"],
            name=op.f("fk_qc_series_check_source_id_check_source"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["item.id"], name=op.f("fk_qc_series_item_id_item"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_qc_series")),
        sa.UniqueConstraint("code", name=op.f("uq_qc_series_code")),
    )
    with op.batch_alter_table("qc_series", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_qc_series_check_source_id"), ["check_source_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_qc_series_item_id"), ["item_id"], unique=False)

    op.create_table(
        "status_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "stored",
                "configured",
                "calibrated",
                "certified",
                "sealed",
                "packed",
                "shipped",
                "accepted",
                "excluded",
                "query",
                "in_use",
                "returned",
                "left",
                name="step",
                native_enum=False,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=True),
        sa.Column("seal_number", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("signed_by", sa.String(), nullable=False),
        sa.Column("countersigned_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["inspection.id"],
            name=op.f("fk_status_step_inspection_id_inspection"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["item.id"], name=op.f("fk_status_step_item_id_item"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_step")),
    )
    with op.batch_alter_table("status_step", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_status_step_inspection_id"), ["inspection_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_status_step_item_id"), ["item_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_status_step_item_id_at"), ["item_id", "at"], unique=False
        )

    op.create_table(
        "use_reading",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column(
            "unit",
            sa.Enum("days", "hours", "km", "uses", name="useunit", native_enum=False, length=60),
            nullable=False,
        ),
        sa.Column("total", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["item.id"], name=op.f("fk_use_reading_item_id_item"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_use_reading")),
    )
    with op.batch_alter_table("use_reading", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_use_reading_item_id"), ["item_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_use_reading_item_id_on"), ["item_id", "on"], unique=False
        )

    op.create_table(
        "qc_reading",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("series_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("taken_by", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["series_id"],
            ["qc_series.id"],
            name=op.f("fk_qc_reading_series_id_qc_series"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_qc_reading")),
    )
    with op.batch_alter_table("qc_reading", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_qc_reading_series_id"), ["series_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_qc_reading_series_id_at"), ["series_id", "at"], unique=False
        )
