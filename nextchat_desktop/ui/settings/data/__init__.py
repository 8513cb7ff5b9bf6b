"""The page of the settings about the data as a whole: where they are, backups, and beginning anew."""
