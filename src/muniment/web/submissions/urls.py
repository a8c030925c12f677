"""Addresses of submissions and credit."""

from django.urls import path

from muniment.web.submissions import cards, credit, mine, origin, reports, setting

PREFIX = "submissions/"
app_name = "submissions"
urlpatterns = [
    path("", mine.index, name="index"),
    path("hand-in/", mine.hand_in, name="hand_in"),
    path("report/", reports.report, name="report"),
    path("settings/", setting.index, name="settings"),
    path("settings/rhythm/", setting.rhythm, name="set_rhythm"),
    path("settings/limit/", setting.threshold, name="set_threshold"),
    path("settings/tail/", setting.tail, name="set_tail"),
    path("credit/", credit.mine, name="credit"),
    path("credit/statement/", credit.statement, name="statement"),
    path("credit/of/<uuid:person_id>/", credit.of_person, name="credit_of"),
    path("origin/<uuid:dossier_id>/", origin.origin, name="origin"),
    path("origin/<uuid:dossier_id>/confirm/", origin.confirm, name="confirm_origin"),
    path("card/<uuid:dossier_id>/", cards.paste, name="card"),
    path("card/<uuid:dossier_id>/save/", cards.save, name="save_card"),
]
