"""Ties suspicious tracks together by what they share, into campaigns."""
