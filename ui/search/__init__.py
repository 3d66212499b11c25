"""Search: areas of interest, questions, needs, missions, results."""
