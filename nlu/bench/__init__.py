"""Our Rasa project beside a stock one, in one run: `python -m nlu.bench`."""
