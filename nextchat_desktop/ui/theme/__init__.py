"""How the program looks: colours, sizes, icons and the style sheet made from them."""
