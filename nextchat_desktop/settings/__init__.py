"""The settings: one table, and everything read from it."""
