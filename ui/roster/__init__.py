"""Team: the roster and who of it goes."""
