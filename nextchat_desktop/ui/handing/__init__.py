"""Set-ups from one person to another, in windows."""
