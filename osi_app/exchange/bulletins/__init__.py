"""Seismic bulletins and catalogues: events with the origins that agencies give them."""
