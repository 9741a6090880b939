"""Identifiers with correct check digits, from ranges that nobody uses."""

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def isrc(registrant: int, number: int) -> str:
    """An ISRC of 2026 with the user-assigned prefix ``ZZ`` and a three-digit registrant."""
    return f"ZZ{registrant:03d}26{number:05d}"


def icpn(block: int, number: int) -> str:
    """An EAN-13 with prefix 299 (for use within one company), weights 1 and 3, modulus 10.

    Each of 100,000 blocks has 10,000 numbers, as those have that companies are given.
    """
    body = f"299{block:05d}{number:04d}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(body))
    return body + str(-total % 10)


def dpid(number: int) -> str:
    """A DDEX party id: ``PADPIDA``, ten digits, and a check character of ISO 7064 Mod 37,36."""
    body = f"PADPIDA{number:010d}"
    return body + _mod_37_36(body)


def _mod_37_36(body: str) -> str:
    """ISO 7064 Mod 37,36: the character that brings the running product to 1."""
    product = 36
    for character in body:
        total = (product + ALPHABET.index(character)) % 36 or 36
        product = total * 2 % 37
    return ALPHABET[(37 - product) % 36]
