"""The read side: SQL that returns the rooms' lines."""

from db.queries.checklist import StoredChecklistReads
from db.queries.equipment import StoredEquipmentReads
from db.queries.inspection import StoredInspectionReads
from db.queries.library import StoredLibraryReads
from db.queries.roster import StoredRosterReads
from db.queries.search import StoredSearchReads
from db.queries.sql_list import Look


class StoredReads:
    """The lists of every room."""

    def __init__(self, look: Look) -> None:
        self.library = StoredLibraryReads(look)
        self.inspection = StoredInspectionReads(look)
        self.roster = StoredRosterReads(look)
        self.equipment = StoredEquipmentReads(look)
        self.search = StoredSearchReads(look)
        self.checklist = StoredChecklistReads(look)
