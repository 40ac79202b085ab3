"""The rival's only app."""
