"""Questionnaires through the API: sent, reminded, handed over, closed."""

from tests.api.cases import WHY, file_of, opened

ASKED = {
    "name": "Marta Holm", "company": "Baltic Credit", "email": "marta@baltic-credit.example",
    "about": "Nordlicht Handels GmbH", "reason": "We were asked for open account.",
    "signed_as": "Ada, Heron Trading",
}  # fmt: skip


def _form(ada) -> str:
    return ada.get("/questionnaire-forms").json()["rows"][0]["code"]


def test_questionnaires_tell_their_questions_in_the_callers_language(ada):
    english = ada.get("/questionnaire-forms").json()["rows"]
    chinese = ada.get("/questionnaire-forms", **{"Accept-Language": "zh-hans"}).json()["rows"]

    assert [one["code"] for one in english] == [one["code"] for one in chinese]
    assert english[0]["questions"][0]["text"] != chinese[0]["questions"][0]["text"]


def test_a_third_party_is_asked_reminded_and_no_longer_waited_for(ada):
    case = opened(ada)
    made = ada.post(f"{case}/questionnaires", {"form": _form(ada), **ASKED})
    assert made.status_code == 201, made.content
    one = f"{case}/questionnaires/{made.json()['id']}"
    assert ada.post(f"{one}/remind").status_code == 204

    link = ada.post(f"{one}/link").json()["link"]
    assert "/answer/" in link
    assert ada.post(f"{one}/close", WHY).status_code == 204

    [told] = file_of(ada, case)["questionnaires"]
    assert (told["state"], told["closed_because"]) == ("closed", WHY["reason"])
    assert ada.get(f"{case}/questionnaires").json()["rows"] == [told]
    token = link.rpartition("/answer/")[2].strip("/")
    assert token not in ada.get(f"{case}/file").content.decode()
    assert ada.post(f"{one}/remind").status_code == 404


def test_a_questionnaire_that_nobody_has_is_not_sent(ada):
    answer = ada.post(f"{opened(ada)}/questionnaires", {"form": "no_such", **ASKED})

    assert answer.json()["code"] == "investigations.questionnaire.form_unknown"
