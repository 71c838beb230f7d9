"""Help inside the program: pages of the guide, with the keys as they are set."""
