"""What early warning tells the rooms above; doors for people go through `reading`."""

from muniment.warning.queries.forecasts import (
    HORIZON,
    Expected,
    RunRow,
    SettingsRow,
    expected_money,
    newest_run,
    runs,
    settings_in_force,
)

__all__ = [
    "HORIZON",
    "Expected",
    "RunRow",
    "SettingsRow",
    "expected_money",
    "newest_run",
    "runs",
    "settings_in_force",
]
