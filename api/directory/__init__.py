"""Agencies, communes and spokespersons, each with its dates; finds an agency as people type it."""
