"""Training of the three networks: data, augmentation, one loop, one task a network. Only the command line imports it."""
