"""Addresses of hand-overs."""

from django.urls import path

from muniment.web.handover import board, looking, more_urls, planning

PREFIX = "handovers/"
app_name = "handovers"

urlpatterns = [
    *more_urls.urlpatterns,
    path("", board.index, name="index"),
    path("plan/<uuid:person_id>/", planning.plan, name="plan"),
    path("plan/<uuid:person_id>/begin/", planning.begin, name="begin"),
    path("<uuid:handover_id>/", board.board, name="board"),
    path("<uuid:handover_id>/done/", board.done, name="done"),
    path("<uuid:handover_id>/act/", board.act, name="act"),
    path("<uuid:handover_id>/customers/<uuid:item_id>/offer/", board.offer, name="offer"),
    path("<uuid:handover_id>/withdraw/", board.withdraw, name="withdraw"),
    path("<uuid:handover_id>/look-back/", looking.look_back, name="look_back"),
    path("<uuid:handover_id>/after/", looking.after, name="after"),
]
