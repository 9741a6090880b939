"""Cases: how they are made, listed, claimed and decided. Functions over a database connection."""
