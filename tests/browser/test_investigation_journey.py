"""A stranger's mail in a real browser: from the pasted inquiry to a verdict by two people."""

import re

import pytest
from playwright.sync_api import expect

from muniment.core import clock
from muniment.investigations import gate, queries
from muniment.jobs.services import work_off
from tests.browser.conftest import NARROW
from tests.world import World
from tests.world import world as build

pytestmark = [pytest.mark.django_db(transaction=True)]

MAIL = """Received: from mail.cheap.example (mail.cheap.example [203.0.113.77]) by ours.example
From: "Maria Lund" <purchase@nordlicht-handel-group.example>
Reply-To: maria.lund.purchase@gmail.com
To: sales@ours.example
Subject: Urgent order porcelain tiles
Date: Mon, 4 May 2026 11:11:40 +0200
Message-ID: <1@nordlicht-handel-group.example>

Dear Sirs,

we are Nordlicht Handels GmbH, Hamburg, Germany. We need 3200 m2 of porcelain tiles,
HS code 690721, total USD 17,920.00, CIF Mombasa. Payment 10% deposit, balance D/P.

Maria Lund
Nordlicht Handels GmbH
Tel. +49 40 5550199
"""


@pytest.fixture
def world(transactional_db: None) -> World:
    return build()


def newest(world):
    head = queries.cases(reader=world.actor("mia"), at=clock.now()).rows[0]
    return gate.read_case(reader=world.actor("mia"), case_id=head.id, at=clock.now())


def test_from_a_pasted_mail_to_a_verdict_by_two_people(window, sign_in, world):
    page = window()
    sign_in(page, world.id("ada"))
    page.goto("/cases/")

    # The mail is read, the company corrected, the case opened.
    page.get_by_role("link", name="Open a case").first.click()
    page.get_by_label("The mail", exact=False).first.fill(MAIL)
    page.get_by_role("button", name="Read the mail").click()
    expect(page.locator("[name=company-name]")).to_have_value("Nordlicht Handels GmbH")
    expect(page.locator("[name=amount]")).to_have_value("17920.00")
    page.locator("[name=company-name]").fill("Nordlicht Handel GmbH")
    page.get_by_role("button", name="Open the case").click()

    # Both numbers are honest about knowing nothing; one button runs what runs by itself.
    expect(page.locator("#overview")).to_contain_text("too little is known")
    page.get_by_role("button", name="Run all of them").click()
    expect(page.locator("#run-progress")).to_contain_text("Running checks")
    work_off()
    expect(page.locator("#findings")).to_contain_text("free mailbox", timeout=15_000)
    expect(page.locator("#overview")).not_to_contain_text("very low risk")

    # A click in the chart opens the step; a task is done and put on record in place.
    page.locator("a[href='#step-person'] .p-step").first.click()
    call = page.locator("#check-person-call_back")
    expect(call).to_be_visible()
    call.locator(".m-task > summary").click()
    call.get_by_label("What did you do, and what did you see?").fill("Nobody knows her there.")
    call.get_by_role("button", name="Put it on record").click()
    expect(page.locator("#check-person-call_back")).to_contain_text("Nobody knows her there.")

    # A finding is confirmed where it stands, and the judgement undone and given again.
    finding = page.locator(".m-finding", has_text="free mailbox that anybody").first
    finding.get_by_text("Judge it").click()
    finding.get_by_placeholder("Why? One sentence").fill("She wrote from it twice.")
    finding.get_by_role("button", name="Confirm").click()
    expect(finding).to_contain_text("Ada: She wrote from it twice.")
    finding.get_by_role("button", name="Undo").click()
    expect(finding.get_by_text("Judge it")).to_be_visible()

    # What she saw herself, from the catalogue.
    page.get_by_role("link", name="Add what you saw").click()
    page.get_by_label("Narrow the list").fill("own site does not know")
    page.get_by_role("link", name="does not know [name]").click()
    page.get_by_label("Name", exact=True).fill("Maria Lund")
    page.get_by_role("button", name="Put it on record").click()
    expect(page.locator("#dim-contact")).to_contain_text("does not know Maria Lund")

    # Her terms are milder than the advice, so they wait for somebody else.
    page.locator("#verdict [name=terms][value=other]").check()
    page.locator("#verdict [name=other_way]").select_option("open_account")
    page.locator("#verdict [name=other_days]").fill("60")
    page.locator("#verdict textarea[name=reason]").fill("An old acquaintance of ours.")
    page.get_by_role("button", name="Give the verdict").click()
    expect(page.locator("#overview")).to_contain_text("A verdict waits for a second person.")
    assert newest(world).waiting is not None
    other = window()
    sign_in(other, world.id("mia"))
    other.goto("/")
    other.get_by_role("link", name=newest(world).head.codename).first.click()
    other.locator("#waiting [name=reason]").fill("I know them too.")
    other.get_by_role("button", name="Approve").click()
    expect(other.locator("#verdict")).to_contain_text("I know them too.")
    assert newest(world).decision is not None
    assert newest(world).head.state == "decided"


def test_a_missing_fact_is_one_click_from_where_it_is_missed(window, sign_in, world):
    page = window()
    sign_in(page, world.id("ada"))
    page.goto("/cases/new/")
    page.get_by_text("No mail? Type what you know").click()
    page.locator("[name=company-name]").fill("Tessera Import SA")
    page.get_by_role("button", name="Open the case").click()

    page.locator("a[href='#step-email_web'] .p-step").first.click()
    check = page.locator("#check-email_web-address")
    check.get_by_role("link", name="add it").click()
    expect(page.locator("#fact-code")).to_have_value("contact.email")
    page.locator("#fact-value").fill("compras@tessera.example")
    page.locator("[data-fact-form]").get_by_role("button", name="Add").click()

    expect(page.locator("#known")).to_contain_text("compras@tessera.example")
    expect(page.locator("#check-email_web-address")).not_to_contain_text("lacks something")


def test_without_scripts_a_case_is_opened_and_judged(window, sign_in, world):
    page = window(java_script_enabled=False)
    sign_in(page, world.id("ada"))
    page.goto("/cases/new/")
    page.locator("[name=mail]").fill(MAIL)
    page.get_by_role("button", name="Read the mail").click()
    page.get_by_role("button", name="Open the case").click()
    page.get_by_role("button", name="Run all of them").click()
    work_off()
    page.reload()
    finding = page.locator(".m-finding", has_text="free mailbox that anybody").first
    finding.get_by_text("Judge it").click()
    finding.get_by_placeholder("Why? One sentence").fill("Seen twice.")
    finding.get_by_role("button", name="Dismiss").click()

    expect(page).to_have_url(re.compile(r"#finding-"))
    expect(page.locator("#findings")).to_contain_text("1 set aside")


@pytest.mark.parametrize("path", ["", "new/", "{id}/", "{id}/looks/", "{id}/finding/add/"])
def test_nothing_sticks_out_at_380_pixels(window, sign_in, world, path):
    from tests.app.investigations.cases import opened

    case_id = opened(world)
    page = window(viewport=NARROW)
    sign_in(page, world.id("mia"))

    page.goto(f"/cases/{path.format(id=case_id)}")

    assert page.evaluate("document.documentElement.scrollWidth") <= 380
