"""The inspection plan on paper: the sections of an initial inspection plan, in their order."""

from collections.abc import Callable

from osi_app.documents.values import InspectionPlan
from osi_app.kernel.ports import Cancelled, Progress, never_cancelled, no_progress
from osi_app.texts import word
from templates.documents import plan_clock, plan_ground, plan_search, plan_team
from templates.documents.plan_cover import set_contents, set_cover
from templates.layout.flow import Flow
from templates.layout.furniture import furnish
from templates.layout.page import Page
from templates.layout.pdf import About, written
from templates.style import FORMATS

Setter = Callable[[Flow], None]


def laid_out(plan: InspectionPlan) -> list[Page]:
    """The plan as pages, complete with head and foot."""
    flow = Flow(FORMATS[plan.stamp.paper])
    contents_top = set_cover(flow, plan)
    flow.new_page(ends_section=True)
    for number, title, setter in _sections(plan):
        flow.section(number, title)
        setter(flow)
    if not flow.pages[-1].marks:
        flow.pages.pop()
    flow.pages[-1].ends_section = True
    set_contents(flow.pages[0], flow.contents, contents_top)
    furnish(flow.pages, plan.stamp)
    return flow.pages


def render(
    plan: InspectionPlan,
    progress: Progress = no_progress,
    cancelled: Cancelled = never_cancelled,
) -> bytes:
    """The plan as PDF; the same value gives the same bytes. Raises ``Cancelled``."""
    stamp = plan.stamp
    about = About(f"{word('inspection_plan')} {stamp.number}", stamp.inspection_title, stamp.number)
    return written(laid_out(plan), about, progress, cancelled)


def _sections(plan: InspectionPlan) -> list[tuple[str, str, Setter]]:
    told = {block.code: block for block in plan.sections}

    def statements(code: str) -> Setter:
        return lambda flow: plan_clock.set_statements(flow, told[code]) if code in told else None

    def interest(flow: Flow) -> None:
        plan_search.set_interest(flow, plan)

    def ground(flow: Flow) -> None:
        begins_on = len(flow.pages)
        plan_ground.set_area(flow, plan)
        plan_ground.set_map(flow, plan, begins_on)

    def strategy(flow: Flow) -> None:
        plan_search.set_periods(flow, plan)
        plan_search.set_missions(flow, plan)

    setters: list[tuple[str, Setter]] = [
        ("mandate", lambda flow: plan_ground.set_mandate(flow, plan)),
        ("event", lambda flow: plan_ground.set_event(flow, plan.event)),
        ("area", ground),
        ("background", statements("background")),
        ("interest", interest),
        ("strategy", strategy),
        ("days", lambda flow: plan_search.set_days(flow, plan)),
        ("overflights", lambda flow: plan_search.set_overflights(flow, plan)),
        ("team", lambda flow: plan_team.set_team(flow, plan)),
        ("equipment", lambda flow: plan_team.set_equipment(flow, plan)),
        ("samples", statements("samples")),
        ("data", statements("data")),
        ("safety", statements("safety")),
        ("communications", statements("communications")),
        ("logistics", statements("logistics")),
        ("coordination", statements("coordination")),
        ("reporting", lambda flow: plan_clock.set_deadlines(flow, plan)),
        ("risks", statements("risks")),
    ]
    numbered: list[tuple[str, str, Setter]] = [
        (str(number), word(f"section_{code}"), setter)
        for number, (code, setter) in enumerate(setters, start=1)
    ]
    return [
        *numbered,
        (
            "A",
            word("section_findings"),
            lambda flow: plan_clock.set_findings(flow, plan.findings, plan.overrides),
        ),
        ("B", word("section_sources"), lambda flow: plan_clock.set_sources(flow, plan.sources)),
    ]
