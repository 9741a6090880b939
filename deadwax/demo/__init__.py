"""The demo world: one day of label deliveries, invented and synthesised from a seed."""
