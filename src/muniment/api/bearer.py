"""Who calls: a person through a token of hers, which allows no more than she may herself."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from ninja.security import HttpBearer

from muniment.api import limits
from muniment.api.problems import BodyTooLarge, MediaTypeUnfit, TokenMissing
from muniment.core import clock
from muniment.core.actor import Actor, Door, Place
from muniment.core.address import caller_address
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.people import queries as people
from muniment.people import services
from muniment.people.domain.roles import Role
from muniment.people.queries import ReaderRow, TokenReader

SITE_HEADER = "X-Muniment-Site"
LONGEST_SITE = 60
LONGEST_DEVICE = 200


class ScopeMissing(MunimentError):
    """The token was made without the scope that this operation needs; nothing was done."""

    code = "api.scope.missing"
    kind = ErrorKind.REFUSED
    title = gettext_noop("This token does not allow “{scope}”.")
    next_step = gettext_noop("Make a token with this scope on your account page.")


class NotForRole(MunimentError):
    """The operation is not for people of this role; nothing was read."""

    code = "api.operation.not_for_role"
    kind = ErrorKind.REFUSED
    title = gettext_noop("This is not for your role.")
    next_step = gettext_noop("If you need it for your work, ask your manager.")


@dataclass(frozen=True, slots=True)
class Caller:
    """The person behind a request, loaded for this very request.

    Attributes:
        at: the moment of the request, read once.
        token: the token she came with, and its scopes.
    """

    reader: ReaderRow
    actor: Actor
    at: datetime
    token: TokenReader


class ApiRequest(HttpRequest):
    """A request whose bearer is known."""

    auth: Caller


class Bearer(HttpBearer):
    """Lets people of these roles pass whose token has the scope.

    Args:
        scope: what the token must allow; "" needs nothing in particular.
        reads: the media type of the body, or "" when the operation reads none as a whole.
    """

    def __init__(self, scope: str, roles: Collection[Role], *, reads: str = "") -> None:
        super().__init__()
        self.scope = scope
        self.roles = frozenset(roles)
        self.reads = reads

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        """Load the person behind the token; one query, and a write every five minutes.

        Raises:
            TokenMissing: unknown, expired, revoked, or its owner may not come in any more.
            TooManyRequests, ScopeMissing, NotForRole: as the names say.
            BodyTooLarge, MediaTypeUnfit: the body is not read.
        """
        at = clock.now()
        found = people.reader_by_token(token, at=at)
        if found is None:
            caller = f"address:{address_of(request)}"
            limits.count_request(caller, a_minute=limits.ADDRESS_A_MINUTE)
            raise TokenMissing
        limits.count_request(found.token_id.hex, a_minute=limits.TOKEN_A_MINUTE)
        if self.scope and self.scope not in found.scopes:
            raise ScopeMissing(scope=self.scope)
        if found.reader.role not in self.roles:
            raise NotForRole
        self._check_body(request)
        services.note_token_use(found.token_id, at=at)
        if "Accept-Language" not in request.headers:
            translation.activate(found.reader.language)
        return Caller(found.reader, _actor(request, found), at, found)

    def _check_body(self, request: HttpRequest) -> None:
        length, limit = _length(request), settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0
        if not self.reads or not length:
            return
        if length > limit:
            raise BodyTooLarge(limit=limit)
        if request.content_type != self.reads:
            raise MediaTypeUnfit(wanted=self.reads)


def _length(request: HttpRequest) -> int:
    told = str(request.META.get("CONTENT_LENGTH") or "")
    return int(told) if told.isdecimal() else 0


def _actor(request: HttpRequest, found: TokenReader) -> Actor:
    return Actor(
        person_id=found.reader.id,
        door=Door.API,
        place=place_of(request),
        session_id=str(found.token_id),
        scopes=found.scopes,
    )


def place_of(request: HttpRequest) -> Place:
    """Read address, device and declared site of a request; any of them may be ""."""
    return Place(
        address=address_of(request),
        device=request.headers.get("User-Agent", "")[:LONGEST_DEVICE],
        site=declared(request, SITE_HEADER)[:LONGEST_SITE],
    )


def address_of(request: HttpRequest) -> str:
    """Name the network address of the caller, or ""."""
    seen, told = request.META.get("REMOTE_ADDR", ""), request.headers.get("X-Forwarded-For", "")
    return caller_address(seen, told, proxies=settings.CONFIG.trusted_proxies)


def declared(request: HttpRequest, header: str) -> str:
    """Read a header that a person worded: UTF-8, percent-encoded or not, on one line."""
    raw = unquote(request.headers.get(header, ""), encoding="latin-1")
    text = raw.encode("latin-1", "ignore").decode("utf-8", "replace")
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
