"""Pure functions and plain types of the window: no Qt, nothing of the engine but its contract."""
