"""Tickets: filing, thread, evidence, what the reporter may see."""
