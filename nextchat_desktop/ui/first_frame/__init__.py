"""What a start shows before the program is loaded: the window as it was, with the field one writes in."""
