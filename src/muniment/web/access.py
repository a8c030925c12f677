"""Who may call a view. Every view says so; a view that says nothing fails the house test.

`@open_to_all` needs nobody signed in, `@signed_in` needs somebody, `@for_roles(...)` needs
somebody of these roles. What a reader sees *inside* a page is the gate's business.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponseBase

from muniment.core.actor import Actor
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.people.domain.roles import Role
from muniment.people.queries import ReaderRow

Params = ParamSpec("Params")


class StaffRequest(HttpRequest):
    """A request of somebody who is signed in and still employed.

    Attributes:
        reader: the person, read for this very request.
        actor: the same person as verbs and the gate want her: who, which door, from where.
    """

    reader: ReaderRow
    actor: Actor


class NobodySignedIn(MunimentError):
    """The page is for people who are signed in; nothing was read."""

    code = "web.session.missing"
    kind = ErrorKind.SIGNED_OUT
    title = gettext_noop("You are not signed in.")
    next_step = gettext_noop("Sign in and open the page again.")


class PageNotForRole(MunimentError):
    """The reader's role has no business on this page; nothing was read."""

    code = "web.page.not_for_role"
    kind = ErrorKind.REFUSED
    title = gettext_noop("This page is not for your role.")
    next_step = gettext_noop("If you need it for your work, ask your manager.")


View = Callable[Concatenate[Any, Params], HttpResponseBase]


def open_to_all(view: View[Params]) -> View[Params]:
    """Let anybody call the view, signed in or not."""

    @wraps(view)
    def guarded(request: Any, /, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    return _marked(guarded, "all")


def signed_in(view: View[Params]) -> View[Params]:
    """Let everybody with an account call the view.

    Raises (from the view): NobodySignedIn.
    """

    @wraps(view)
    def guarded(request: Any, /, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponseBase:
        reader_of(request)
        return view(request, *args, **kwargs)

    return _marked(guarded, "signed_in")


def for_roles(*roles: Role) -> Callable[[View[Params]], View[Params]]:
    """Let only people of these roles call the view.

    Raises (from the view): NobodySignedIn, PageNotForRole.
    """

    def guard(view: View[Params]) -> View[Params]:
        @wraps(view)
        def guarded(
            request: Any, /, *args: Params.args, **kwargs: Params.kwargs
        ) -> HttpResponseBase:
            if reader_of(request).role not in roles:
                raise PageNotForRole
            return view(request, *args, **kwargs)

        return _marked(guarded, "roles:" + ",".join(role.value for role in roles))

    return guard


def reader_of(request: HttpRequest) -> ReaderRow:
    """Name who is reading.

    Raises:
        NobodySignedIn: nobody is, or she left since she signed in.
    """
    reader: ReaderRow | None = getattr(request, "reader", None)
    if reader is None:
        raise NobodySignedIn
    return reader


def access_of(view: Callable[..., Any]) -> str | None:
    """Tell what a view demands: `all`, `signed_in`, `roles:…`, or None when it says nothing."""
    told: str | None = getattr(view, "muniment_access", None)
    return told


def _marked(view: View[Params], access: str) -> View[Params]:
    view.muniment_access = access  # type: ignore[attr-defined]
    return view
