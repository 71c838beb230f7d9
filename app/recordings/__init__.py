"""Recordings dropped on the window: written down with times, heard again word by word, exported."""
