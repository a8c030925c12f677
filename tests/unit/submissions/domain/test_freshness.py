"""When a value wants a fresh word."""

from datetime import UTC, datetime, timedelta

from muniment.submissions.domain.freshness import (
    CustomerFreshness,
    FieldAge,
    Freshness,
    judge,
    limit_of,
)

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
EMAILS = "contacts.emails"


def _judged(days_old, *, verified=None, confirmed=None, limits=None, required=()):
    told = FieldAge(
        1, NOON - timedelta(days=days_old),
        NOON - timedelta(days=verified) if verified is not None else None,
    )  # fmt: skip
    return judge(
        {EMAILS: told},
        required=required,
        confirmed_at=NOON - timedelta(days=confirmed) if confirmed is not None else None,
        set_days=limits or {"contacts": 100},
        at=NOON,
    )


def test_a_value_is_stale_after_the_days_of_its_compartment():
    assert _judged(100).stale == 0
    assert _judged(101).stale == 1


def test_the_days_of_a_field_go_before_those_of_its_compartment():
    assert limit_of(EMAILS, {"contacts": 100, EMAILS: 10}) == 10
    assert limit_of("pricing.margin_percent", {}) == 90
    assert limit_of("samples.own_field", {}) == 180


def test_a_verification_renews_a_value():
    told = _judged(300, verified=5)

    assert told.stale == 0
    assert told.verified == 1


def test_the_keepers_word_renews_a_value_but_not_for_ever():
    assert _judged(250, confirmed=1).stale == 0
    assert _judged(401, confirmed=0).stale == 1


def test_a_word_from_before_the_value_changes_nothing():
    assert _judged(90, confirmed=200).fields[0].days == 90


def test_a_value_of_today_has_no_days_behind_it_and_no_field_none():
    assert _judged(0).fields[0].days == 0
    assert CustomerFreshness().oldest_days == 0


def test_some_fields_alone_leave_the_others_out():
    told = _judged(101, required=("identity.country",))

    assert (told.stale, told.missing) == (1, 1)
    assert (told.only({EMAILS}).stale, told.only({EMAILS}).missing) == (1, 0)


def test_a_required_field_without_a_value_is_missing():
    told = _judged(1, required=("identity.country", EMAILS))

    assert [(one.field, one.state) for one in told.fields] == [
        (EMAILS, Freshness.FRESH), ("identity.country", Freshness.MISSING),
    ]  # fmt: skip
    assert told.missing == 1
    assert told.oldest_days == 1
