"""The gateway's worker: takes messages to Rasa and sends replies. `python -m bot.worker` starts it."""

import asyncio
import logging
import signal
from datetime import UTC, datetime
from uuid import UUID

from bot import jobs
from bot.api import HttpApi
from bot.carrying import Carrier
from bot.channels.base import Channel
from bot.channels.registry import push_channels
from bot.database import Database
from bot.delivery import Delivery
from bot.evidence import Uploader
from bot.gateway import Gateway
from bot.inbox import Receiver
from bot.messages import WEB
from bot.rasa import HttpRasa
from bot.redaction import set_up_logging
from bot.settings import BotSettings
from bot.silence import Silence

START_AGAIN_AFTER = 1.0

logger = logging.getLogger(__name__)


class Worker:
    """Does the work of the jobs, and runs what channels need beside the queue."""

    def __init__(self, settings: BotSettings) -> None:
        self._settings = settings
        self._database = Database(settings.sqlalchemy_url, pool_size=settings.worker_concurrency)
        self._rasa = HttpRasa(settings.rasa_url, settings.rasa_token.get_secret_value())
        self._api = HttpApi(settings.api_url, settings.api_token.get_secret_value())
        self._channels: list[Channel] = push_channels(settings, Receiver(self._database))
        by_name = {channel.name: channel for channel in self._channels}
        self._gateway = Gateway(self._database, self._rasa, self._api)
        self._delivery = Delivery(self._database, self._api, by_name)
        self._uploader = Uploader(self._database, self._api)
        self._carrier = Carrier(self._database, self._api)
        reachable = {WEB} | {channel.name for channel in self._channels if channel.unasked}
        self._silence = Silence(self._database, settings.patience, reachable)

    async def wake(self, conversation_id: UUID) -> None:
        await self._gateway.wake(conversation_id)

    async def send(self, conversation_id: UUID) -> None:
        await self._delivery.send(conversation_id)

    async def upload(self, conversation_id: UUID) -> None:
        await self._uploader.upload(conversation_id)

    async def carry(self, conversation_id: UUID) -> None:
        await self._carrier.carry(conversation_id)

    async def remind(self) -> None:
        await self._silence.remind(datetime.now(UTC))

    async def expire(self) -> None:
        now = datetime.now(UTC)
        await self._silence.erase_drafts(now)
        await self._silence.blank_conversations(now)
        await self._silence.erase_stray_files(now)

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop`, then finish what is being done."""
        async with asyncio.TaskGroup() as group:
            for channel in self._channels:
                group.create_task(channel.run(stop), name=channel.name)
            group.create_task(self._perform_jobs(stop), name="jobs")
        for channel in self._channels:
            await channel.close()
        await self._rasa.close()
        await self._api.close()
        await self._database.close()

    async def _perform_jobs(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            performing = asyncio.create_task(
                jobs.run_worker(
                    self._settings.database_url, self, concurrency=self._settings.worker_concurrency
                )
            )
            stopping = asyncio.create_task(stop.wait())
            await asyncio.wait({performing, stopping}, return_when=asyncio.FIRST_COMPLETED)
            stopping.cancel()
            performing.cancel()  # which lets running jobs end
            (result,) = await asyncio.gather(performing, return_exceptions=True)
            if not stop.is_set():
                logger.error("the queue stopped (%s); starting it again", type(result).__name__)
                await asyncio.sleep(START_AGAIN_AFTER)


async def work(settings: BotSettings) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await Worker(settings).run(stop)


def main() -> None:
    settings = BotSettings()
    set_up_logging(settings.log_level, settings.secrets)
    asyncio.run(work(settings))


if __name__ == "__main__":
    main()
