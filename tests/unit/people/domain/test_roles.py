"""Who may manage whose account."""

import pytest

from muniment.people.domain.roles import (
    OUTSIDE,
    STAFF,
    WATCHERS,
    Role,
    may_manage,
    may_manage_accounts,
)


def test_everybody_is_staff_or_a_guest():
    assert set(Role) == STAFF | OUTSIDE
    assert not STAFF & OUTSIDE
    assert all(role.is_outside for role in OUTSIDE)


@pytest.mark.parametrize("role", list(Role))
def test_an_owner_manages_every_account(role):
    assert may_manage(Role.OWNER, role)


@pytest.mark.parametrize("watcher", sorted(WATCHERS, key=lambda role: role.value))
@pytest.mark.parametrize("role", list(Role))
def test_an_administrator_neither_makes_nor_unmakes_a_watcher(watcher, role):
    assert not may_manage(Role.ADMINISTRATOR, watcher, role)
    assert not may_manage(Role.ADMINISTRATOR, role, watcher)


@pytest.mark.parametrize("role", sorted(set(Role) - WATCHERS, key=lambda role: role.value))
def test_an_administrator_manages_everybody_else(role):
    assert may_manage(Role.ADMINISTRATOR, role)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OWNER, Role.ADMINISTRATOR}, key=str))
@pytest.mark.parametrize("other", list(Role))
def test_nobody_else_manages_anybody(role, other):
    assert not may_manage_accounts(role)
    assert not may_manage(role, other)
