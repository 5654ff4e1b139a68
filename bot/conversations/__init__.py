"""Conversations and what was said in them: tables, and every query on them."""
