"""One list of everything there is: messages, conversations, commands, masks, prompts, settings, models."""
