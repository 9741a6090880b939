"""Training: material that the project makes itself, simulations, and the fitting of its models."""
