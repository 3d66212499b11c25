"""Where the inspection takes place: boundaries, restricted-access sites, points of entry, base."""
