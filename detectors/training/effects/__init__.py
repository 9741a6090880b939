"""What studios and rippers do to music, for hard negatives and for attacks: arrays of (frames, channels)."""
