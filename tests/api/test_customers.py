"""The list, the search and the clash check give through the API what the pages give."""

from tests.api.conftest import program_of


def _cells(row):
    return {one["field"]: (one["cell"], one["text"]) for one in row["cells"]}


def test_the_list_shows_codenames_and_the_columns_that_are_allowed(world, ada):
    dossier = world.dossier("ada")
    path = "/dossiers?columns=identity.legal_name&columns=identity.country"

    [mine] = ada.get(path).json()["rows"]
    [theirs] = program_of(world, "sam").get(path).json()["rows"]

    assert mine["id"] == theirs["id"] == str(dossier)
    assert _cells(mine)["identity.legal_name"] == ("open", "Nordlicht Handels GmbH")
    assert _cells(theirs)["identity.legal_name"] == ("shut", "")


def test_the_list_is_read_page_by_page(world, ada):
    dossiers = {str(world.dossier("ada", values={})) for _ in range(5)}

    seen, cursor = [], ""
    while cursor is not None:
        page = ada.get(f"/dossiers?limit=2&cursor={cursor}" if cursor else "/dossiers?limit=2")
        seen += [row["id"] for row in page.json()["rows"]]
        cursor = page.json()["next_cursor"]

    assert len(seen) == 5
    assert set(seen) == dossiers


def test_a_search_is_posted_and_finds_by_words_and_exact_keys(world, ada):
    dossier = world.dossier("ada")
    world.dossier("ada", values={})

    for words in ("Nordlicht", "einkauf@nordlicht-handel.example"):
        rows = ada.post("/dossiers/search", {"search": words}).json()["rows"]
        assert [row["id"] for row in rows] == [str(dossier)]


def test_a_guest_sees_the_customers_of_her_orders_and_no_staff(world):
    dossier, eve = world.dossier("ada"), program_of(world, "eve")
    world.dossier("ada", values={})
    assert eve.get("/dossiers").json()["rows"] == []

    body = {"company_id": str(world.agency), "order_number": world.order(dossier)}
    made = program_of(world, "ada").post(f"/dossiers/{dossier}/engagements", body)
    [row] = eve.get("/dossiers").json()["rows"]
    told = eve.get(f"/dossiers/{dossier}").json()

    assert (row["id"], row["keeper_id"], told["keeper_id"]) == (str(dossier), None, None)
    assert all(card["openers"] == [] for card in told["cards"])
    program_of(world, "ada").post(f"/engagements/{made.json()['id']}/end")
    assert eve.get(f"/dossiers/{dossier}").status_code == 404


def test_a_clash_check_says_taken_and_never_whose(world):
    dossier = world.dossier("ada")
    answer = program_of(world, "ben").post(
        "/clash-checks", {"email": "einkauf@nordlicht-handel.example"}
    )

    assert answer.json() == {
        "verdict": "taken",
        "sentence": "We already know this customer. Ask your manager before you write.",
        "left": 19,
    }
    assert str(dossier) not in answer.content.decode()


def test_clash_checks_run_out_and_the_refusal_is_on_record(world, ada, settings):
    for _ in range(settings.CONFIG.clash_checks_per_day):
        assert ada.post("/clash-checks", {"name": "Baltic Lamps"}).status_code == 200

    answer = ada.post("/clash-checks", {"name": "Baltic Lamps"})

    assert (answer.status_code, answer.json()["code"]) == (429, "vault.clash.used_up")
    assert len(world.entries("vault.clash.refused")) == 1


def test_custody_and_grants_change_hands(world, ada):
    dossier, mia = world.dossier("ada"), program_of(world, "mia")
    body = {"duty": "keeper", "person_id": str(world.id("ben")), "reason": "Ada changes markets"}
    assert mia.post(f"/dossiers/{dossier}/custody", body).status_code == 204

    grant = mia.post(
        f"/dossiers/{dossier}/grants",
        {
            "compartment": "pricing", "holder_id": str(world.id("cy")), "reason": "invoice 17",
            "until": "2026-06-01T00:00:00+08:00",
        },
    ).json()  # fmt: skip
    held = program_of(world, "cy").get("/me/grants").json()["rows"]
    mia.post(f"/grants/{grant['id']}/end", {"reason": "invoice is out"})

    assert [one["id"] for one in held] == [grant["id"]]
    assert mia.get(f"/dossiers/{dossier}/grants").json()["rows"] == []
    keepers = mia.get(f"/dossiers/{dossier}/custody").json()["rows"]
    assert {(one["person_id"], one["ends_at"] is None) for one in keepers} == {
        (str(world.id("ben")), True), (str(world.id("ada")), False),
    }  # fmt: skip


def test_an_erasure_takes_two_people_and_leaves_nothing_to_read(world, olga):
    dossier, kai = world.dossier("ada"), program_of(world, "kai")
    asked = olga.post(
        f"/dossiers/{dossier}/erasures",
        {"compartment": "contacts", "basis": "person_asked", "reason": "letter of 2 May"},
    ).json()

    assert olga.post(f"/erasures/{asked['id']}/confirm").json()["code"] == "vault.two_people.needed"
    assert [row["id"] for row in kai.get("/erasures").json()["rows"]] == [asked["id"]]
    assert kai.post(f"/erasures/{asked['id']}/confirm").status_code == 204

    opened = olga.post(
        f"/dossiers/{dossier}/compartments/contacts/consultations",
        {"purpose": "audit of erasures", "reference_kind": "audit", "reference": "Audit Q2 2026"},
    )
    assert "nordlicht" not in opened.content.decode()
    assert olga.get(f"/dossiers/{dossier}/erasures").json()["rows"][0]["state"] == "done"


def test_a_secret_point_is_claimed_read_and_closed(world, olga):
    dossier = world.dossier("ada")
    claim = {
        "point": "What they pay and when", "fields": ["pricing.payment_terms"],
        "since": "2026-01-01", "bases": ["depth", "effort"],
        "basis": "Three years of visits and of sample orders stand behind it.",
    }  # fmt: skip
    number = olga.post(f"/dossiers/{dossier}/secrets", claim).json()["number"]
    close = {"reason": "published by themselves"}
    assert olga.post(f"/dossiers/{dossier}/secrets/{number}/close", close).status_code == 204

    [row] = olga.get(f"/dossiers/{dossier}/secrets").json()["rows"]

    assert (row["point"], row["bases"]) == ("What they pay and when", ["depth", "effort"])
    assert row["closed_at"]


def test_merged_and_retired_dossiers_say_so(world, olga):
    kept, merged, old = (world.dossier("ada", values={}) for _ in range(3))
    why = {"reason": "the same house in Hamburg"}

    olga.post(f"/dossiers/{kept}/merge", {**why, "merge_id": str(merged)})
    olga.post(f"/dossiers/{old}/retire", why)

    told = olga.get(f"/dossiers/{merged}").json()
    assert (told["state"], told["merged_into"]) == ("merged", str(kept))
    assert [row["id"] for row in olga.get("/dossiers?state=retired").json()["rows"]] == [str(old)]
    assert olga.post(f"/dossiers/{old}/reopen", why).status_code == 204
    assert olga.get(f"/dossiers/{old}").json()["state"] == "open"
