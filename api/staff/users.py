"""Staff accounts from the command line: python -m api.staff.users create|list|disable|enable|set-password."""

import argparse
import asyncio
import getpass
import os
import sys

from sqlalchemy.ext.asyncio import AsyncSession

from api.database import Database
from api.settings import ApiSettings
from api.staff import accounts
from api.staff.errors import PasswordRefusedError
from api.staff.passwords import MAX_LENGTH, MIN_LENGTH, Passwords
from api.staff.permissions import Role

REFUSED = {
    "password_short": f"the password is shorter than {MIN_LENGTH} characters",
    "password_long": f"the password is longer than {MAX_LENGTH} characters",
    "password_obvious": "the password is the user's name or repeats too few characters",
}


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m api.staff.users", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    create = commands.add_parser(
        "create", help="add a user; asks for the password unless --password-env is given"
    )
    create.add_argument("--role", required=True, choices=[role.value for role in Role])
    create.add_argument("--display-name", help="as shown on the pages; the name by default")
    create.add_argument("--if-missing", action="store_true", help="do nothing if the user exists")
    change = commands.add_parser("set-password", help="give a user a new password; ends all sessions")
    for command in (create, change):
        command.add_argument(
            "--password-env", metavar="VAR", help="environment variable that holds the password"
        )
    commands.add_parser("list", help="print all users")
    disable = commands.add_parser("disable", help="end a user's sessions and refuse new ones")
    enable = commands.add_parser("enable", help="let a disabled user sign in again")
    for command in (create, change, disable, enable):
        command.add_argument("name")
    return parser


async def run(arguments: argparse.Namespace, database: Database) -> str:
    """What to print when done."""
    passwords = Passwords()
    async with database.session() as session:
        match arguments.command:
            case "create":
                return await create(session, passwords, arguments)
            case "set-password":
                await accounts.set_password(
                    session, passwords, arguments.name, read_password(arguments.password_env)
                )
                return f"new password for {arguments.name}"
            case "disable" | "enable":
                await accounts.set_active(session, arguments.name, active=arguments.command == "enable")
                return f"{arguments.command}d {arguments.name}"
        users = await accounts.list_all(session)
    return "\n".join(
        f"{user.name}\t{user.role}\t{'active' if user.active else 'disabled'}\t{user.display_name}"
        for user in users
    )


async def create(session: AsyncSession, passwords: Passwords, arguments: argparse.Namespace) -> str:
    name: str = arguments.name
    if arguments.if_missing and await accounts.exists(session, name):
        return f"exists already: {name}"
    await accounts.create(
        session,
        passwords,
        name,
        display_name=arguments.display_name or name,
        role=Role(arguments.role),
        password=read_password(arguments.password_env),
    )
    return f"created {name}"


def read_password(variable: str | None) -> str:
    if variable:
        password = os.environ.get(variable, "")
        if not password:
            raise accounts.AccountError(f"the environment variable {variable} is empty")
        return password
    password = getpass.getpass("Password: ")
    if getpass.getpass("Again: ") != password:
        raise accounts.AccountError("the two passwords differ")
    return password


async def main(argv: list[str]) -> int:
    arguments = build_parser().parse_args(argv)
    database = Database(ApiSettings().sqlalchemy_url)
    try:
        answer = await run(arguments, database)
    except accounts.AccountError as error:
        print(error, file=sys.stderr)  # noqa: T201 - this is a command
        return 1
    except PasswordRefusedError as error:
        print(REFUSED[error.message], file=sys.stderr)  # noqa: T201 - this is a command
        return 1
    finally:
        await database.close()
    print(answer)  # noqa: T201 - this is a command
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
