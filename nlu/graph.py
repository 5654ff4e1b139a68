"""Runs a model's graph without dask, which spends more time planning a turn than the light models work."""

from functools import lru_cache
from typing import Any

from rasa.engine.graph import GraphNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.runner.interface import GraphRunner

Step = tuple[str, GraphNode, tuple[str, ...]]


class DirectRunner(GraphRunner):
    """The loaded nodes of Rasa's runner, called one after the other in an order found once."""

    def __init__(self, loaded: DaskGraphRunner) -> None:
        self._nodes = loaded._instantiated_nodes
        self._schema = loaded._graph_schema
        self._plan = lru_cache(self._make_plan)

    @classmethod
    def create(cls, *args: Any, **kwargs: Any) -> "DirectRunner":
        """Load a model as Rasa does."""
        return cls(DaskGraphRunner.create(*args, **kwargs))

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """Results of the targets; as Rasa's runner, except that an error keeps its own type."""
        wanted = tuple(targets or self._schema.target_names)
        results = {name: (name, value) for name, value in (inputs or {}).items()}
        for name, node, needs in self._plan(wanted):
            results[name] = node(*(results[need] for need in needs))
        return dict(results[target] for target in wanted)

    def _make_plan(self, targets: tuple[str, ...]) -> list[Step]:
        schema = self._schema.minimal_graph_schema(list(targets))
        plan: list[Step] = []
        placed: set[str] = set()

        def place(name: str) -> None:
            if name in placed or name not in schema.nodes:  # an input
                return
            placed.add(name)
            needs = tuple(schema.nodes[name].needs.values())
            for need in needs:
                place(need)
            plan.append((name, self._nodes[name], needs))

        for target in targets:
            place(target)
        return plan
