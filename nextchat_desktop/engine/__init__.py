"""The use cases of the program. No Qt, no HTTP, no SQL: what they need is handed to them."""
