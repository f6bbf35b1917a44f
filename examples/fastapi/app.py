"""The days that a series of readings is above its own mean."""

import pandas as pd
from fastapi import FastAPI

app = FastAPI()
READINGS = pd.Series([3, 5, 8, 2, 9, 4, 7], index=pd.date_range("2026-01-05", periods=7))


@app.get("/")
def above() -> list[str]:
    days = READINGS[READINGS > READINGS.mean()].index
    return [day.strftime("%Y-%m-%d") for day in days]
