"""Triolet's engine: three recurrent networks, with no window and no microphone."""
