"""The writing surface."""
