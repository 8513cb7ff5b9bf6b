"""The window: the only place for Qt. It shows what the engine says and says what the person does."""
