"""A conversation on screen."""
