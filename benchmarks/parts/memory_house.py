"""A house with customers and somebody signed in; prints her session and pages to read."""

import json

from benchmarks import house

CUSTOMERS = 1_000


def main() -> None:
    house.set_up()
    people = house.found()
    dossiers = house.fill(people, CUSTOMERS)
    session = house.sign_in(people.ada).cookies["sessionid"].value
    opened = [f"/customers/{dossier}/#identity" for dossier in dossiers[:100]]
    lists = ["/customers/", "/customers/?sort=touched", "/people/", "/people/chart/", "/"] * 20
    paths = [path for pair in zip(opened, lists, strict=True) for path in pair]
    print(json.dumps({"session": session, "paths": paths}))


if __name__ == "__main__":
    main()
