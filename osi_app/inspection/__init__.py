"""One case with its event, clock, mandate and deadlines."""
