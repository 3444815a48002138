"""The two statements of every act, sent with as few round trips and as little work as libpq needs. For `record` only.

An act is mostly waiting and talking: Django's cursor sends the values inside the text, so that the server plans each
call anew, and asks for the transaction in a message of its own. Here BEGIN travels with `lock_case`, and the statement
that writes is prepared once per connection. The transaction stays Django's: it opened it, it commits it.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.transaction import TransactionManagementError
from psycopg import generators
from psycopg.pq import ConnStatus, ExecStatus, TransactionStatus
from psycopg.pq.abc import PGconn, PGresult

_prepared: WeakKeyDictionary[psycopg.Connection[Any], set[str]] = WeakKeyDictionary()


def locked(case_id: int, officer_id: int | None, at: datetime) -> dict[str, Any] | None:
    """Lock a case and read it, its acts and the officer's powers; begins the transaction. None when it is not there."""
    database = connections[DEFAULT_DB_ALIAS]
    if not database.in_atomic_block:
        raise TransactionManagementError("lock_case needs the transaction of the act")
    with database.wrap_database_errors:
        link = _prepared_on(database.connection, "lock_case", "SELECT lock_case($1, $2, $3)")
        begin = "BEGIN; " if link.transaction_status == TransactionStatus.IDLE else ""
        officer = "NULL" if officer_id is None else int(officer_id)
        text = f"{begin}EXECUTE lock_case({int(case_id)}, {officer}, '{at.isoformat()}')"
        told = _checked(link.exec_(text.encode())).get_value(0, 0)
    return None if told is None else json.loads(told.decode())


def row(name: str, sql: str, values: Sequence[Any], *, last: bool = False) -> list[bytes | None]:
    """The one row of a statement with `$1`, `$2` …, prepared under this name. Values are sent as their text.

    `last`: nothing follows in this transaction, so COMMIT travels with it and is done only if the statement succeeds.
    """
    texts: list[Any] = [None if value is None else _text(value) for value in values]
    database = connections[DEFAULT_DB_ALIAS]
    with database.wrap_database_errors:
        link = _prepared_on(database.connection, name, sql)
        if link.transaction_status == TransactionStatus.IDLE and database.in_atomic_block:
            _checked(link.exec_(b"BEGIN"))  # psycopg sends it only before statements of its own
        outermost = database.in_atomic_block and not database.savepoint_ids
        if last and outermost:
            result = _sent_with_commit(database.connection, name.encode(), texts)
        else:
            result = _checked(link.exec_prepared(name.encode(), texts))
    return [result.get_value(0, column) for column in range(result.nfields)]


def _sent_with_commit(connection: psycopg.Connection[Any], name: bytes, texts: Sequence[Any]) -> PGresult:
    """The server skips what follows a failure up to the end of the pipeline, so without the row no commit."""
    link = connection.pgconn
    link.enter_pipeline_mode()
    try:
        link.send_query_prepared(name, texts)
        link.send_query_params(b"COMMIT", None)
        link.pipeline_sync()
        connection.wait(generators.send(link))
        written, committed = _next(connection), _next(connection)
        connection.wait(generators.fetch(link))  # the end of the pipeline
    finally:
        if link.status == ConnStatus.OK:
            link.exit_pipeline_mode()
    _checked(written)
    _checked(committed)
    return written


def _next(connection: psycopg.Connection[Any]) -> PGresult:
    """The result of the next statement of a pipeline; an empty one follows each.

    Waits as psycopg does: `get_result` by itself holds up every thread of the process, also the one whose transaction
    this statement is waiting for.
    """
    result: PGresult | None = connection.wait(generators.fetch(connection.pgconn))
    if result is None:
        raise psycopg.OperationalError("the connection to the database was lost")
    connection.pgconn.get_result()  # libpq knows of it without asking
    return result


def _prepared_on(link: psycopg.Connection[Any], name: str, sql: str) -> PGconn:
    """The connection of libpq; the statement is prepared on it when it is first needed there."""
    names = _prepared.setdefault(link, set())
    if name not in names:
        _checked(link.pgconn.prepare(name.encode(), sql.encode()))
        names.add(name)
    return link.pgconn


def _text(value: Any) -> bytes:
    return b"\\x" + value.hex().encode() if isinstance(value, bytes) else str(value).encode()


def _checked(result: PGresult) -> PGresult:
    if result.status not in (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK):
        raise psycopg.errors.error_from_result(result)
    return result
