"""Models solved in a process of their own: the window lives on, Cancel keeps the best found, and no
other solver shares the process."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event

from osi_app.kernel.errors import Cancelled as CancelledError
from osi_app.kernel.ports import Cancelled, never_cancelled
from osi_app.roster.builder.program import Model, Solution, Solver
from osi_app.roster.builder.solving import solve

Told = Callable[[float, float, float], None]
"""Best found (minus infinity before anything was), bound, seconds."""
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
    with solving_apart(told, cancelled) as solver:
        return solver(model)


@contextmanager
def solving_apart(
    told: Told = nothing_told, cancelled: Cancelled = never_cancelled
) -> Iterator[Solver]:
    """A solver in a spawned process that answers one model after the other: a process takes
    longer to start than most models to solve. Each call raises ``Cancelled`` as ``solve_apart``
    does, and at once when it was cancelled before."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    stop = context.Event()
    process = context.Process(target=_work, args=(theirs, stop), daemon=True)
    process.start()
    theirs.close()
    try:
        yield partial(_ask, ours, stop, told, cancelled)
    finally:
        stop.set()
        ours.close()
        process.join(PATIENCE_S)
        if process.is_alive():
            process.terminate()


def _ask(pipe: Connection, stop: Event, told: Told, cancelled: Cancelled, model: Model) -> Solution:
    if cancelled():
        raise CancelledError
    pipe.send(model)
    answer = _await(pipe, stop, told, cancelled)
    if answer.state == "stopped" and not answer.chosen:
        raise CancelledError
    return answer


def _await(pipe: Connection, stop: Event, told: Told, cancelled: Cancelled) -> Solution:
    """The answer; ``Cancelled`` when the solver was asked to stop and does not."""
    patience = round(PATIENCE_S / POLL_S)
    while patience:
        if stop.is_set() or cancelled():
            stop.set()
            patience -= 1
        if not pipe.poll(POLL_S):
            continue
        try:
            word = pipe.recv()
        except EOFError:
            raise RuntimeError("the solver's process ended without an answer") from None
        if isinstance(word, Solution):
            return word
        told(*word)
    raise CancelledError


def _work(pipe: Connection, stop: Event) -> None:
    """What the worker runs, until the other side closes."""
    # HiGHS greets on standard output, which may be a command's answer
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    last = -1.0

    def heard(found: float, bound: float, seconds: float) -> bool:
        nonlocal last
        if stop.is_set():
            return True
        if seconds - last >= POLL_S:
            last = seconds
            pipe.send((found, bound, seconds))
        return False

    while True:
        last = -1.0
        try:
            pipe.send(solve(pipe.recv(), heard))
        except (EOFError, ConnectionError):
            return
