"""Measuring and placing on WGS 84."""
