"""The trained model of the product, asked as the channel asks it."""

import asyncio
import statistics
import time
from pathlib import Path
from typing import cast

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.engine.runner.dask import DaskGraphRunner

from nlu.evaluation.pipeline import Parsed
from nlu.graph import DirectRunner


class Product:
    """Also notes what each message costs."""

    def __init__(self, processor: MessageProcessor) -> None:
        processor.graph_runner = DirectRunner(cast(DaskGraphRunner, processor.graph_runner))
        self._processor = processor
        self._milliseconds: list[float] = []

    @classmethod
    def load(cls, model: Path) -> "Product":
        """A model, or the newest one of a folder."""
        agent = Agent.load(str(model))
        if agent.processor is None:
            raise SystemExit(f"No model could be loaded from {model}: run `make train` first.")
        return cls(agent.processor)

    def parse(self, text: str, received_at: str) -> Parsed:
        message = UserMessage(text, metadata={"received_at": received_at})
        began = time.thread_time()
        parsed = asyncio.run(self._processor.parse_message(message))
        self._milliseconds.append(1000 * (time.thread_time() - began))
        return parsed

    def cost(self) -> str:
        p95 = statistics.quantiles(self._milliseconds, n=20)[-1]
        return f"p50 {statistics.median(self._milliseconds):.2f} ms of one core, p95 {p95:.2f} ms"
