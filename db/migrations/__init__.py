"""Alembic's steps: one file for each, never importing osi_app."""
