import json
import logging

import pytest
import structlog

from muniment.core import logs

NAME = "Amber Heron Ltd, Rue de la Paix"


@pytest.fixture
def lines(tmp_path):
    root = logging.getLogger()
    before = root.handlers[:], root.level
    logs.configure(tmp_path, process="web", console=False)
    yield lambda: [json.loads(line) for line in (tmp_path / "web.log").read_text().splitlines()]
    for handler in root.handlers:
        handler.close()
    root.handlers[:], root.level = before
    logging.captureWarnings(False)
    structlog.reset_defaults()


def test_an_event_is_one_json_line_with_its_ids(lines):
    structlog.get_logger("muniment.jobs").info("job.done", job="0198-7f", attempt=2)

    (line,) = lines()
    assert (line["event"], line["job"], line["attempt"]) == ("job.done", "0198-7f", 2)
    assert (line["process"], line["level"], line["logger"]) == ("web", "info", "muniment.jobs")


def test_a_value_among_the_facts_is_withheld(lines):
    structlog.get_logger("muniment.x").info("seen", customer=NAME, mails=["ann@example.com"])

    assert lines()[0]["customer"] == logs.WITHHELD
    assert "example.com" not in str(lines())


def test_the_words_of_an_error_are_withheld_but_its_class_and_place_are_kept(lines):
    try:
        raise ValueError(NAME)
    except ValueError:
        structlog.get_logger("muniment.x").exception("broken")

    (line,) = lines()
    assert line["error"] == "ValueError"
    assert line["where"][0].startswith("test_logs.py:")
    assert "Heron" not in str(line)


def test_other_libraries_sentences_are_kept_without_their_fillings(lines):
    logging.getLogger("axes").warning("Repeated login failure by %s.", NAME)

    assert lines()[0]["event"] == "Repeated login failure by %s."


def test_a_finished_sentence_of_an_unknown_library_is_withheld(lines):
    logging.getLogger("parser").warning(f"cannot read {NAME}")

    assert lines()[0]["event"] == logs.WITHHELD


def test_a_failed_request_is_named_by_its_route_and_not_by_its_path(lines, rf):
    from django.urls import ResolverMatch

    request = rf.get(f"/customers/?q={NAME}")
    request.resolver_match = ResolverMatch(print, (), {}, route="customers/")
    logging.getLogger("django.request").error(
        "%s: %s", "Not Found", request.path, extra={"status_code": 404, "request": request}
    )

    (line,) = lines()
    assert (line["route"], line["status"], line["method"]) == ("customers/", 404, "GET")
    assert "Heron" not in str(line)


def test_a_renamed_file_is_opened_anew(lines, tmp_path):
    log = structlog.get_logger("muniment.x")
    log.info("before")
    (tmp_path / "web.log").rename(tmp_path / "web.log.1")

    log.info("after")

    assert [line["event"] for line in lines()] == ["after"]


def test_nothing_below_the_chosen_level_is_written(lines):
    structlog.get_logger("muniment.x").debug("chatter")

    assert lines() == []
