"""The model solved by HiGHS to a proved optimum. Runs in a process of its own: see ``worker``."""

from collections.abc import Callable
from typing import Any

import numpy as np

from osi_app.roster.builder.program import Model, Solution

Heard = Callable[[float, float, float], bool]
"""Best found (minus infinity before), bound and seconds; answers whether to stop."""


def solve(model: Model, heard: Heard | None = None) -> Solution:
    """The best answer there is, or the best found until ``heard`` said stop."""
    if not len(model.cost):
        # HiGHS looks at no row of a model without columns
        return Solution("infeasible" if (model.lower > 0).any() else "optimal")
    solver = loaded(model)
    if heard is not None:
        _listen(solver, heard)
    solver.run()
    return solution_of(solver, model)


def loaded(model: Model) -> Any:
    """HiGHS with the model, ready to run: one thread, the same answer each time."""
    # kept out of everything that does not solve: it loads a solver
    import highspy  # noqa: PLC0415

    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # its types say so
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", 1e-7)
    solver.setOptionValue("random_seed", 1)
    solver.setOptionValue("threads", 1)
    if solver.passModel(as_lp(model, highspy)) == highspy.HighsStatus.kError:
        raise ValueError("the solver does not take the model")
    return solver


def solution_of(solver: Any, model: Model) -> Solution:
    """What HiGHS found."""
    import highspy  # noqa: PLC0415  # as above

    state, seconds = solver.getModelStatus(), solver.getRunTime()
    status = highspy.HighsModelStatus
    if state in (status.kInfeasible, status.kUnboundedOrInfeasible):
        return Solution("infeasible", seconds=seconds)
    info = solver.getInfo()
    values = np.asarray(solver.getSolution().col_value)
    if len(values) < model.integers or info.primal_solution_status != 2:
        return Solution("stopped", seconds=seconds)
    chosen = tuple(np.flatnonzero(values[: model.integers] > 0.5).tolist())
    proved = state == status.kOptimal
    found = float(info.objective_function_value)
    bound = found if proved else float(info.mip_dual_bound)
    return Solution("optimal" if proved else "stopped", chosen, found, bound, seconds)


def as_lp(model: Model, highspy: Any) -> Any:
    """The arrays as HiGHS takes them."""
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(model.cost), len(model.lower)
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_, lp.col_lower_ = model.cost, np.zeros(len(model.cost))
    lp.col_upper_ = model.column_upper
    lp.row_lower_, lp.row_upper_ = model.lower, model.upper
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_ = model.starts, model.index
    lp.a_matrix_.value_ = np.ones(len(model.index))
    whole, free = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
    lp.integrality_ = [whole] * model.integers + [free] * (len(model.cost) - model.integers)
    return lp


def _listen(solver: Any, heard: Heard) -> None:
    def told(event: Any) -> None:
        out = event.data_out
        if heard(out.mip_primal_bound, out.mip_dual_bound, out.running_time):
            event.interrupt()

    solver.cbMipInterrupt += told
