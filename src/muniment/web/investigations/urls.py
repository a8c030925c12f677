"""Addresses of the cases."""

from django.urls import path

from muniment.web.investigations import (
    cases,
    course,
    facts,
    findings,
    more_urls,
    opening,
    page,
    questionnaire_urls,
    runs,
)

PREFIX = "cases/"
app_name = "cases"
_CASE = "<uuid:case_id>/"
urlpatterns = [
    path("", cases.index, name="index"),
    path("new/", opening.new, name="new"),
    path("about/<uuid:dossier_id>/", opening.about, name="about"),
    path(_CASE, page.case, name="case"),
    path(_CASE + "overview/", page.overview, name="overview"),
    path(_CASE + "looks/", page.looks, name="looks"),
    path(_CASE + "run/", runs.run, name="run"),
    path(_CASE + "run/progress/", runs.progress, name="progress"),
    path(_CASE + "check/<str:check>/settle/", runs.settle, name="settle"),
    path(_CASE + "finding/add/", findings.add, name="add_finding"),
    path(_CASE + "finding/<uuid:finding_id>/judge/", findings.judge, name="judge"),
    path(_CASE + "facts/add/", facts.add, name="add_fact"),
    path(_CASE + "facts/adopt/", facts.adopt, name="adopt"),
    path(_CASE + "facts/<uuid:fact_id>/correct/", facts.correct, name="correct"),
    path(_CASE + "facts/<uuid:fact_id>/withdraw/", facts.withdraw, name="withdraw"),
    path(_CASE + "do/<slug:act>/", course.act, name="act"),
    *more_urls.urlpatterns,
    *questionnaire_urls.urlpatterns,
]
