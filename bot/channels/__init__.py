"""Channels: one folder for each way to reach people."""
