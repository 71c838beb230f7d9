"""The network that finishes words: tokens, network, suggestion search, personal memory."""
