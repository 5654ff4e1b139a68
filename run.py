"""Starts everything: what `make run` calls."""
