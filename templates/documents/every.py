"""Which template prints which document value."""

from collections.abc import Callable, Mapping

from osi_app.documents.equipment_values import (
    CalibrationByDay,
    CountSheet,
    EntryCheck,
    EquipmentCertificates,
    EquipmentDeclaration,
    LabelSheets,
    PackingLists,
    ReadinessChart,
)
from osi_app.documents.values import DeploymentChecklist, InspectionPlan
from templates.documents import (
    deployment_checklist,
    equipment_declaration,
    equipment_sheets,
    inspection_plan,
    label_sheets,
    readiness_chart,
)

RENDERED: Mapping[type, Callable[..., bytes]] = {
    InspectionPlan: inspection_plan.render,
    DeploymentChecklist: deployment_checklist.render,
    EquipmentDeclaration: equipment_declaration.render_declaration,
    EquipmentCertificates: equipment_declaration.render_certificates,
    CalibrationByDay: equipment_sheets.render,
    PackingLists: equipment_sheets.render,
    EntryCheck: equipment_sheets.render,
    CountSheet: equipment_sheets.render,
    LabelSheets: label_sheets.render,
    ReadinessChart: readiness_chart.render,
}
"""The template of each kind of value: (value, progress, cancelled) -> bytes."""
