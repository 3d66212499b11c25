"""Equipment: items, calibrations, the list of the inspection."""
