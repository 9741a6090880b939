"""Checking deliveries for senders who do not have Deadwax themselves."""
