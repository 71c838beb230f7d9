"""Speaking into the window: microphone, level, the sound on disk, and the bar at the lower edge of the sheet."""
