"""Library: States, rule values, events."""
