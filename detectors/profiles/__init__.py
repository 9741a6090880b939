"""What is known of an artist's name, an ISRC and a title's words before a track comes."""
