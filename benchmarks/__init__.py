"""Measurements of cost that anyone can run on their own articles and machine."""
