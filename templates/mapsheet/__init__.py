"""A map to scale on paper: projected by PROJ, drawn as lines and areas, no raster."""
