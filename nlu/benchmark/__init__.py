"""Trains and scores intent and slot models on a folder in the public seq.in / seq.out / label format."""
