"""A conversation given out of the program."""
