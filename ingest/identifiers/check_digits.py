"""Check-digit formulas. Every function takes a string whose syntax was already checked."""

ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def mod_10_3_1(digits: str) -> bool:
    """GTIN (UPC, EAN): weights 1 and 3 in turn from the right (GS1 General Specifications, 7.9)."""
    return (sum(map(int, digits[::-2])) + 3 * sum(map(int, digits[-2::-2]))) % 10 == 0


def mod_37_36(text: str) -> bool:
    """GRid, DPID: the hybrid system of ISO/IEC 7064 over digits and letters."""
    check = 18  # half of the modulus 36, as the first doubling makes it 36
    for character in text:
        check = (((check or 36) * 2) % 37 + ALPHANUMERIC.index(character)) % 36
    return check == 1


def mod_11_2(text: str) -> bool:
    """ISNI: the pure system of ISO/IEC 7064; a check digit of ten is written X."""
    total = 0
    for character in text:
        total = (total * 2 + (10 if character == "X" else int(character))) % 11
    return total == 1


def ipi_name_number(digits: str) -> bool:
    """IPI name number of eleven digits: weights 10 to 2, modulus 101, two check digits (CISAC)."""
    total = sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9])) % 101
    return int(digits[9:]) == (101 - total) % 101 % 100


def iswc(text: str) -> bool:
    """ISWC ``T`` + nine digits + check digit: weights 1 to 9, modulus 10 (ISO 15707)."""
    total = 1 + sum(int(digit) * place for place, digit in enumerate(text[1:10], start=1))
    return int(text[10]) == -total % 10
