"""Ground covered by lines and points: where they run, what they cover, how they are flown."""
