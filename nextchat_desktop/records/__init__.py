"""Values of the core ↔ plain data, as they are written down: the names in it, once written, are never others.

What cannot be read of a value is left out, never the value.
"""
