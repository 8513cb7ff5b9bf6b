"""A conversation drawn: on paper, as a picture, as a page."""
