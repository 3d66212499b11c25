"""Choosing the people of a team: what is asked, the proved best answer, and why."""
