"""What a person sees and can do while the program is being loaded, and how that is handed over to it."""
