"""A window that shows what went over the line for a reply. It shows what it is given, and knows no network."""
