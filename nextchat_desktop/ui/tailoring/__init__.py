"""What is said of one conversation, mask or the whole program: parameters, messages before everything, memory."""
