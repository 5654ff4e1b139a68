"""When something happened: phrases of time in Vietnamese, with or without marks."""
