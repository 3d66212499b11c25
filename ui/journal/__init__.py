"""Journal: what was done, whether the chain is whole, taking steps back."""
