"""Every sentence a person reads, by id. Without Qt: the window, the command line and the manual share it."""
