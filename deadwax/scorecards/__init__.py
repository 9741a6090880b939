"""How well each sender delivers, month by month."""
