"""A file is stored once under its digest, kept unchanged, read in slices, and erased only on purpose."""

import hashlib
import io
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction
from PIL import Image

from sunhall.documents import acts, queries
from sunhall.documents.models import Blob, Document
from sunhall.kernel.refused import NotFound, Refused
from sunhall.people.models import User

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def picture(colour: str = "white", noise: bytes = b"") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "PNG")
    return out.getvalue() + noise


@pytest.fixture
def user():
    return User.objects.create_user(login="lisi", password="a long enough one")


def store(user, content=None, name="照片.png"):
    with transaction.atomic():
        return acts.store(content=content or picture(), name=name, by=user.pk, purpose="material", at=AT)


def test_the_same_file_is_stored_once_and_handed_in_twice(user):
    first, second = store(user), store(user, name="again.png")
    assert first.pk != second.pk
    assert first.token != second.token
    assert Blob.objects.count() == 1


def test_what_comes_back_is_what_went_in_slice_by_slice(user):
    content = picture(noise=bytes(range(256)) * 3000)
    document = store(user, content)
    found = queries.content(document.pk)
    chunks = list(found.chunks)
    assert b"".join(chunks) == content
    assert len(chunks) == 3
    assert (found.media_type, found.size) == ("image/png", len(content))
    assert found.sha256 == hashlib.sha256(content).hexdigest()
    assert found.headers(inline=True)["Content-Length"] == str(len(content))


def test_a_list_of_documents_never_reads_content(user, django_assert_num_queries):
    ids = [store(user, picture(colour)).pk for colour in ("red", "green", "blue")]
    with django_assert_num_queries(1) as asked:
        rows = queries.documents(ids)
    assert len(rows) == 3
    assert '"content"' not in asked.captured_queries[0]["sql"]


def test_a_refused_file_leaves_nothing(user):
    with pytest.raises(Refused):
        store(user, b"<html>")
    assert not Blob.objects.exists()
    assert not Document.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_file_is_not_stored_outside_a_transaction(user):
    with pytest.raises(transaction.TransactionManagementError):
        acts.store(content=picture(), name="x.png", by=user.pk, purpose="material", at=AT)


def test_the_database_refuses_to_change_or_delete_a_file(user):
    document = store(user)
    for statement in (
        "UPDATE documents_blob SET media_type = 'text/html'",
        "DELETE FROM documents_blob",
        "UPDATE documents_document SET name = 'other.pdf'",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert queries.documents([document.pk])


def test_the_database_refuses_a_file_under_a_wrong_digest(user):
    with pytest.raises(DatabaseError), transaction.atomic():
        Blob.objects.create(sha256=b"x" * 32, size=1, media_type="image/png", content=b"y", stored_at=AT)


def test_a_scanner_may_answer_later_and_an_infected_file_is_gone_for_readers(user):
    document = store(user)
    Document.objects.filter(pk=document.pk).update(scan="infected")
    with pytest.raises(NotFound):
        queries.content(document.pk)


def test_a_replaced_upload_is_erased_unless_somebody_else_has_the_same_file(user):
    first, second = store(user), store(user)
    with transaction.atomic():
        acts.discard(document_id=first.pk)
    assert Blob.objects.count() == 1
    with transaction.atomic():
        acts.discard(document_id=second.pk)
    assert not Blob.objects.exists()


def test_a_document_is_found_by_its_token_only(user):
    document = store(user)
    assert queries.by_token(document.token).id == document.pk
    with pytest.raises(NotFound):
        queries.by_token("00000000-0000-4000-8000-000000000000")
