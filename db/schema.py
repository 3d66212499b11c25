"""Which step the schema is at, and how to bring an old store to the newest one."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from osi_app.kernel.errors import StorageError


@dataclass(frozen=True)
class Schema:
    """The migrations there are: their folder, and every step in order."""

    folder: Path
    steps: tuple[str, ...]

    @property
    def newest(self) -> str:
        """The step a store is brought to."""
        return self.steps[-1]

    def step_of(self, cx: Connection, location: str) -> str | None:
        """The step a store is at, None for one without tables.

        Raises ``StorageError('newer')`` for a step that this program does not know, and
        ``StorageError('damaged')`` where the step has been taken out.
        """
        if not inspect(cx).has_table("alembic_version"):
            return None
        step = cx.execute(text("SELECT version_num FROM alembic_version")).scalar()
        if step is None:
            raise StorageError("damaged", file=location, said="no schema step")
        if step not in self.steps:
            raise StorageError("newer", file=location, step=str(step), known=self.newest)
        return str(step)

    def stamp(self, cx: Connection) -> None:
        """Says that a store just created is at the newest step."""
        cx.execute(
            text(
                "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
                "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
            )
        )
        cx.execute(text("INSERT INTO alembic_version VALUES (:step)"), {"step": self.newest})

    def migrate(self, cx: Connection) -> None:
        """Brings a store to the newest step, all in the caller's transaction."""
        # Alembic takes a third of a second to import and is needed once in a store's life
        from alembic import command  # noqa: PLC0415
        from alembic.config import Config  # noqa: PLC0415

        config = Config()
        config.set_main_option("script_location", str(self.folder).replace("%", "%%"))
        config.attributes["connection"] = cx
        command.upgrade(config, "head")


SCHEMA = Schema(Path(__file__).parent / "migrations", ("0001", "0002", "0003", "0004", "0005"))
"""Today's tables."""
