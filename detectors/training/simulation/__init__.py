"""Makes labelled recordings: music through simulated decoders, and what is easily taken for it."""
