"""Items, their calibrations and certification, and what goes with an inspection."""
