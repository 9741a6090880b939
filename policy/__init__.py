"""Decides what happens to a scored track by a policy that people can read."""
