"""Reads label deliveries: DDEX messages, their disclosure and their files, and answers the sender."""
