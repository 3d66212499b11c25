"""The Area page: map, law and vertices side by side."""
