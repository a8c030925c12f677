"""Addresses of the people pages."""

from django.urls import path

from muniment.web.people import verbs, views

PREFIX = "people/"
app_name = "people"

urlpatterns = [
    path("", views.index, name="index"),
    path("chart/", views.chart, name="chart"),
    path("teams/", views.teams, name="teams"),
    path("teams/new/", verbs.create_team, name="create_team"),
    path("teams/<uuid:team_id>/rename/", verbs.rename_team, name="rename_team"),
    path("outside/", views.outside, name="outside"),
    path("outside/new/", verbs.add_outside, name="add_outside"),
    path("invite/", verbs.invite, name="invite"),
    path("<uuid:person_id>/", views.person, name="person"),
    path("<uuid:person_id>/post/", verbs.change_post, name="change_post"),
    path("<uuid:person_id>/notice/", verbs.give_notice, name="give_notice"),
    path("<uuid:person_id>/notice/withdraw/", verbs.withdraw_notice, name="withdraw_notice"),
    path("<uuid:person_id>/leave/", verbs.leave, name="leave"),
    path("<uuid:person_id>/reinstate/", verbs.reinstate, name="reinstate"),
    path("<uuid:person_id>/invite-again/", verbs.invite_again, name="invite_again"),
    path("<uuid:person_id>/reset-factor/", verbs.reset_factor, name="reset_factor"),
    path("<uuid:person_id>/sessions/<int:session_id>/end/", verbs.end_session, name="end_session"),
]
