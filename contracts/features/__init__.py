"""The vocabulary of features: what a model or a policy may ask about a track."""
