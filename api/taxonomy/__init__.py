"""Categories, statuses, allowed moves, deadlines and role profiles, all of them data."""
