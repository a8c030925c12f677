import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muniment.investigations.domain.website import (
    icon_print,
    names_person,
    own_host,
    read_page,
    share_of_words,
)

PAGE = """<!doctype html><html><head><title>Rohm  Metal &amp; Co</title><meta charset="utf-8">
<link rel="shortcut icon" href="/img/icon.png"><script src="/app.js"></script>
<script>gtag('config','UA-1234567-2'); fbq('init', '998877665544332');</script></head><body>
<header class="top-1"><nav class="menu"><a href="/products">Products</a>
<a href="/about-us">About us</a><a href="https://elsewhere.example/contact">x</a></nav></header>
<div class="hero"></div><section class="a b"></section><section></section>
<main><article></article><aside></aside><ul></ul><table></table><form></form></main>
<p>Rohm Metal makes steel grids since 1931. Write to <a href="mailto:sales@rohm.example">us</a>
or call <a href="tel:+49401234567">040 123 45 67</a>.</p><p>Managing director: Anna K. Berg</p>
<p>Hafenstraße 12, 20457 Hamburg</p><div></div><footer class="end"></footer></body></html>"""
URL = "https://rohm.example/"


def read(html, kind="text/html; charset=utf-8"):
    return read_page(html.encode(), kind, URL, "DE")


def test_a_page_tells_its_people_numbers_and_accounts():
    page = read(PAGE)

    assert page.title == "Rohm Metal & Co"
    assert "steel grids since 1931" in page.text
    assert page.mails == ("sales@rohm.example",)
    assert page.phones[0] == "+49401234567"
    assert set(page.accounts) == {"ga:1234567", "meta:998877665544332"}
    assert page.icon == "https://rohm.example/img/icon.png"
    assert page.links == ("https://rohm.example/about-us", "https://rohm.example/products")
    assert not page.parked


def test_a_template_is_known_again_under_other_words_and_numbers():
    other = PAGE.replace("Rohm", "Zenith").replace("steel grids", "lamps").replace("top-1", "top-7")

    assert read(PAGE).template == read(other).template != ""
    assert read(PAGE.replace('"hero"', '"slider"')).template != read(PAGE).template
    assert read("<p>tiny</p>").template == ""


@pytest.mark.parametrize(
    "text",
    [
        "This domain is for sale. Make an offer on this domain.",
        "Welcome to nginx! Further configuration is required.",
        "<title>Index of /</title>",
        "Website coming soon",
        "该域名出售",
        "Diese Domain steht zum Verkauf",
        "<script src='https://www.sedoparking.com/x.js'></script>",
    ],
)
def test_a_parked_or_empty_page_is_known(text):
    assert read(f"<html><body>{text}</body></html>").parked


def test_a_page_that_sells_domains_among_much_else_is_not_parked():
    assert not read("<p>" + "We sell steel and buy this domain of trade. " * 200 + "</p>").parked


def test_thin_filler_and_script_only_are_told_apart():
    assert read("<p>Hello</p>").thin
    script_only = read("<div id='root'></div><script src='/main.js'></script>")
    assert script_only.needs_script
    assert not script_only.thin
    assert read("<p>" + "Lorem ipsum dolor sit amet. " * 30 + "</p>").filler


def test_a_page_that_sends_its_visitor_on_says_where():
    page = read("<meta http-equiv=refresh content='0; url=https://other.example/x'>")

    assert page.onward == "https://other.example/x"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("Größe".encode("latin-1"), "text/html; charset=iso-8859-1"),
        (b"<meta charset=gbk>" + "尺寸".encode("gbk"), "text/html"),
        ("Größe".encode(), "text/html"),
        ("Größe".encode(), "text/html; charset=no-such-thing"),
    ],
)
def test_letters_come_out_right_in_the_page_s_own_coding(body, kind):
    assert read_page(body, kind, URL).text in {"Größe", "尺寸"}


@pytest.mark.parametrize(
    ("text", "name", "there"),
    [
        ("Managing director: Anna K. Berg", "Anna Berg", True),
        ("BERG, Anna (Sales)", "Anna Berg", True),
        ("Anna Schmidt leads. Much later in quite another line: Mr Berg", "Anna Berg", False),
        ("Annabel Bergmann", "Anna Berg", False),
        ("Anna", "Anna", False),
        ("总经理 王丽华", "王丽华", True),
        ("", "Anna Berg", False),
    ],
)
def test_a_person_is_named_when_all_words_of_the_name_stand_together(text, name, there):
    assert names_person(text, name) is there


def test_an_address_counts_by_its_telling_words():
    text = read(PAGE).text

    assert share_of_words(text, "Hafenstraße 12, 20457 Hamburg") == 1
    assert share_of_words(text, "Lange Reihe 9, 20099 Hamburg") < 0.4


def test_an_icon_is_a_picture_and_an_error_page_is_none():
    assert icon_print(b"\x89PNG" + b"x" * 100)
    assert icon_print(b"<html>not found</html>" * 10) == ""


def test_a_mailbox_at_a_free_provider_has_no_host_of_its_own():
    assert own_host(["m@gmail.com", "shop.en.alibaba.com", "m@firm.example"]) == "firm.example"
    assert own_host(["m@gmail.com"]) == ""


@pytest.mark.parametrize(
    "flood",
    [
        "<div " * 200_000,
        "<!--" * 250_000,
        "<![" * 300_000,
        '<a b="' * 150_000,
        "&" * 1_000_000,
        "<" * 1_000_000,
        "<script>" * 100_000,
        "<a href=x>" * 100_000,
        "</" * 400_000,
        "<!DOCTYPE [" * 90_000,
        "a@" * 400_000,
        "+1 " * 300_000,
        "<title>" * 140_000,
        "<?" * 400_000,
        "<p " + "a=b " * 200_000,
    ],
)
def test_a_flood_of_markup_is_read_in_bounded_time(flood):
    start = time.process_time()

    read(flood)

    assert time.process_time() - start < 6


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_damaged_html_is_read_without_stumbling(data):
    at = data.draw(st.integers(0, len(PAGE)))
    noise = data.draw(st.text("<>!-[]/&#;='\"ax \x00", max_size=20))

    read(PAGE[:at] + noise + PAGE[at:])


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.text(max_size=40))
def test_any_bytes_are_a_page(body, kind):
    read_page(body, kind, URL)
