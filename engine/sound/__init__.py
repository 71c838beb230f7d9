"""Sound: decoding files, resampling, features."""
