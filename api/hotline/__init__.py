"""How and when the hotline's officers can be reached: only what staff have entered."""
