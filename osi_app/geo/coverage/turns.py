"""How far an aircraft or a vehicle goes from the end of one line to the start of the next."""

from dataclasses import dataclass
from math import acos, atan2, cos, hypot, inf, pi, sin, sqrt, tau

ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Pose:
    """A place in the plane in metres and the heading there, radians from the first axis towards
    the second."""

    x: float
    y: float
    heading: float


@dataclass(frozen=True, slots=True)
class TurnRule:
    """How turns are reckoned: the shortest way with a radius, or without one at least
    ``least_m``."""

    radius_m: float
    least_m: float

    def metres(self, end: Pose, start: Pose) -> float:
        """Metres from the end of one line to the start of the next."""
        if self.radius_m > 0.0:
            return dubins_m(end, start, self.radius_m)
        return max(self.least_m, hypot(start.x - end.x, start.y - end.y))


def turn_m(spacing_m: float, radius_m: float) -> float:
    """Metres from the end of a line to the start of its neighbour, side by side and in the
    opposite direction: straight across without a radius."""
    if radius_m <= 0.0:
        return spacing_m
    return dubins_m(Pose(0.0, 0.0, 0.0), Pose(0.0, spacing_m, pi), radius_m)


def dubins_m(start: Pose, end: Pose, radius_m: float) -> float:
    """The length in metres of the shortest way between two poses that nowhere turns tighter than
    a radius greater than 0 (Dubins 1957, in the form of Shkel and Lumelsky 2001)."""
    far = hypot(end.x - start.x, end.y - start.y) / radius_m
    bearing = atan2(end.y - start.y, end.x - start.x)
    alpha, beta = (start.heading - bearing) % tau, (end.heading - bearing) % tau
    return radius_m * min(_straights(far, alpha, beta), _three_turns(far, alpha, beta))


def _straights(far: float, alpha: float, beta: float) -> float:
    """A turn, a straight and a turn. What is left-handed here is right-handed with both headings
    mirrored."""
    found = []
    for a, b in ((alpha, beta), (-alpha, -beta)):
        found.append(_same_hand(far, a, b))
        found.append(_other_hand(far, a, b))
    return min(found)


def _same_hand(far: float, alpha: float, beta: float) -> float:
    """Left, straight, left."""
    rise, run = cos(beta) - cos(alpha), far + sin(alpha) - sin(beta)
    if hypot(rise, run) < ROUNDING:
        return _angle(beta - alpha)
    towards = atan2(rise, run)
    return _angle(towards - alpha) + hypot(rise, run) + _angle(beta - towards)


def _other_hand(far: float, alpha: float, beta: float) -> float:
    """Left, straight, right; infinite where the circles are too near."""
    rise, run = cos(alpha) + cos(beta), far + sin(alpha) + sin(beta)
    square = rise * rise + run * run - 4.0
    if square < 0.0:
        return inf
    straight = sqrt(square)
    towards = atan2(-rise, run) - atan2(-2.0, straight)
    return _angle(towards - alpha) + straight + _angle(towards - beta)


def _three_turns(far: float, alpha: float, beta: float) -> float:
    """Right, left, right or left, right, left; infinite where the circles are too far apart."""
    return min(_bulb(far, alpha, beta), _bulb(far, -alpha, -beta))


def _bulb(far: float, alpha: float, beta: float) -> float:
    """Right, left, right."""
    rise, run = cos(alpha) - cos(beta), far - sin(alpha) + sin(beta)
    cosine = (8.0 - rise * rise - run * run) / 8.0
    if cosine < -1.0:
        return inf
    middle = tau - acos(min(1.0, cosine))
    first = _angle(alpha - atan2(rise, run) + middle / 2.0)
    return first + middle + _angle(alpha - beta - first + middle)


def _angle(radians: float) -> float:
    """Between 0 and a whole turn; what falls short of a whole turn by rounding is none."""
    found = radians % tau
    return 0.0 if found > tau - ROUNDING else found
