"""All addresses of the house."""

from django.urls import include, path

urlpatterns = [
    path("", include("muniment.web.urls")),
    path("api/", include("muniment.api.urls")),
]
