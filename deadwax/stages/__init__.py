"""What ties the rooms together: makers of the stages, and the stages that belong to no room."""
