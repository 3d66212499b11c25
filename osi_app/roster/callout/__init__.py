"""Calling people out: messages on a ladder of channels, replies that count once, and the tally."""
