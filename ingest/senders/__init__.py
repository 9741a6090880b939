"""What is agreed with each sender: how severe findings are, and where disclosure stands without a field."""
