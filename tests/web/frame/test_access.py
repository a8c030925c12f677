"""Every view says who may call it, and what it says holds."""

import pytest
from django.http import HttpResponse
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from muniment.people.domain.roles import Role
from muniment.web.access import (
    NobodySignedIn,
    PageNotForRole,
    access_of,
    for_roles,
    open_to_all,
    signed_in,
)


def page(_request, number=0):
    return HttpResponse(str(number))


def test_an_open_view_asks_nobody(arrives):
    assert open_to_all(page)(arrives(role=None), number=4).content == b"4"


def test_nobody_gets_a_view_for_the_signed_in(arrives):
    with pytest.raises(NobodySignedIn):
        signed_in(page)(arrives(role=None))


def test_everybody_with_an_account_gets_a_view_for_the_signed_in(arrives):
    for role in Role:
        assert signed_in(page)(arrives(role=role), number=7).content == b"7"


@pytest.mark.parametrize("role", list(Role))
def test_a_view_for_roles_is_for_these_roles_only(arrives, role):
    view = for_roles(Role.OWNER, Role.COMPLIANCE)(page)

    if role in {Role.OWNER, Role.COMPLIANCE}:
        assert view(arrives(role=role)).status_code == 200
    else:
        with pytest.raises(PageNotForRole):
            view(arrives(role=role))


def test_nobody_gets_a_view_for_roles(arrives):
    with pytest.raises(NobodySignedIn):
        for_roles(Role.OWNER)(page)(arrives(role=None))


def test_a_view_tells_what_it_demands():
    assert access_of(page) is None
    assert access_of(open_to_all(page)) == "all"
    assert access_of(signed_in(page)) == "signed_in"
    assert access_of(for_roles(Role.OWNER, Role.LAWYER)(page)) == "roles:owner,lawyer"


def _views(patterns, prefix=""):
    for entry in patterns:
        if isinstance(entry, URLResolver):
            yield from _views(entry.url_patterns, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield prefix + str(entry.pattern), entry.callback


def test_no_page_of_the_house_forgets_to_say_who_may_call_it():
    pages = list(_views(get_resolver("muniment.web.urls").url_patterns))

    assert pages
    assert [at for at, view in pages if access_of(view) is None] == []
