"""Reads the results of the four scenarios without the engine, and holds them to each other."""
import csv
import json
import math
import sys
from pathlib import Path

import netCDF4
import numpy

town = Path(sys.argv[1])


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def total(table, column):
    return math.fsum(float(row[column] or 0) for row in table)


indicators, needs = {}, {}
for name in ("baseline", "renovation", "solar", "both"):
    folder = town / name
    run = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    year = run["years"][-1]
    last = {i["name"]: i["value"] for i in run["indicators"] if i["year"] == year}
    buildings, series, years = rows(folder / "buildings.csv"), rows(folder / "series.csv"), rows(folder / "years.csv")

    # Every column is in the record, and the sums over buildings and over hours are one figure.
    for table, lines in (("buildings", buildings), ("series", series), ("years", years)):
        known = [c["name"] for c in run["columns"] if c["table"] == table]
        assert list(lines[0]) == known, (name, table)
    assert len(series) == 8760, len(series)
    for column in ("heating_need", "cooling_need", "electricity", "gas", "oil", "wood", "pv", "pv_own_use", "pv_export", "electricity_bought"):
        of_buildings, of_hours = total(buildings, column), total(series, column)
        assert abs(of_buildings - of_hours) <= 1e-4 * max(abs(of_buildings), 1), (name, column, of_buildings, of_hours)
    assert abs(total(buildings, "heating_need") / 1000 - last["heating_need"]) <= 1e-6 * last["heating_need"]
    assert abs(total(buildings, "pv") - total(buildings, "pv_own_use") - total(buildings, "pv_export")) <= 1e-4 * max(total(buildings, "pv"), 1)
    assert abs(float(years[-1]["co2"]) - last["co2"]) <= 1e-9 * last["co2"]

    assert run["balances"]
    for balance in run["balances"]:
        assert balance["relative_error"] <= balance["tolerance"], balance
    assert run["footprint"]["energy"] > 0 and all(len(i["sha256"]) == 64 for i in run["inputs"])

    with netCDF4.Dataset(folder / "grids.nc") as grid:
        view = numpy.ma.filled(grid["sky_view_factor"][:], numpy.nan)
        assert view.ndim == 2 and 0 <= numpy.nanmin(view) <= numpy.nanmax(view) <= 1
        need = float(numpy.nansum(numpy.ma.filled(grid["heating_need"][:], numpy.nan).astype(float)))
        assert abs(need - total(buildings, "heating_need")) <= 1e-5 * need, (name, need)
        assert all(grid[v].units for v in grid.variables if v != "crs")
    indicators[name] = last

base, renovation, solar, both = (indicators[n] for n in ("baseline", "renovation", "solar", "both"))
assert renovation["heating_need"] < 0.98 * base["heating_need"]
assert solar["pv"] > 0 == base["pv"]
assert both["co2"] < min(renovation["co2"], solar["co2"]) < base["co2"]
assert both["investment"] > max(renovation["investment"], solar["investment"]) > 0 == base["investment"]
print("the results agree with each other")
