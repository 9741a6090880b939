"""The ear: decodes a recording once and measures it on the way."""
