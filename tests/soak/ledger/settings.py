"""The ledger and the keys alone, so that a process of the crash test starts at once."""

from muniment.site.settings import *  # noqa: F403 - everything but what follows

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "muniment.keys",
    "muniment.ledger",
]
AUTH_USER_MODEL = "auth.User"
ROOT_URLCONF = "tests.soak.ledger.settings"
MIDDLEWARE: list[str] = []
urlpatterns: list[object] = []
