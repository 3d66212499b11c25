"""The model solved by HiGHS to a proved optimum. Runs in a process of its own: see ``worker``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from osi_app.roster.builder.model import Model

Heard = Callable[[float, float, float], bool]
"""Best found, bound and seconds; answers whether to stop."""


@dataclass(frozen=True, slots=True)
class Solution:
    """``state`` is optimal, stopped (``chosen`` is the best found, not proved) or infeasible.
    ``chosen`` are column numbers; ``objective`` and ``bound`` in points."""

    state: str
    chosen: tuple[int, ...] = ()
    objective: float = 0.0
    bound: float = 0.0
    seconds: float = 0.0


def solve(model: Model, heard: Heard | None = None) -> Solution:
    """The best answer there is, or the best found until ``heard`` said stop."""
    # kept out of everything that does not solve: it loads a solver
    import highspy  # noqa: PLC0415

    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # its types say so
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", 1e-7)
    solver.setOptionValue("random_seed", 1)
    solver.passModel(as_lp(model, highspy))
    if heard is not None:
        _listen(solver, heard)
    solver.run()
    state = solver.getModelStatus()
    status = highspy.HighsModelStatus
    if state in (status.kInfeasible, status.kUnboundedOrInfeasible):
        return Solution("infeasible", seconds=solver.getRunTime())
    info = solver.getInfo()
    values = solver.getSolution().col_value
    if len(values) < model.integers or info.primal_solution_status != 2:
        return Solution("stopped", seconds=solver.getRunTime())
    chosen = tuple(at for at in range(model.integers) if values[at] > 0.5)
    proved = state == status.kOptimal
    return Solution(
        "optimal" if proved else "stopped",
        chosen,
        float(info.objective_function_value),
        float(info.objective_function_value if proved else info.mip_dual_bound),
        solver.getRunTime(),
    )


def as_lp(model: Model, highspy: Any) -> Any:
    """The arrays as HiGHS takes them."""
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(model.cost), len(model.lower)
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_, lp.col_lower_ = model.cost, model.cost * 0
    lp.col_upper_ = model.column_upper
    lp.row_lower_, lp.row_upper_ = model.lower, model.upper
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_ = model.starts, model.index
    lp.a_matrix_.value_ = model.value
    whole, free = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
    lp.integrality_ = [whole] * model.integers + [free] * (len(model.cost) - model.integers)
    return lp


def _listen(solver: Any, heard: Heard) -> None:
    def told(event: Any) -> None:
        out = event.data_out
        if heard(out.mip_primal_bound, out.mip_dual_bound, out.running_time):
            event.interrupt()

    solver.cbMipInterrupt += told
