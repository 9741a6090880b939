"""Reads ERN messages (DDEX Electronic Release Notification) of the versions 3.8.1 to 4.3.2."""
