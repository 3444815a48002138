"""`sunhall worker`: runs the jobs that acts have left in the database, until SIGINT or SIGTERM."""

import asyncio
from typing import Any

from sunhall.ops import ground
from sunhall.ops.say import Failed


def work(*, queues: list[str] | None, concurrency: int, wait: bool) -> None:
    """Run jobs; those under way are finished on stop. With `wait` false, return when none is left."""
    ground.require_address()
    with ground.database():
        ground.django()
        ground.follow_calendar()
        _require_answer()
        from procrastinate.exceptions import ConnectorException

        try:
            asyncio.run(_run(queues, concurrency, wait))
        except ConnectorException as error:
            raise Failed(f"The worker lost its database: {str(error.__cause__ or error).strip()}") from error


def _require_answer() -> None:
    """Fail at once and in words: the worker's own pool would try for half a minute."""
    from django.db import connection

    connection.ensure_connection()
    connection.close()


async def _run(queues: list[str] | None, concurrency: int, wait: bool) -> None:
    from procrastinate.contrib.django import app

    named: dict[str, Any] = {"queues": queues} if queues else {}  # none named: all of them
    async with app.with_connector(app.connector.get_worker_connector()).open_async() as running:  # type: ignore[attr-defined]
        await running.run_worker_async(
            **named,
            concurrency=concurrency,
            wait=wait,
            install_signal_handlers=True,
            shutdown_graceful_timeout=30,  # seconds
        )
