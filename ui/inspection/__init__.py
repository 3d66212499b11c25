"""Overview: where the case stands, what is due, what is red."""
