"""Labels the pages show for codes: statuses and categories from the taxonomy, staff from their accounts."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from api.staff import accounts
from api.staff.filters import Choices
from api.taxonomy import service as taxonomy
from api.tickets import service as tickets
from nlu.text.sorting import sort_key


@dataclass(frozen=True)
class Words:
    statuses: dict[str, str]
    open_statuses: tuple[str, ...]
    categories: dict[str, str]
    people: dict[str, str]
    active_people: frozenset[str]

    @property
    def categories_sorted(self) -> list[tuple[str, str]]:
        return in_order(self.categories)

    @property
    def people_sorted(self) -> list[tuple[str, str]]:
        """Those who can be given work."""
        return in_order({name: label for name, label in self.people.items() if name in self.active_people})


def in_order(labels: dict[str, str]) -> list[tuple[str, str]]:
    """Code and label, in Vietnamese alphabetical order of the labels."""
    return sorted(labels.items(), key=lambda item: (sort_key(item[1]), item[0]))


async def load(session: AsyncSession) -> Words:
    statuses = await taxonomy.list_statuses(session)
    users = await accounts.list_all(session)
    return Words(
        statuses={status.code: status.label for status in statuses},
        open_statuses=tuple(status.code for status in statuses if status.is_open),
        categories={category.code: category.label for category in await taxonomy.list_categories(session)},
        people={user.name: user.display_name for user in users},
        active_people=frozenset(user.name for user in users if accounts.can_work(user)),
    )


async def load_choices(session: AsyncSession, words: Words) -> Choices:
    return Choices(
        statuses=words.statuses,
        open_statuses=words.open_statuses,
        categories=words.categories,
        channels=await tickets.list_channels(session),
        assignees=words.people,
    )
