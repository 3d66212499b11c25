"""${message}"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One step forward. Never imports osi_app: a step keeps its meaning when records change."""
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """Stores go forward only: the backup made before is the way back."""
    raise NotImplementedError
