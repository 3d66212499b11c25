"""Documents on paper: each module turns one document value into pages."""
