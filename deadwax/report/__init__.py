"""The evidence of one or more recordings as one page that needs nothing else."""
