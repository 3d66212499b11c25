"""Inspectors and the team members chosen from them."""
