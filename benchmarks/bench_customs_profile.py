"""A buyer's profile among ten million customs rows, on the embedded engine.

The rows are made by the engine itself: 200,000 buyers and 60,000 sellers, a few large and most
small, four years, declarations and manifests. MUNIMENT_BENCH_CUSTOMS_ROWS makes fewer.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from benchmarks.results import Result

ROWS = int(os.environ.get("MUNIMENT_BENCH_CUSTOMS_ROWS", "10000000"))
OUR_CODES = ["690017", "691700"]


def run() -> list[Result]:
    with tempfile.TemporaryDirectory(prefix="muniment-bench-") as folder:
        file = Path(folder) / "part-00000.parquet"
        _make(file)
        return _measure(file)


def _measure(file: Path) -> list[Result]:
    from muniment.customs_data import engine
    from muniment.customs_data.profile import building, buyers

    backend, files = engine.connect(), [file]

    def profile(number: int) -> None:
        key = f"buyer {number}"
        wanted = building.Wanted(key, (key,), our_codes=tuple(OUR_CODES))
        assert not building.build(backend, files, wanted).is_empty

    def fresh(number: int) -> None:  # as after a load
        building._spans.cache_clear()
        profile(number)

    def near(number: int) -> None:
        buyers.resolve(backend, files, f"Buyer {number} Holding")

    profile(1)  # what is imported once is not measured
    million = f"{ROWS / 1e6:g} million rows"
    return [
        Result(f"customs: a buyer's profile, {million}", _median(profile), 1, "s", "low"),
        Result(
            f"customs: the first profile after a load, {million}", _median(fresh), 1.5, "s", "low"
        ),
        Result(f"customs: search for similar buyers, {million}", _median(near), 1, "s", "low"),
    ]


def _median(act: Callable[[int], None]) -> float:
    """Ask for a very large buyer, large ones and small ones."""
    taken = []
    for number in (1, 17, 4_512, 57_317, 120_000, 150_000, 180_000):
        began = time.perf_counter()
        act(number)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def _make(file: Path) -> None:
    with duckdb.connect() as maker:
        maker.execute(f"SET temp_directory = '{file.parent}/spill'")
        maker.execute(
            f"COPY ({_SQL}) TO '{file}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)"
        )


_SQL = f"""
WITH chance AS (
    SELECT i, hash(i * 3 + 1) % 1000003 / 1000003.0 AS u,
        hash(i * 7 + 2) % 1000003 / 1000003.0 AS v,
        hash(i * 11 + 3) % 1000003 / 1000003.0 AS w, hash(i * 13 + 4) % 1000003 / 1000003.0 AS x
    FROM range({ROWS}) AS t(i)
), parties AS (
    SELECT *, floor(power(u, 2.5) * 200000)::BIGINT AS b,
        floor(power(v, 2) * 50000)::BIGINT AS s0, floor(power(w, 3) * 400)::INT AS h0 FROM chance
), trade AS (
    SELECT *, (b * 7 + s0 % 7) % 60000 AS s, (b % 40 + h0 % 4) % 400 AS h,
        ['US', 'IN', 'MX', 'KE', 'VN', 'CO', 'TR', 'UA'][1 + b % 8] AS place,
        CASE WHEN x < 0.4 THEN NULL ELSE round(1000 + 50000 * u * v, 2) END AS dollars FROM parties
)
SELECT 'bench' AS load_id, i AS source_row,
    CASE WHEN x < 0.4 THEN 'manifest' ELSE 'declaration' END AS source_kind,
    place AS reporting_country, 'import' AS direction,
    'BUYER ' || b || ' TRADING LLC' AS buyer, 'buyer ' || b AS buyer_key,
    CASE WHEN b % 97 = 96 THEN 'forwarder' ELSE 'party' END AS buyer_role, place AS buyer_country,
    b || ' Main Street' AS buyer_address, '+1555' || lpad(b::VARCHAR, 7, '0') AS buyer_phone,
    '' AS buyer_email, 'SELLER ' || s || ' CO LTD' AS seller, 'seller ' || s AS seller_key,
    'party' AS seller_role, ['CN', 'IN', 'IT', 'ES'][1 + s % 4] AS seller_country,
    s || ' Industrial Road, Foshan' AS seller_address,
    '+86757' || lpad(s::VARCHAR, 7, '0') AS seller_phone, '' AS seller_email, '' AS notify,
    'AGENT ' || (b % 300) AS agent, (690000 + h * 17) || '00' AS hs_code,
    (690000 + h * 17)::VARCHAR AS hs6, 'GLAZED TILES ' || h || ' ' || (i % 1000) AS description,
    ['CN', 'IN', 'IT', 'ES'][1 + s % 4] AS origin, place AS destination,
    ['SHANGHAI', 'NINGBO', 'MUNDRA', 'GENOA'][1 + s % 4] AS port_loading,
    'PORT ' || (b % 50) AS port_discharge, DATE '2022-01-01' + (x * 1400)::INT AS shipped_on,
    'day' AS period, dollars AS value, 'USD' AS currency, dollars AS value_usd,
    round(100 + 9000 * w, 1) AS quantity, 'M2' AS unit, 'm2' AS unit_kind,
    round(1000 + 90000 * w, 1) AS weight_kg, 'B' || (i // 2) AS bill, '' AS master_bill,
    i % 23 <> 0 AS counts
FROM trade ORDER BY buyer_key, shipped_on
"""
