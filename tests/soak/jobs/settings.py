"""The queue alone, so that a process of the crash test starts at once."""

from muniment.site.settings import *  # noqa: F403 - everything but what follows

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django_tasks",
    "django_tasks_db",
    "muniment.jobs",
]
AUTH_USER_MODEL = "auth.User"
ROOT_URLCONF = "tests.soak.jobs.settings"
MIDDLEWARE: list[str] = []
urlpatterns: list[object] = []
