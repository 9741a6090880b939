"""``python -m deadwax``: the command line."""

from deadwax.cli import app

app(prog_name="deadwax")
