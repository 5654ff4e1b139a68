"""Rasa action server: the report form, lookups and answers, over the api. Holds no state."""
