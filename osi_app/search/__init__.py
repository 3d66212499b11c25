"""The information-led search logic: areas of interest to results."""
