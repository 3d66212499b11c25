"""Things grow: catalogue, containers, systems, standards, concessions, reservations."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ADDED: dict[str, dict[str, str]] = {
    "calibration": {"accreditation": "", "file": "", "unit": ""},
    "item": {
        "dangerous_class": "", "hs_code": "", "origin": "", "owner": "", "custody": "",
        "rfid": "", "barcode": "", "photo": "", "documents": "[]",
    },
}  # fmt: skip
"""Columns that may not be empty, and what a row of before holds in them."""


def upgrade() -> None:
    """The new tables, then the new columns of the old ones. Never imports osi_app."""
    _tables()
    _columns()
    for table, columns in ADDED.items():
        for column, before in columns.items():
            op.execute(sa.text(f"UPDATE {table} SET {column} = :before").bindparams(before=before))
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                kind = sa.JSON() if column == "documents" else sa.String()
                batch_op.alter_column(column, existing_type=kind, nullable=False)


def downgrade() -> None:
    """Stores go forward only: the backup made before is the way back."""
    raise NotImplementedError


def _columns() -> None:
    with op.batch_alter_table("calibration", schema=None) as batch_op:
        batch_op.add_column(sa.Column("accreditation", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("file", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("as_found", sa.Float(), nullable=True))
        batch_op.add_column(sa.Column("as_left", sa.Float(), nullable=True))
        batch_op.add_column(sa.Column("tolerance", sa.Float(), nullable=True))
        batch_op.add_column(sa.Column("uncertainty", sa.Float(), nullable=True))
        batch_op.add_column(sa.Column("unit", sa.String(), nullable=True))

    with op.batch_alter_table("item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("battery_wh", sa.Float(), nullable=True))
        batch_op.add_column(sa.Column("dangerous_class", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("hs_code", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("value", sa.Float(), nullable=True))
        batch_op.add_column(sa.Column("origin", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("owner", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("custody", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("rfid", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("barcode", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("photo", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("documents", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("catalogue_line_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("container_id", sa.Uuid(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_item_catalogue_line_id"), ["catalogue_line_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_item_container_id"), ["container_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_item_catalogue_line_id_catalogue_line"),
            "catalogue_line",
            ["catalogue_line_id"],
            ["id"],
            ondelete="RESTRICT",
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_item_container_id_container"),
            "container",
            ["container_id"],
            ["id"],
            ondelete="RESTRICT",
        )


def _tables() -> None:
    op.create_table(
        "catalogue_line",
        sa.Column("id", sa.Uuid(), nullable=False),
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
                "aux",
                name="equipmentuse",
                native_enum=False,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("core", sa.Boolean(), nullable=False),
        sa.Column("specification", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_line")),
        sa.UniqueConstraint("code", name=op.f("uq_catalogue_line_code")),
    )
    op.create_table(
        "equipment_system",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
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
        sa.Column("variant", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_equipment_system")),
        sa.UniqueConstraint("code", name=op.f("uq_equipment_system_code")),
    )
    op.create_table(
        "location",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "building",
                "room",
                "rack",
                "vehicle",
                "transit",
                "field",
                name="locationkind",
                native_enum=False,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("within", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_location")),
        sa.UniqueConstraint("code", name=op.f("uq_location_code")),
    )
    op.create_table(
        "container",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("tare_kg", sa.Float(), nullable=False),
        sa.Column("max_gross_kg", sa.Float(), nullable=True),
        sa.Column("inner_length_m", sa.Float(), nullable=True),
        sa.Column("inner_width_m", sa.Float(), nullable=True),
        sa.Column("inner_height_m", sa.Float(), nullable=True),
        sa.Column("rfid", sa.String(), nullable=False),
        sa.Column("barcode", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "reserved",
                "packed",
                "sealed",
                "loaded",
                "returned",
                name="loadstate",
                native_enum=False,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("seals", sa.JSON(), nullable=False),
        sa.Column("location_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["location_id"],
            ["location.id"],
            name=op.f("fk_container_location_id_location"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_container")),
        sa.UniqueConstraint("code", name=op.f("uq_container_code")),
    )
    with op.batch_alter_table("container", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_container_location_id"), ["location_id"], unique=False)

    op.create_table(
        "concession",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("signed_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["item.id"], name=op.f("fk_concession_item_id_item"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concession")),
    )
    with op.batch_alter_table("concession", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_concession_item_id"), ["item_id"], unique=False)

    op.create_table(
        "reservation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "inspection",
                "exercise",
                "training",
                "maintenance",
                name="reservationpurpose",
                native_enum=False,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("system_id", sa.Uuid(), nullable=True),
        sa.Column("item_id", sa.Uuid(), nullable=True),
        sa.Column("inspection_id", sa.Uuid(), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("branch", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["inspection.id"],
            name=op.f("fk_reservation_inspection_id_inspection"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["item.id"], name=op.f("fk_reservation_item_id_item"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["system_id"],
            ["equipment_system.id"],
            name=op.f("fk_reservation_system_id_equipment_system"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reservation")),
        sa.UniqueConstraint("code", name=op.f("uq_reservation_code")),
    )
    with op.batch_alter_table("reservation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_reservation_inspection_id"), ["inspection_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_reservation_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reservation_system_id"), ["system_id"], unique=False)

    op.create_table(
        "system_member",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("system_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "item",
                "consumable",
                "software",
                "system",
                name="memberkind",
                native_enum=False,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("item_type", sa.String(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=True),
        sa.Column("part_id", sa.Uuid(), nullable=True),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("quantity", sa.Float(), nullable=False),
        sa.Column("present", sa.Float(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("licence", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("substitutes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["item.id"],
            name=op.f("fk_system_member_item_id_item"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["part_id"],
            ["equipment_system.id"],
            name=op.f("fk_system_member_part_id_equipment_system"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["system_id"],
            ["equipment_system.id"],
            name=op.f("fk_system_member_system_id_equipment_system"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_system_member")),
        sa.UniqueConstraint("system_id", "role", name=op.f("uq_system_member_system_id_role")),
    )
    with op.batch_alter_table("system_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_system_member_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_system_member_part_id"), ["part_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_system_member_system_id"), ["system_id"], unique=False)

    op.create_table(
        "calibration_standard",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("calibration_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["calibration_id"],
            ["calibration.id"],
            name=op.f("fk_calibration_standard_calibration_id_calibration"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["item.id"],
            name=op.f("fk_calibration_standard_item_id_item"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calibration_standard")),
        sa.UniqueConstraint(
            "calibration_id", "item_id", name=op.f("uq_calibration_standard_calibration_id_item_id")
        ),
    )
    with op.batch_alter_table("calibration_standard", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_calibration_standard_calibration_id"), ["calibration_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_calibration_standard_item_id"), ["item_id"], unique=False
        )
