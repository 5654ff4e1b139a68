"""Limits of the public endpoints, counted for each address in this process's memory."""

import time
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Annotated

from fastapi import Depends, Request
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from api.errors import TooManyRequestsError
from api.security import Caller, optional_caller
from api.settings import ApiSettings


class RateLimits:
    """One process counts for itself: N processes allow up to N times as much, which is still little."""

    def __init__(self, settings: ApiSettings) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._rates = {"public": parse(settings.public_rate), "status": parse(settings.status_rate)}

    def count(self, name: str, address: str) -> None:
        """Count one request; refuse it when the address had enough."""
        rate: RateLimitItem = self._rates[name]
        who = network_of(address)
        if not self._limiter.hit(rate, name, who):
            free_at = self._limiter.get_window_stats(rate, name, who).reset_time
            raise TooManyRequestsError(retry_after=max(1, round(free_at - time.time())))


def network_of(address: str) -> str:
    """One household of IPv6 has a whole /64 of addresses; it counts as one."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return str(ip_network((parsed, 64), strict=False))
    return str(parsed)


def address_of(request: Request) -> str:
    return request.client.host if request.client else "unknown"


OptionalCaller = Annotated[Caller | None, Depends(optional_caller)]


async def limit_public(request: Request, caller: OptionalCaller) -> None:
    """For endpoints anyone may read. Programs with a token are not counted."""
    if caller is None:
        limits: RateLimits = request.app.state.rate_limits
        limits.count("public", address_of(request))


async def limit_status(request: Request, caller: OptionalCaller) -> None:
    """Strict, because each request is a guess at a receipt."""
    if caller is None:
        limits: RateLimits = request.app.state.rate_limits
        limits.count("status", address_of(request))
