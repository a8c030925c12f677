"""All addresses of the house."""

from django.urls import include, path

from muniment.site.health import healthz

urlpatterns = [
    path("healthz", healthz),
    path("", include("muniment.web.urls")),
    path("answer/", include("muniment.portal.urls")),
    path("api/", include("muniment.api.urls")),
]

handler400 = "muniment.web.errors.bad_request"
handler403 = "muniment.web.errors.forbidden"
handler404 = "muniment.web.errors.not_found"
handler500 = "muniment.web.errors.fault"
