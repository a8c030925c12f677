"""Addresses of the staff pages: the frame's own, then those that each room brings."""

from django.urls import URLPattern, URLResolver, include, path

from muniment.web import choices
from muniment.web.rooms import modules

frame: list[URLPattern | URLResolver] = [
    path("language/", choices.set_language, name="set_language"),
    path("theme/", choices.set_theme, name="set_theme"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((frame, "web"))),
    *(path(room.PREFIX, include(room)) for room in modules("urls")),
]
