"""Who may call a view of the portal: whoever holds a link. And what goes with every answer.

No cookie is set or read here and nobody is signed in, so another site cannot make a browser
act in somebody's name: the address itself is what opens the page, and who knows it needs no
trick. Django's form token would demand a cookie and a referrer, and the page sends neither; what a
browser plainly calls a form from another site is refused all the same.
"""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt

View = Callable[[HttpRequest, str], HttpResponse]


def by_link(view: View) -> View:
    """Let anybody with a link call the view; the answer leaves no trace outside the browser."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, token: str) -> HttpResponse:
        response = view(request, token)
        add_never_cache_headers(response)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    guarded.muniment_access = "all"  # type: ignore[attr-defined]
    return guarded


def is_from_elsewhere(request: HttpRequest) -> bool:
    """Whether the browser itself says that a form was sent by another site."""
    return request.headers.get("Sec-Fetch-Site", "none") in {"cross-site", "same-site"}
