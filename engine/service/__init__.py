"""The engine process: one reader, one worker a network, one writer. Importing it does not import torch."""

from engine.service.process import EngineOptions, run

__all__ = ["EngineOptions", "run"]
