"""Addresses of the customs data pages. A name that is looked up travels in the body, never here."""

from django.urls import path

from muniment.web.customs_data import buyers, loads, mapping, watching

PREFIX = "customs/"
app_name = "customs_data"
urlpatterns = [
    path("", buyers.index, name="index"),
    path("buyer/", buyers.profile, name="buyer"),
    path("codes/", buyers.codes, name="codes"),
    path("loads/", loads.index, name="loads"),
    path("loads/upload/", loads.upload, name="upload"),
    path("loads/<uuid:load_id>/remove/", loads.remove, name="remove"),
    path("uploads/<uuid:upload_id>/", mapping.upload, name="mapping"),
    path("uploads/<uuid:upload_id>/report/", mapping.report, name="report"),
    path("uploads/<uuid:upload_id>/give-up/", mapping.give_up, name="give_up"),
    path("uploads/<uuid:upload_id>/jobs/<uuid:job_id>/", mapping.loading, name="loading"),
    path(
        "uploads/<uuid:upload_id>/jobs/<uuid:job_id>/progress/", mapping.progress, name="progress"
    ),
    path("tripwire/", watching.index, name="tripwire"),
    path("tripwire/watch/", watching.watch, name="watch"),
    path("tripwire/look/", watching.look, name="look"),
    path("tripwire/watched/<uuid:party_id>/end/", watching.end, name="end_watching"),
    path("tripwire/met/<uuid:hit_id>/", watching.judge, name="judge"),
]
