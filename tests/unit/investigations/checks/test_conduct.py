from muniment.investigations.checks.conduct import ConductCheck, CreditCheck
from muniment.investigations.domain.checks import Outcome
from muniment.investigations.domain.signals import catalogue
from tests.unit.investigations.memory_world import MemoryWorld, subject

MESSAGE = """:27: 1/1
:40A: IRREVOCABLE
:20: LC77
:31D: 261231 CHINA
:50: HERON LLC
:59: KITE CO
:32B: USD180000,
:41A: ANY BANK BY NEGOTIATION
:46A: + INSPECTION CERTIFICATE ISSUED AND SIGNED BY THE APPLICANT
+ 1/3 ORIGINAL B/L SENT DIRECTLY TO THE APPLICANT BY DHL
:47A: THIS CREDIT IS NOT OPERATIVE UNTIL FURTHER NOTICE
"""


def test_words_of_a_mail_become_findings_with_the_words():
    world = MemoryWorld()
    mail = "From: a@b.com\nSubject: Order\n\nPrice is not a problem. We have changed our bank.\n"
    result = ConductCheck().run(subject(mail__raw=mail), world)

    found = {one.signal: one for one in result.found}
    assert set(found) == {"conduct.no_haggling", "conduct.bank_changed"}
    assert found["conduct.bank_changed"].excerpt == "changed our bank"
    assert found["conduct.bank_changed"].evidence[0] in world.kept


def test_a_plain_mail_says_nothing():
    mail = (
        "Dear Ms Li,\n\nplease quote 2 x 40HQ porcelain tiles CIF Jebel Ali as soon as possible.\n"
    )
    result = ConductCheck().run(subject(mail__raw=mail), MemoryWorld())

    assert (result.outcome, result.found) == (Outcome.NOTHING_FOUND, ())


def test_soft_clauses_of_a_credit_are_found():
    result = CreditCheck().run(subject(deal__letter_of_credit=MESSAGE), MemoryWorld())

    assert {one.signal for one in result.found} == {
        "credit.applicant_certificate",
        "credit.original_to_applicant",
        "credit.not_yet_effective",
    }


def test_a_message_that_lacks_a_field_is_noticed():
    text = MESSAGE.replace(":31D: 261231 CHINA\n", "")
    result = CreditCheck().run(subject(deal__letter_of_credit=text), MemoryWorld())

    assert [one.key for one in result.found if one.signal == "credit.field_missing"] == ["31D"]


def test_irrevocable_is_not_revocable_and_a_clean_text_is_only_neutral():
    text = "Irrevocable documentary credit payable at sight by the issuing bank."
    result = CreditCheck().run(subject(deal__letter_of_credit=text), MemoryWorld())

    assert [one.signal for one in result.found] == ["credit.clean"]
    assert catalogue()["credit.clean"].weight == 0


def test_without_a_credit_in_the_terms_there_is_nothing_to_read():
    check = CreditCheck()

    assert check.not_applicable(subject(deal__payment="30% T/T")) == "no_letter_of_credit"
    assert check.not_applicable(subject(deal__payment="L/C at sight")) == ""
    assert check.not_applicable(subject(deal__letter_of_credit="x")) == ""
