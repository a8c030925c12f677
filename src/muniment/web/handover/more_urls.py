"""Addresses of the customers' word, of the exit and of rotation."""

from django.urls import path

from muniment.web.handover import exit as leaving
from muniment.web.handover import letters, rotation

_ONE = "<uuid:handover_id>/"
_ASKED = _ONE + "letters/<uuid:confirmation_id>/"
urlpatterns = [
    path("rotate/", rotation.choose, name="rotate"),
    path("rotate/begin/", rotation.begin, name="begin_rotation"),
    path(_ONE + "letters/", letters.letters, name="letters"),
    path(_ONE + "letters/prepared/", letters.prepared, name="prepared"),
    path(_ONE + "letters/ask/", letters.ask, name="ask_customers"),
    path(_ASKED + "link/", letters.link, name="contact_link"),
    path(_ASKED + "remind/", letters.remind, name="remind_customer"),
    path(_ASKED + "close/", letters.close, name="close_question"),
    path(_ASKED, letters.said, name="said"),
    path(_ASKED + "paper/", letters.paper, name="answer_paper"),
    path(_ONE + "customers/<uuid:item_id>/answer/", letters.file, name="file_answer"),
    path(_ONE + "exit/", leaving.page, name="exit"),
    path(_ONE + "exit/list/", leaving.lay_out, name="list_returns"),
    path(_ONE + "exit/add/", leaving.add, name="add_return"),
    path(_ONE + "exit/<uuid:return_id>/settle/", leaving.settle, name="settle_return"),
    path(_ONE + "exit/sign/", leaving.sign, name="sign"),
    path(_ONE + "exit/paper/", leaving.file_paper, name="file_statement"),
    path(_ONE + "exit/statements/<uuid:statement_id>/", leaving.statement, name="statement"),
    path(_ONE + "exit/complete/", leaving.complete, name="complete"),
    path(_ONE + "exit/form/", leaving.form_as_pdf, name="form"),
]
