"""What is said between a test and the program that it has started."""

NAME = "NextChat Desktop"
"""What the program is called."""
LEAVE = "leave"
"""Says that everything over the main window is to be closed."""
THERE = "there"
"""Answers that it has been done."""
