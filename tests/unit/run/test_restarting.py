from muniment.run.restarting import LONGEST_WAIT, STEADY_AFTER, Backoff


def test_a_child_that_keeps_dying_waits_longer_each_time_up_to_half_a_minute():
    backoff = Backoff()

    waits = [backoff.wait_after_death(lived=0.1) for _ in range(9)]

    assert waits[:5] == [0.5, 1.0, 2.0, 4.0, 8.0]
    assert waits[-1] == LONGEST_WAIT


def test_a_death_after_a_long_healthy_life_counts_as_the_first():
    backoff = Backoff()
    for _ in range(9):
        backoff.wait_after_death(lived=0.1)

    assert backoff.wait_after_death(lived=STEADY_AFTER) == 0.5
