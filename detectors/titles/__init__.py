"""What titles and artist names look like, without regard to their language or script."""
