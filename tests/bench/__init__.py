"""Measures the transcript as its reader meets it: `python tests/bench`. No test; it knows the public face only."""
