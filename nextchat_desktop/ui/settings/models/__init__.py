"""The page on which one chooses what the model menu offers."""
