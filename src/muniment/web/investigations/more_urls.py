"""Addresses of the sections of a case and of their settings; `urls.py` takes them in."""

from django.urls import URLPattern, path

from muniment.web.investigations import (
    captures,
    evidence,
    hands,
    report_views,
    schedule_views,
    searching,
    settings_views,
    verdict,
    watching,
)

_CASE = "<uuid:case_id>/"
_PIECE = _CASE + "evidence/<uuid:evidence_id>/"
urlpatterns: list[URLPattern] = [
    path("advice/", settings_views.advice, name="advice"),
    path("advice/propose/", settings_views.propose, name="propose_advice"),
    path("advice/<int:number>/adopt/", settings_views.adopt, name="adopt_advice"),
    path("connectors/", settings_views.connectors, name="connectors"),
    path("schedule/", schedule_views.schedule, name="schedule"),
    path(_CASE + "search/", searching.capture, name="bring_back"),
    path(_CASE + "search/<slug:goal_code>/", searching.goal, name="goal"),
    path(_CASE + "search/<slug:goal_code>/nothing/", searching.nothing, name="nothing_found"),
    path(_CASE + "evidence/", evidence.listed, name="evidence"),
    path(_CASE + "evidence/add/", evidence.add, name="add_evidence"),
    path(_CASE + "evidence/check/", evidence.check, name="check_chain"),
    path(_PIECE, captures.capture, name="capture"),
    path(_PIECE + "file/", evidence.file, name="evidence_file"),
    path(_PIECE + "keep/", captures.keep, name="keep"),
    path(_PIECE + "mark/", captures.mark, name="mark"),
    path(_CASE + "verdict/", verdict.decide, name="decide"),
    path(_CASE + "verdict/advice/", verdict.advise, name="work_out"),
    path(_CASE + "verdict/<uuid:decision_id>/approve/", verdict.approve, name="approve"),
    path(_CASE + "verdict/<uuid:decision_id>/refuse/", verdict.refuse, name="refuse"),
    path(_CASE + "watch/", watching.set_watch, name="watch"),
    path(_CASE + "watch/end/", watching.end, name="end_watch"),
    path(_CASE + "watch/settle/", watching.settle, name="settle_due"),
    path(_CASE + "hands/<uuid:link_id>/<slug:what>/", hands.judge, name="judge_link"),
    path(_CASE + "hands/blacklist/", hands.blacklist, name="blacklist"),
    path(_CASE + "report/", report_views.make, name="make_report"),
    path(_CASE + "report/copies/", report_views.copies, name="copies"),
]
