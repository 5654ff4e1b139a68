"""Understanding: text functions, Rasa components, channel and tracker store."""
