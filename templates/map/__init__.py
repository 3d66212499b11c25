"""The rich map: one HTML page with everything inside."""
