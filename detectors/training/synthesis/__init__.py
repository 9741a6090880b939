"""The project's own music: notes, drums, weather and rooms made of numpy, for training and the demo."""
