"""The house's addresses and two more: the components, and long work that answers for itself."""

from django.urls import include, path

from tests.browser.styleguide import views

urlpatterns = [
    path("styleguide/", views.components),
    path("styleguide/sign-in/", views.sign_in),
    path("styleguide/job/<int:done>/", views.job),
    path("styleguide/refused/", views.refused),
    path("", include("muniment.site.urls")),
]
