"""Whether one place can be seen, or reached by radio, from another over the ground between.

The ray is bent by the air as if the earth were larger (ITU-R P.452, effective radius): with the
usual gradient of refraction the factor k is 4/3.
"""

import math
from dataclasses import dataclass

import numpy as np

from osi_app.geo.terrain.profile import Numbers, Profile
from osi_app.kernel.errors import RuleError

EARTH_RADIUS_M = 6_371_008.8
"""The mean radius of WGS 84, (2 a + b) / 3."""
K_USUAL = 4.0 / 3.0


@dataclass(frozen=True, slots=True)
class Sight:
    """``visible`` is None when nothing known stands in the way but some ground is not known.

    ``clearance_m`` is the least height of the ray over the ground between the ends (negative:
    so much of it is hidden), at ``obstacle_at_m`` from the start; both NaN when nothing is known.
    A ray that just touches the ground passes.
    """

    visible: bool | None
    clearance_m: float
    obstacle_at_m: float


def line_of_sight(ground: Profile, from_m: float, to_m: float, k: float = K_USUAL) -> Sight:
    """The sight between two antennas, ``from_m`` and ``to_m`` above the ground at both ends.

    The ends themselves hide nothing, so two points on the ground see each other along a straight
    slope. Raises ``RuleError`` for an antenna below the ground or a factor that is not positive.
    """
    for name, value in (("from_m", from_m), ("to_m", to_m)):
        if not value >= 0:
            raise RuleError("negative", field=name, found=value)
    if not k > 0:
        raise RuleError("not_positive", field="k", found=k)
    over = clearances_m(ground, from_m, to_m, k)
    between = over[1:-1] if len(over) > 2 else over
    if np.isnan(between).all():
        return Sight(None, math.nan, math.nan)
    least = int(np.nanargmin(between))
    clearance = float(between[least])
    at = float(ground.distances_m[least + (len(over) > 2)])
    if clearance < 0:
        return Sight(False, clearance, at)
    return Sight(None if np.isnan(over).any() else True, clearance, at)


def clearances_m(ground: Profile, from_m: float, to_m: float, k: float = K_USUAL) -> Numbers:
    """The height of the ray over the ground at every place of the profile, in metres."""
    start = ground.heights_m[0] + from_m
    end = ground.heights_m[-1] + to_m
    share = ground.distances_m / ground.length_m if ground.length_m else ground.distances_m
    ray: Numbers = start + (end - start) * share
    return ray - ground.heights_m - bulges_m(ground.distances_m, k)


def bulges_m(distances_m: Numbers, k: float = K_USUAL) -> Numbers:
    """How far the curved earth rises over the chord between the first and the last place."""
    rest: Numbers = distances_m[-1] - distances_m
    return distances_m * rest / (2.0 * k * EARTH_RADIUS_M)
