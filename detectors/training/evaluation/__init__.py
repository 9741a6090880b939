"""Measures a model on labelled recordings, as they are and after what may be done to hide or blur a trace."""
