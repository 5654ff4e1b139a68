"""Trains and scores intent and slot models on a folder in the public seq.in / seq.out / label format."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # before TensorFlow is imported: warnings and errors only
