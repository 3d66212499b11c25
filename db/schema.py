"""Which step the schema is at, and how to bring an old store to the newest one."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from osi_app.kernel.errors import StorageError

MIGRATIONS = Path(__file__).parent / "migrations"
STEPS = ("0001",)
"""Every migration in order."""
NEWEST_STEP = STEPS[-1]


def step_of(cx: Connection) -> str | None:
    """The step a store is at, None for one without tables. Raises ``StorageError('newer')``."""
    if not inspect(cx).has_table("alembic_version"):
        return None
    step = cx.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if step not in STEPS:
        raise StorageError("newer", step=str(step), known=NEWEST_STEP)
    return str(step)


def stamp(cx: Connection) -> None:
    """Says that a store just created is at the newest step."""
    cx.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    cx.execute(text("INSERT INTO alembic_version VALUES (:step)"), {"step": NEWEST_STEP})


def migrate(cx: Connection, location: str) -> None:
    """Brings a store to the newest step, all in the caller's transaction."""
    # Alembic takes a third of a second to import and is needed once in a store's life
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = cx
    config.attributes["location"] = location
    command.upgrade(config, "head")
