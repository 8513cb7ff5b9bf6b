"""Pictures and diagrams in a window of their own, and how they are decoded off the window's thread."""
