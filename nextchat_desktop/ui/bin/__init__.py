"""What was deleted, and earlier wordings."""
