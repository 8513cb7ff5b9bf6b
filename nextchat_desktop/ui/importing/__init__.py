"""Bringing in what other programs keep, in the window."""
