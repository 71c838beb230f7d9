"""The recognizer: from sound to words."""
