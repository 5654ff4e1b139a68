"""Telegram: fetches or receives updates, sends messages, through python-telegram-bot."""

import os

# Waiting times as timedelta: what the next major version of python-telegram-bot will give anyway.
os.environ.setdefault("PTB_TIMEDELTA", "1")
