"""Channel gateway: takes messages in, hands them to Rasa, sends the replies."""
