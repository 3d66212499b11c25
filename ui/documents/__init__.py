"""The Documents page: what is printed, seen as it will be on paper, and what was issued."""
