"""A store of an earlier step is brought to today's, with everything that stood in it."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

from db.schema import SCHEMA
from db.store import SqlStore
from db.store.sqlite_file import APPLICATION_ID
from osi_app.inspection.records import Origin

EVENT, ORIGIN = "11" * 16, "22" * 16
FIRST_STEP = (
    "INSERT INTO event (id, code, name, event_type, environment, source) "
    f"VALUES ('{EVENT}', 'EV-1', '', '', 'unknown', '')",
    "INSERT INTO origin (id, event_id, agency, origin_code, at, lon, lat, depth_fixed, "
    f"confidence_percent, magnitude_type, prime) VALUES ('{ORIGIN}', '{EVENT}', 'IDC', '1', "
    "'2026-08-24 06:00:00', 78.0, 50.0, 0, 90, '', 1)",
)


def store_of_step(path: Path, step: str, *statements: str) -> None:
    """A store file as an earlier version of the program left it."""
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as cx:
        config = Config()
        config.set_main_option("script_location", str(SCHEMA.folder))
        config.attributes["connection"] = cx
        command.upgrade(config, step)
        for statement in statements:
            cx.execute(text(statement))
        cx.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))
    engine.dispose()


def test_an_origin_of_the_first_step_was_combined_from_nothing(
    path: Path, opening: Callable[[], SqlStore]
) -> None:
    store_of_step(path, "0001", *FIRST_STEP)
    store = opening()
    assert store.schema_step == "0005"
    with store.read() as reading:
        origin = reading.load(Origin, UUID(ORIGIN))
    assert (origin.agency, origin.lon, origin.derivation) == ("IDC", 78.0, "")
    assert store.care.verify() == ()


def test_the_store_of_before_is_kept_beside_it(path: Path, opening: Callable[[], SqlStore]) -> None:
    store_of_step(path, "0001", *FIRST_STEP)
    opening()
    (kept,) = (found for found in path.parent.iterdir() if "before" in found.name)
    engine = create_engine(f"sqlite:///{kept}")
    with engine.connect() as cx:
        assert cx.execute(text("SELECT version_num FROM alembic_version")).scalar() == "0001"
        assert cx.execute(text("SELECT code FROM event")).scalar() == "EV-1"
    engine.dispose()
