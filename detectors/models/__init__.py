"""Models on disk: text files with a card beside them, loaded by digest and bound by feature name."""
