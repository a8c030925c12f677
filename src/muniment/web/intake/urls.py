"""Addresses of the import pages."""

from django.urls import path

from muniment.web.intake import verbs, views

PREFIX = "import/"
app_name = "intake"
urlpatterns = [
    path("", views.index, name="index"),
    path("upload/", verbs.upload, name="upload"),
    path("template/<str:kind>.<str:ending>", views.template, name="template"),
    path("<uuid:run_id>/", views.run, name="run"),
    path("<uuid:run_id>/progress/", views.progress, name="progress"),
    path("<uuid:run_id>/report/", views.report, name="report"),
    path("<uuid:run_id>/check/", verbs.check, name="check"),
    path("<uuid:run_id>/load/", verbs.load, name="load"),
    path("<uuid:run_id>/go-on/", verbs.go_on, name="go_on"),
    path("<uuid:run_id>/give-up/", verbs.give_up, name="give_up"),
]
