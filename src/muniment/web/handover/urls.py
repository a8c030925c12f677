"""Addresses of hand-overs."""

from django.urls import path

from muniment.web.handover import board, looking, more_urls, planning, post, undoing

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
    path("<uuid:handover_id>/withdraw/", undoing.withdraw, name="withdraw"),
    path(
        "<uuid:handover_id>/withdraw/<uuid:withdrawal_id>/confirm/",
        undoing.confirm,
        name="confirm_withdrawal",
    ),
    path(
        "<uuid:handover_id>/withdraw/<uuid:withdrawal_id>/drop/",
        undoing.drop,
        name="drop_withdrawal",
    ),
    path("<uuid:handover_id>/post/", post.page, name="post"),
    path("<uuid:handover_id>/post/<uuid:import_id>/load/", post.load, name="load_held"),
    path("<uuid:handover_id>/look-back/", looking.look_back, name="look_back"),
    path("<uuid:handover_id>/after/", looking.after, name="after"),
]
