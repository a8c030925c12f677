"""Idempotency keys: the same request twice is done once and answered twice.

A verb that writes through one transaction shares it with the remembered answer, so there is
no moment at which one is durable and the other is not; of two at the same time the second
waits for the first (the unique key on PostgreSQL, the one writer on SQLite). A verb that owns
its own durable transaction (a look, a clash check) claims its key first and fills it after.

Source: draft-ietf-httpapi-idempotency-key-header. See docs/decisions/0010-idempotency-keys.md.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.http import HttpResponse

from muniment.api.bearer import ApiRequest
from muniment.api.models import KeptAnswer
from muniment.api.problems import RETRY_AFTER, told
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.keys import ring

HEADER = "Idempotency-Key"
REPLAYED = "Idempotent-Replayed"
LONGEST_KEY = 200
KEPT = timedelta(hours=24)
ABANDONED = timedelta(seconds=60)  # a claim this old belongs to a process that died
_PART = "_api_answers"
_PASSING = {ErrorKind.UNAVAILABLE, ErrorKind.LIMITED}

Work = Callable[[], HttpResponse]


class KeyInvalid(MunimentError):
    """The header is empty, too long, or has other than visible ASCII letters."""

    code = "api.key.invalid"
    kind = ErrorKind.INVALID
    title = gettext_noop("The header Idempotency-Key needs 1 to {limit} visible ASCII letters.")
    next_step = gettext_noop("Use a fresh random UUID for each thing that you want done.")


class KeyUsedBefore(MunimentError):
    """The key came before with another request; nothing was done."""

    code = "api.key.used_before"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("This idempotency key came before with another request.")
    next_step = gettext_noop("Use a new key for a new request; repeat the old one unchanged.")


class KeyBusy(MunimentError):
    """The first request with this key is still being worked on."""

    code = "api.key.busy"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("The first request with this idempotency key is still running.")
    next_step = gettext_noop("Send it again after {retry_after} seconds to get its answer.")


def done_once(request: ApiRequest, work: Work, *, mark: bytes) -> HttpResponse:
    """Do a verb that writes in one transaction, or repeat the answer it gave.

    An error undoes the key along with everything else: nothing happened, so the same
    request may be tried again.

    Args:
        mark: what tells this request from others, see `mark_of`.

    Raises:
        KeyInvalid, KeyUsedBefore: nothing was done.
    """
    key = _key(request)
    if key is None:
        return work()
    with transaction.atomic():
        kept = _claim(key, request, mark)
        if kept is not None:
            return _again(kept, mark)
        answer = work()
        _keep(key, request, answer)
    return answer


def claimed_once(
    request: ApiRequest, work: Work, *, mark: bytes, again: Work | None = None
) -> HttpResponse:
    """Do a verb that owns its durable transaction, or repeat its answer.

    Refusals are kept too, because they are on record: the same request is not recorded twice.

    Args:
        again: makes the answer afresh instead of keeping it, for what must not be kept.

    Raises:
        KeyInvalid, KeyUsedBefore, KeyBusy: nothing was done.
    """
    key = _key(request)
    if key is None:
        return work()
    with transaction.atomic():
        kept = _claim(key, request, mark)
    if kept is not None:
        return _again(kept, mark, again)
    try:
        answer = _attempted(work)
    except BaseException:
        KeptAnswer.objects.filter(pk=key).delete()
        raise
    _keep(key, request, answer, body=again is None or answer.status_code >= 400)
    return answer


def _attempted(work: Work) -> HttpResponse:
    try:
        return work()
    except MunimentError as error:
        if error.kind in _PASSING:
            raise
        return told(error)


def mark_of(request: ApiRequest, body: bytes | None = None) -> bytes:
    """Hash what a request asks for under a key of the ring; 16 bytes.

    Args:
        body: what stands for the body when it was streamed, such as its own hash.
    """
    whole = hashlib.sha256()
    for part in (request.method or "", request.get_full_path()):
        whole.update(part.encode() + b"\0")
    whole.update(request.body if body is None else body)
    return ring.blind("api.request", whole.hexdigest())


def forget_answers(*, at: datetime) -> int:
    """Delete what is older than 24 hours; say how many."""
    count, _ = KeptAnswer.objects.filter(at__lt=at - KEPT).delete()
    return count


def _key(request: ApiRequest) -> str | None:
    key = request.headers.get(HEADER)
    if key is None:
        return None
    if not 1 <= len(key) <= LONGEST_KEY or not all("!" <= letter <= "~" for letter in key):
        raise KeyInvalid(limit=LONGEST_KEY)
    return hashlib.sha256(request.auth.token.token_id.bytes + key.encode()).hexdigest()


def _claim(key: str, request: ApiRequest, mark: bytes) -> KeptAnswer | None:
    """Write the key down inside the caller's transaction, or give the row that was first."""
    at = request.auth.at
    KeptAnswer.objects.filter(pk=key, at__lt=at - KEPT).delete()
    KeptAnswer.objects.filter(pk=key, status=None, at__lt=at - ABANDONED).delete()
    fresh = KeptAnswer(id=key, request=mark, person=request.auth.reader.id, at=at)
    try:
        with transaction.atomic():
            fresh.save(force_insert=True)
    except IntegrityError:
        return KeptAnswer.objects.get(pk=key)
    return None


def _keep(key: str, request: ApiRequest, answer: HttpResponse, *, body: bool = True) -> None:
    person = request.auth.reader.id
    sealed = ring.seal(person, _PART, answer.content, binding=_binding(key)) if body else b""
    KeptAnswer.objects.filter(pk=key).update(
        status=answer.status_code,
        media_type=answer.get("Content-Type", ""),
        answer=sealed if answer.content else b"",
    )


def _again(kept: KeptAnswer, mark: bytes, again: Work | None = None) -> HttpResponse:
    if bytes(kept.request) != mark:
        raise KeyUsedBefore
    if kept.status is None:
        raise KeyBusy(**{RETRY_AFTER: 1})
    if again is not None and not kept.answer:
        answer = again()
    else:
        answer = HttpResponse(
            _opened(kept), status=kept.status, content_type=kept.media_type or None
        )
    answer[REPLAYED] = "true"
    return answer


def _opened(kept: KeptAnswer) -> bytes:
    if not kept.answer:
        return b""
    pair = (kept.person, _PART)
    return ring.data_keys([pair])[pair].open(bytes(kept.answer), binding=_binding(kept.id))


def _binding(key: str) -> bytes:
    return b"muniment/api-answer/v1\0" + bytes.fromhex(key)
