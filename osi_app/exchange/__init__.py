"""Foreign files in, typed rows and refusals out. Knows no room; nothing here writes a store."""
