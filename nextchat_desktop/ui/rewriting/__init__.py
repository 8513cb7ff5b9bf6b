"""All messages of a conversation written anew at once."""
