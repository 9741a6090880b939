"""How much, how fast and how uniformly senders, labels and artists deliver."""
