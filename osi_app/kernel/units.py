"""Conversions, used only at the edges: inside, everything is SI with its unit in the name."""

M_PER_KM = 1_000.0
M2_PER_KM2 = 1_000_000.0
S_PER_H = 3_600.0


def km(distance_m: float) -> float:
    """Metres as kilometres."""
    return distance_m / M_PER_KM


def km2(area_m2: float) -> float:
    """Square metres as square kilometres."""
    return area_m2 / M2_PER_KM2
