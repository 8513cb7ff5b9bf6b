"""Copies of all that a person would miss, made while the program is used, and how one of them takes its place."""
