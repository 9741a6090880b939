"""Syntax and check digits of the identifiers that ERN messages carry."""
