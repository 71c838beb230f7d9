"""Torch parts that several networks use."""
