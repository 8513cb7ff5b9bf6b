"""Where one chooses the model that answers."""
