"""The Treaty as citable data and pure functions."""
