"""Checklist: tasks by phase with their due times."""
