"""The window of Triolet. Imports nothing of the engine but its contract, and never torch."""
