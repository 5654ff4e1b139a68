"""The way to the action server: one kept connection, a short timeout, and failures nobody can overlook."""

import asyncio
import json
import os
from typing import Any
from urllib.parse import urljoin

import aiohttp
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction
from rasa.utils.endpoints import EndpointConfig

TIMEOUT_SECONDS = 10.0  # Rasa's own is 300; `timeout` in endpoints.yml changes ours
IDLE_SECONDS = 60.0  # less than the 120 after which rasa-sdk drops an idle connection
READY_SECONDS = 2.0
REJECTED = 400
JSON_TYPE = {"Content-Type": "application/json"}


class TurnFailedError(BaseException):
    """The turn cannot be finished and must leave no trace.

    Not an Exception, because Rasa catches those around every action, forgets the action and goes on. The
    channel catches this one; it never leaves it.
    """


def check_answers_cheaply() -> None:
    """Replace Rasa's check of an action's answer, which takes longer than the rest of a turn.

    It first checks that its own JSON schema is a valid schema, each time. Rasa makes its RemoteActions in
    several places, so the method is replaced, not the class.
    """
    RemoteAction._validate_action_result = _has_shape  # type: ignore[method-assign, assignment]  # see above


def _has_shape(self: RemoteAction, answer: Any) -> bool:
    """What Rasa relies on further on; it refuses unknown events itself."""
    if not isinstance(answer, dict):
        raise ValueError("the answer is not an object")
    events, responses = answer.get("events", []), answer.get("responses", [])
    for part in (events, responses):
        if not isinstance(part, list) or not all(isinstance(item, dict) for item in part):
            raise ValueError("events and responses are not lists of objects")
    if not all(isinstance(event.get("event"), str) for event in events):
        raise ValueError("an event without a type")
    if any(event["event"] == "slot" and not isinstance(event.get("name"), str) for event in events):
        raise ValueError("a slot without a name")
    return True


class ActionEndpoint(EndpointConfig):
    """What Rasa calls actions through, in place of its EndpointConfig (a new connection for each call)."""

    def __init__(self, configured: EndpointConfig | None) -> None:
        url = os.environ.get("RASA_ACTIONS_URL") or (configured.url if configured else None)
        super().__init__(url)
        check_answers_cheaply()
        self._address = url or ""
        options = configured.kwargs if configured else {}
        self._timeout = aiohttp.ClientTimeout(total=float(options.get("timeout", TIMEOUT_SECONDS)))
        self._kept: aiohttp.ClientSession | None = None
        self._domain: tuple[Any, str] = (None, "null")

    def session(self) -> aiohttp.ClientSession:
        """The one session of the running event loop."""
        if self._kept is None or self._kept.closed:
            connector = aiohttp.TCPConnector(keepalive_timeout=IDLE_SECONDS)
            self._kept = aiohttp.ClientSession(connector=connector, timeout=self._timeout)
        return self._kept

    async def request(self, *_: Any, json: Any = None, **__: Any) -> Any:
        """Call an action. A rejection (a form that does not take the answer) is no failure; the rest is.

        The answer's body never gets into a message or a log: on a failure rasa-sdk repeats the request in it.
        """
        try:
            status, body = await self._post(json)
        except (aiohttp.ClientError, asyncio.TimeoutError) as error:
            raise TurnFailedError(f"action server: {type(error).__name__}") from None
        if status == REJECTED:
            raise ActionExecutionRejection(json["next_action"])
        if status != 200:
            raise TurnFailedError(f"action {json['next_action']} answered {status}")
        return body

    async def _post(self, call: Any) -> tuple[int, Any]:
        try:
            return await self._post_once(call)
        except aiohttp.ServerDisconnectedError:  # it had closed the kept connection: once more, on a new one
            return await self._post_once(call)

    async def _post_once(self, call: Any) -> tuple[int, Any]:
        body = self._body(call)
        async with self.session().post(self._address, data=body, headers=JSON_TYPE) as response:
            raw = await response.read()
            return response.status, _json(raw) if response.status == 200 else None

    def _body(self, call: dict[str, Any]) -> bytes:
        """The call as JSON; its largest part, the domain, is written once for a model."""
        domain = call.get("domain")
        if self._domain[0] is not domain:
            self._domain = (domain, json.dumps(domain))
        rest = json.dumps({key: value for key, value in call.items() if key != "domain"})
        return f'{rest[:-1]}, "domain": {self._domain[1]}}}'.encode()

    async def check(self) -> None:
        """Raise if the action server does not answer."""
        timeout = aiohttp.ClientTimeout(total=READY_SECONDS)
        async with self.session().get(urljoin(self._address, "health"), timeout=timeout) as response:
            response.raise_for_status()

    async def close(self) -> None:
        if self._kept is not None:
            await self._kept.close()


def _json(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except ValueError:
        raise TurnFailedError("action server: the answer is not JSON") from None
