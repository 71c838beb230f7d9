"""Past dictations and texts: found again, heard again, put back, deleted."""
