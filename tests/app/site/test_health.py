import pytest
from django.db import DatabaseError, connection


@pytest.mark.django_db
def test_a_house_that_can_serve_says_so_and_nothing_else(client):
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert not answer.cookies


@pytest.mark.django_db
def test_a_house_without_its_database_says_so(client):
    def refuse(*_args: object) -> None:
        raise DatabaseError("gone")

    with connection.execute_wrapper(refuse):
        answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (503, {"status": "no database"})
