"""A model solved in a process of its own: the window lives on, Cancel keeps the best found, and no
other solver shares the process."""

from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event

from osi_app.kernel.errors import Cancelled as CancelledError
from osi_app.kernel.ports import Cancelled, never_cancelled
from osi_app.roster.builder.model import Model
from osi_app.roster.builder.solving import Solution, solve

Told = Callable[[float, float, float], None]
"""Best found, bound, seconds."""
POLL_S = 0.05
PATIENCE_S = 5.0
"""How long a solver that was asked to stop may take to hand over the best found."""


def nothing_told(found: float, bound: float, seconds: float) -> None:
    """For who does not look."""
    del found, bound, seconds


def solve_apart(
    model: Model, told: Told = nothing_told, cancelled: Cancelled = never_cancelled
) -> Solution:
    """``solve`` in a spawned process. Raises ``Cancelled`` when it was cancelled before anything
    was found."""
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    stop = context.Event()
    process = context.Process(target=_work, args=(model, theirs, stop), daemon=True)
    process.start()
    theirs.close()
    try:
        answer = _await(ours, stop, told, cancelled)
    finally:
        process.join(PATIENCE_S)
        if process.is_alive():
            process.terminate()
        ours.close()
    if answer.state == "stopped" and not answer.chosen:
        raise CancelledError
    return answer


def _await(ours: Connection, stop: Event, told: Told, cancelled: Cancelled) -> Solution:
    while True:
        if cancelled():
            stop.set()
        if not ours.poll(POLL_S):
            continue
        try:
            word = ours.recv()
        except EOFError:
            raise RuntimeError("the solver's process ended without an answer") from None
        if isinstance(word, Solution):
            return word
        told(*word)


def _work(model: Model, pipe: Connection, stop: Event) -> None:
    """What the worker runs."""
    last = -1.0

    def heard(found: float, bound: float, seconds: float) -> bool:
        nonlocal last
        if seconds - last >= POLL_S:
            last = seconds
            pipe.send((found, bound, seconds))
        return stop.is_set()

    pipe.send(solve(model, heard))
    pipe.close()
