"""Editable answers: about the hotline in short texts, about law only with verified citations."""
