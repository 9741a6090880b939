"""Disclosure that stands outside ERN's own fields, in places that are agreed with the sender."""
