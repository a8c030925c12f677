from muniment.run.rotation import KEPT, rotate


def test_a_big_log_is_put_aside_and_the_oldest_goes(tmp_path):
    log = tmp_path / "web.log"
    for number in range(KEPT + 2):
        log.write_text(f"{number}" * 20)
        rotate(tmp_path, largest=10)

    assert not log.exists()
    kept = sorted(path.name for path in tmp_path.iterdir())
    assert kept == [f"web.log.{number}" for number in range(1, KEPT + 1)]
    assert (tmp_path / "web.log.1").read_text() == f"{KEPT + 1}" * 20


def test_a_small_log_stays(tmp_path):
    (tmp_path / "web.log").write_text("short")

    rotate(tmp_path)

    assert (tmp_path / "web.log").read_text() == "short"
