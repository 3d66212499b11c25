"""The slab every room stands on: records, change sets, findings, errors, clock and ports."""
