"""The command line of the engine: one file a command; torch is loaded by the commands that need it."""

from engine.commandline.main import main

__all__ = ["main"]
