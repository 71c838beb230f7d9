"""What this computer does with the three engines, measured by the person on the spot."""
