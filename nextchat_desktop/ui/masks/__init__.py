"""Masks in the window: the gallery in which one is chosen, and the page on which one is made."""
