"""Measures how well messages are understood: `make evaluate`."""
