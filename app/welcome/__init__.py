"""The first start: a few words to say, and what to know."""
