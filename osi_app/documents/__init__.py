"""Documents as data: every number that is printed, with the record it comes from."""
