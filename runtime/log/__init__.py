"""The log that the stages read from and write to: one small port, two implementations."""
