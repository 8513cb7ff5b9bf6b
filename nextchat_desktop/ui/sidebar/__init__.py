"""The list of conversations and what stands around it."""
