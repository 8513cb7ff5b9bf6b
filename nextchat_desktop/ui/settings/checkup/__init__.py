"""The test of a connection: its card in the form, and what stands between the two."""
