"""Emoji to choose from: those that are offered, the panel with them, and the button that opens it."""
