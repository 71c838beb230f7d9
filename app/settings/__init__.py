"""Preferences: remembered, shown on a page, changed without a dialog."""
