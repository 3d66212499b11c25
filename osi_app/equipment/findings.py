"""What the rules of the equipment room say about the items on an inspection's list."""

from osi_app.equipment.paper_rules import item_findings, serials_twice
from osi_app.equipment.phases import planned_use
from osi_app.equipment.records import Item
from osi_app.equipment.stock import listed_items
from osi_app.inspection.case import Case
from osi_app.kernel.findings import Finding
from osi_app.kernel.ports import Reading


def findings(reading: Reading, case: Case) -> list[Finding]:
    """Every rule of the room over the planned use of the listed items."""
    listed = listed_items(reading, case.inspection.id)
    use = planned_use(case)
    found = [finding for papers in listed for finding in item_findings(papers, use)]
    serials = [papers.item.serial_number for papers in listed]
    return found + serials_twice(listed, reading.among(Item, "serial_number", serials))
