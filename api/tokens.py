"""Service tokens on the command line: `python -m api.tokens ensure|create|list|revoke`."""

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.clock import now
from api.database import Database
from api.security import Scope, ServiceToken, hash_token, new_token
from api.settings import SHORTEST_SECRET, ApiSettings


def scope_list(text: str) -> list[str]:
    """argparse type: known scopes, separated by commas."""
    try:
        return sorted({Scope(part.strip()) for part in text.split(",")})
    except ValueError as error:
        known = ", ".join(Scope)
        raise argparse.ArgumentTypeError(f"{error}; there are {known}") from error


def parse_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m api.tokens", description="Service tokens of the api")
    commands = parser.add_subparsers(dest="command", required=True)
    ensure = commands.add_parser("ensure", help="make the token of an environment variable valid")
    ensure.add_argument("name")
    ensure.add_argument("--token-env", required=True, metavar="VARIABLE")
    ensure.add_argument("--scopes", required=True, type=scope_list, metavar="A,B")
    create = commands.add_parser("create", help="make a new token and print it once")
    create.add_argument("name")
    create.add_argument("--scopes", required=True, type=scope_list, metavar="A,B")
    commands.add_parser("list", help="names, scopes and dates")
    revoke = commands.add_parser("revoke", help="make a token invalid at once")
    revoke.add_argument("name")
    return parser.parse_args(arguments)


async def store(session: AsyncSession, name: str, token: str, scopes: list[str]) -> None:
    """The program `name` has exactly this token and these scopes; its former token is void."""
    values = {"token_hash": hash_token(token), "scopes": scopes, "revoked_at": None}
    await session.execute(
        insert(ServiceToken)
        .values(name=name, created_at=now(), **values)
        .on_conflict_do_update(index_elements=[ServiceToken.name], set_=values)
    )


async def ensure(session: AsyncSession, name: str, variable: str, scopes: list[str]) -> str:
    token = os.environ.get(variable, "")
    if len(token) < SHORTEST_SECRET:
        raise SystemExit(f"{variable} must hold a token of {SHORTEST_SECRET} or more characters")
    await store(session, name, token, scopes)
    return f"{name}: {', '.join(scopes)}"


async def create(session: AsyncSession, name: str, scopes: list[str]) -> str:
    if await session.scalar(select(ServiceToken).filter_by(name=name, revoked_at=None)):
        raise SystemExit(f"There is a token named {name}; revoke it first")
    token = new_token()
    await store(session, name, token, scopes)
    return token


async def revoke(session: AsyncSession, name: str) -> str:
    found = await session.scalar(select(ServiceToken).filter_by(name=name, revoked_at=None))
    if found is None:
        raise SystemExit(f"There is no valid token named {name}")
    found.revoked_at = now()
    return f"{name}: revoked"


async def listing(session: AsyncSession) -> str:
    tokens = await session.scalars(select(ServiceToken).order_by(ServiceToken.name))
    return "\n".join(
        f"{token.name}\t{','.join(token.scopes)}\t{token.created_at:%Y-%m-%d}"
        + (f"\trevoked {token.revoked_at:%Y-%m-%d}" if token.revoked_at else "")
        for token in tokens
    )


async def run(arguments: argparse.Namespace, settings: ApiSettings) -> str:
    database = Database(settings.sqlalchemy_url)
    try:
        async with database.session() as session:
            match arguments.command:
                case "ensure":
                    return await ensure(session, arguments.name, arguments.token_env, arguments.scopes)
                case "create":
                    return await create(session, arguments.name, arguments.scopes)
                case "revoke":
                    return await revoke(session, arguments.name)
                case _:
                    return await listing(session)
    finally:
        await database.close()


def main(arguments: Sequence[str] | None = None) -> None:
    sys.stdout.write(asyncio.run(run(parse_arguments(arguments), ApiSettings())) + "\n")


if __name__ == "__main__":
    main()
