"""How a job gets to a worker: each time it has to run, a workflow of dbos is put into the queue in the same transaction.

A job names the only workflow that may run it. One that was replaced (moved forward, given back, taken over by another version)
finds that out when it starts, and ends.
"""

import secrets
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from dbos import DBOSClient, EnqueueOptions
from dbos._serialization import DBOSPortableJSON

from reporter.jobs.durable.database import Database
from reporter.jobs.durable.rows import change
from reporter.jobs.job import Job

QUEUE: Final = "reports"
WORKFLOW: Final = "report"
APPLICATION: Final = "launch-reporter"
_OVER: Final = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
_AT_ONCE: Final = 500


class Queue:
    """Puts jobs into the queue. `version` is the only one whose workers may take them."""

    def __init__(self, database: Database, version: str) -> None:
        self.version = version
        self._client = DBOSClient(
            system_database_engine=database.engine, serializer=DBOSPortableJSON, application_name=APPLICATION
        )

    def register(self, name: str, at_once: int, poll: float) -> None:
        """Make a queue from which each worker runs so many jobs at once, and looks for more every `poll` seconds."""
        self._client.register_queue(name, worker_concurrency=at_once, polling_interval_sec=poll)

    def put(self, connection: sa.Connection, key: str, workflow: str, priority: int, holder: str | None = None) -> None:
        """Queue one workflow for one job; only `holder` may take it, if one is named."""
        options: EnqueueOptions = {
            "workflow_name": WORKFLOW,
            "queue_name": QUEUE if holder is None else own_queue(holder),
            "workflow_id": workflow,
            "app_version": self.version,
            "priority": priority,
        }
        self._client.enqueue_in_transaction(connection, options, key, workflow)

    def put_again(self, connection: sa.Connection, row: Any, **changes: Any) -> Job:
        """Give a locked job a new workflow in place of the one it has; it waits from now on."""
        workflow = new_workflow(row.key)
        self.put(connection, row.key, workflow, changes.get("priority", row.priority), row.holder)
        return change(connection, row, state="waiting", worker=None, workflow=workflow, version=self.version, **changes)

    def ended(self, workflows: list[str]) -> set[str]:
        """Those of `workflows` that will not run any more."""
        found = self._client.list_workflows(workflow_ids=workflows, status=_OVER, load_input=False, load_output=False)
        return {status.workflow_id for status in found}

    def holding(self) -> set[str]:
        """The workers of this version that took a workflow which has not ended."""
        found = self._client.list_workflows(
            status="PENDING", name=WORKFLOW, app_version=self.version, load_input=False, load_output=False
        )
        return {status.executor_id for status in found if status.executor_id is not None}

    def forget_old(self, before: datetime) -> int:
        """Drop what dbos knows of workflows that were begun before a moment and have ended. Returns how many."""
        old = self._client.list_workflows(
            status=_OVER,
            name=WORKFLOW,
            completed_before=before.isoformat(),
            limit=_AT_ONCE,
            load_input=False,
            load_output=False,
        )
        self._client.delete_workflows([status.workflow_id for status in old])
        return len(old)

    def forget_queue(self, holder: str) -> None:
        """Drop the queue of a process that is gone."""
        self._client.delete_queue(own_queue(holder))

    def close(self) -> None:
        """Let go of the client."""
        self._client.destroy()


def own_queue(worker: str) -> str:
    """The queue from which one worker alone takes jobs: those whose endpoints it holds in memory."""
    return f"{QUEUE}-{worker}"


def new_workflow(key: str) -> str:
    """A name for one more workflow of a job. Never used before: dbos takes a known name for a repetition."""
    return f"{key}.{secrets.token_hex(4)}"
