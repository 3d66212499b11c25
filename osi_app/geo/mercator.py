"""The plane that maps on screen are drawn in: conformal, on the sphere of WGS 84's major axis.

Nothing is measured in it (``geodesy`` does that); it only places pixels. y grows northwards.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

RADIUS_M = 6_378_137.0
MAX_LATITUDE_DEG = 85.05112878


def project(lon_lat: ArrayLike) -> NDArray[np.float64]:
    """(n, 2) degrees as (n, 2) metres of the plane; latitudes beyond +-85.05 are held there."""
    degrees = np.asarray(lon_lat, dtype=np.float64).reshape(-1, 2)
    latitude = np.radians(np.clip(degrees[:, 1], -MAX_LATITUDE_DEG, MAX_LATITUDE_DEG))
    plane = np.empty_like(degrees)
    plane[:, 0] = np.radians(degrees[:, 0]) * RADIUS_M
    plane[:, 1] = np.arcsinh(np.tan(latitude)) * RADIUS_M
    return plane


def unproject(x_m: float, y_m: float) -> tuple[float, float]:
    """A point of the plane as (lon, lat) in degrees; longitudes may exceed +-180."""
    return float(np.degrees(x_m / RADIUS_M)), float(np.degrees(np.arctan(np.sinh(y_m / RADIUS_M))))


def ground_scale(lat: float) -> float:
    """Metres on the ground for one metre of the plane at that latitude."""
    return float(np.cos(np.radians(np.clip(lat, -MAX_LATITUDE_DEG, MAX_LATITUDE_DEG))))
