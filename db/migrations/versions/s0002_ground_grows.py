"""The ground grows: zones, routes, restrictions of overflights, map layers, survey plans."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Four tables, and what a combined origin was combined from. Never imports osi_app."""
    op.create_table(
        "flight_restriction",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "altitude_floor",
                "hover_ban",
                "time_window",
                "passes",
                "aircraft_type",
                "inspectors",
                "measurement",
                "prohibition",
                name="restrictionkind",
                native_enum=False,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("vertices", sa.JSON(), nullable=False),
        sa.Column("floor_m", sa.Float(), nullable=True),
        sa.Column("most", sa.Integer(), nullable=True),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("alternative", sa.String(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["inspection.id"],
            name=op.f("fk_flight_restriction_inspection_id_inspection"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flight_restriction")),
        sa.UniqueConstraint(
            "inspection_id", "code", name=op.f("uq_flight_restriction_inspection_id_code")
        ),
    )
    with op.batch_alter_table("flight_restriction", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_flight_restriction_inspection_id"), ["inspection_id"], unique=False
        )

    op.create_table(
        "ground_feature",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "basing_point",
                "landing_site",
                "no_go_zone",
                "hazard_zone",
                "route",
                "field_of_regard",
                "note",
                name="groundkind",
                native_enum=False,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("vertices", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["inspection.id"],
            name=op.f("fk_ground_feature_inspection_id_inspection"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ground_feature")),
        sa.UniqueConstraint(
            "inspection_id", "code", name=op.f("uq_ground_feature_inspection_id_code")
        ),
    )
    with op.batch_alter_table("ground_feature", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_ground_feature_inspection_id"), ["inspection_id"], unique=False
        )

    op.create_table(
        "map_layer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "vector",
                "imagery",
                "elevation",
                "tiles",
                name="layerkind",
                native_enum=False,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("attribution", sa.String(), nullable=False),
        sa.Column("crs", sa.String(), nullable=False),
        sa.Column("vertical_datum", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("visible", sa.Boolean(), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("opacity", sa.Float(), nullable=False),
        sa.Column("colour", sa.String(), nullable=False),
        sa.Column("line_width", sa.Float(), nullable=False),
        sa.Column("hillshade", sa.Boolean(), nullable=False),
        sa.Column("slope", sa.Boolean(), nullable=False),
        sa.Column("contour_m", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["inspection.id"],
            name=op.f("fk_map_layer_inspection_id_inspection"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_map_layer")),
    )
    with op.batch_alter_table("map_layer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_map_layer_inspection_id"), ["inspection_id"], unique=False
        )

    op.create_table(
        "survey_plan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
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
        sa.Column("method", sa.String(), nullable=False),
        sa.Column(
            "pattern",
            sa.Enum(
                "parallel_lines",
                "point_grid",
                "point_strips",
                "traverse",
                "loop",
                "station_network",
                "mini_array",
                "profile_lines",
                name="surveypattern",
                native_enum=False,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("vertices", sa.JSON(), nullable=False),
        sa.Column("spacing_m", sa.Float(), nullable=False),
        sa.Column("azimuth_deg", sa.Float(), nullable=True),
        sa.Column("swath_m", sa.Float(), nullable=True),
        sa.Column("tie_spacing_m", sa.Float(), nullable=True),
        sa.Column("overrun_m", sa.Float(), nullable=False),
        sa.Column("turn_radius_m", sa.Float(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column("random_start", sa.Boolean(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("airborne", sa.Boolean(), nullable=False),
        sa.Column("initial_overflight", sa.Boolean(), nullable=False),
        sa.Column("height_m", sa.Float(), nullable=True),
        sa.Column("min_height_m", sa.Float(), nullable=True),
        sa.Column("speed_m_s", sa.Float(), nullable=True),
        sa.Column("ferry_speed_m_s", sa.Float(), nullable=True),
        sa.Column("climb_m_s", sa.Float(), nullable=True),
        sa.Column("endurance_h", sa.Float(), nullable=True),
        sa.Column("reserve_h", sa.Float(), nullable=False),
        sa.Column("flown_from", sa.String(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["inspection.id"],
            name=op.f("fk_survey_plan_inspection_id_inspection"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_plan")),
        sa.UniqueConstraint(
            "inspection_id", "code", name=op.f("uq_survey_plan_inspection_id_code")
        ),
    )
    with op.batch_alter_table("survey_plan", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_survey_plan_inspection_id"), ["inspection_id"], unique=False
        )

    # an origin kept so far was combined from nothing
    with op.batch_alter_table("origin", schema=None) as batch_op:
        batch_op.add_column(sa.Column("derivation", sa.String(), nullable=True))
    op.execute("UPDATE origin SET derivation = ''")
    with op.batch_alter_table("origin", schema=None) as batch_op:
        batch_op.alter_column("derivation", existing_type=sa.String(), nullable=False)


def downgrade() -> None:
    """Stores go forward only: the backup made before is the way back."""
    raise NotImplementedError
