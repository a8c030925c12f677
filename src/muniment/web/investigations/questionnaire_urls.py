"""Addresses of third parties, below those of their case."""

from django.urls import path

from muniment.web.investigations import questionnaire_views as views

_CASE = "<uuid:case_id>/"
_ONE = _CASE + "asked/<uuid:questionnaire_id>/"
urlpatterns = [
    path(_CASE + "ask/", views.ask, name="ask"),
    path(_ONE + "link/", views.hand_over, name="hand_over_link"),
    path(_ONE + "remind/", views.remind, name="remind"),
    path(_ONE + "close/", views.close, name="close_questionnaire"),
]
