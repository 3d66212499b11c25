"""Paper and pages from document values: the floor where ReportLab and folium live."""

from collections.abc import Mapping
from typing import Any

from osi_app.kernel.ports import (
    Cancelled,
    Progress,
    Renderers,
    never_cancelled,
    no_progress,
)
from templates.checklist_templates import load_checklist_templates


class _Renderers:
    """The port's implementation: nothing is kept between two documents but fonts and widths."""

    def document(
        self,
        document: Any,
        progress: Progress = no_progress,
        cancelled: Cancelled = never_cancelled,
    ) -> bytes:
        """A document value as PDF. Raises ``Cancelled``, ``TypeError`` for another value."""
        # ReportLab, shapely and the fonts take half a second: not before something is printed
        from templates.documents.every import RENDERED  # noqa: PLC0415

        render = RENDERED.get(type(document))
        if render is None:
            raise TypeError(f"no template for {type(document).__name__}")
        return render(document, progress, cancelled)

    def map_page(self, map_value: Any) -> str:
        """A map value as one HTML page without a network."""
        # folium takes 0.3 s: not before a map is wanted
        from osi_app.documents.map_value import MapValue  # noqa: PLC0415
        from templates.map.page import map_page  # noqa: PLC0415

        if not isinstance(map_value, MapValue):
            raise TypeError(f"no map of {type(map_value).__name__}")
        return map_page(map_value)

    def checklist_templates(self) -> Mapping[str, Any]:
        """The checklist templates that ship, by name."""
        return load_checklist_templates()


def renderers() -> Renderers:
    """What the core prints with."""
    return _Renderers()
