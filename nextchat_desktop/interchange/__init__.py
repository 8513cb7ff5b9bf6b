"""Files of other programs ↔ values of the core. Pure: text in, values out, and back; nothing here opens a file."""
