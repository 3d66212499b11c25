"""How fast it is, as ratios: both sides in one run, the answer checked. `make bench` runs all."""
