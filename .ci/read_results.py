"""Reads a demo's results without the engine, and holds them to each other."""
import csv
import json
import sys
from pathlib import Path

import netCDF4
import numpy

demo = Path(sys.argv[1])
runs = {}
for folder in ("baseline", "renovation", "solar", "both"):
    run = json.loads((demo / folder / "run.json").read_text())
    year = run["years"][-1]
    indicators = {i["name"]: i["value"] for i in run["indicators"] if i["year"] == year}
    with open(demo / folder / "buildings.csv", newline="") as file:
        buildings = list(csv.DictReader(file))
    with open(demo / folder / "series.csv", newline="") as file:
        series = list(csv.DictReader(file))
    assert len(series) == 8760, len(series)
    for name in ("heating_need", "electricity_bought", "pv_production"):
        total = sum(float(b[name] or 0) for b in buildings)
        hours = sum(float(h[name] or 0) for h in series)
        assert abs(total - hours) <= 1e-4 * max(abs(total), 1), (folder, name, total, hours)
    for balance in run["balances"]:
        assert balance["relative_error"] <= balance["tolerance"], balance
    runs[folder] = indicators

assert runs["renovation"]["heating_need"] < 0.98 * runs["baseline"]["heating_need"]
assert runs["solar"]["pv_production"] > 0 == runs["baseline"]["pv_production"]
assert runs["both"]["emissions"] < runs["baseline"]["emissions"]

with netCDF4.Dataset(demo / "both" / "grids.nc") as grid:
    view = grid["sky_view_factor"][:]
    assert view.ndim == 2 and 0 <= numpy.nanmin(view) <= numpy.nanmax(view) <= 1
print("the results agree with each other")
