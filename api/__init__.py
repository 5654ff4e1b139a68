"""Tickets, directory, staff pages and the public HTTP interface."""
