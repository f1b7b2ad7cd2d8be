"""How much warmer than the weather the streets are, by the hour of the day: python3 island.py WEATHER.epw RUN_FOLDER GROUND_M

Reads summer.nc (NetCDF with 64-bit offsets, street_air by the hour), nothing but Python's own library.
"""
import array, os, re, statistics, subprocess, sys

epw, folder, ground = sys.argv[1], sys.argv[2], float(sys.argv[3])
lines = open(epw, encoding="latin-1").read().splitlines()
lapse = -0.0065 * (ground - float(lines[0].split(",")[9]))
rows = [line.split(",") for line in lines[8:]]
station, wind = [float(r[6]) + lapse for r in rows], [float(r[21]) for r in rows]

path = os.path.join(folder, "summer.nc")
header = subprocess.run(["ncdump", "-h", path], capture_output=True, text=True, check=True).stdout
times, ny, nx = (int(re.search(p, header).group(1)) for p in (r"\((\d+) currently\)", r"\by = (\d+)", r"\bx = (\d+)"))
first = int(float(re.search(r"time = ([\d.]+)", subprocess.run(["ncdump", "-v", "time", path], capture_output=True, text=True, check=True).stdout.split("data:")[1]).group(1)))
record, cells = 8 + 4 * nx * ny, nx * ny                      # the time, then the field
data = open(path, "rb").read()
begin = len(data) - record * times
hours = []
for n in range(times):
    field = array.array("f")
    field.frombytes(data[begin + n * record + 8: begin + (n + 1) * record])
    field.byteswap()
    hours.append(field)

night = [sum(hours[n][c] for n in range(times) if (first + n) % 24 in (22, 23, 0, 1, 2, 3, 4, 5)) for c in range(cells)]
warmest = sorted(range(cells), key=lambda c: -night[c])[: cells // 100]
over = [(first + n, statistics.fmean(hours[n]) - station[first + n], statistics.fmean(hours[n][c] for c in warmest) - station[first + n]) for n in range(times)]
print(f"{nx} x {ny} cells, {times} hours from hour {first}; lapse {lapse:+.2f} K\nhour  all cells  warmest 1 %  with wind > 4 m/s  with wind < 2 m/s  (warmest 1 %, K over the weather)")
mean = lambda values: f"{statistics.fmean(values):8.2f}" if values else "       -"
for hour in range(24):
    of = [o for o in over if o[0] % 24 == hour]
    print(f"{hour:4}  {mean([o[1] for o in of])}  {mean([o[2] for o in of])}     {mean([o[2] for o in of if wind[o[0]] > 4])}         {mean([o[2] for o in of if wind[o[0]] < 2])}")
greatest = max(over, key=lambda o: o[2])
print(f"greatest {greatest[2]:.2f} K at hour {greatest[0]} ({greatest[0] % 24} h), wind {wind[greatest[0]]} m/s; least {min(o[2] for o in over):.2f} K")
days = [max(o[2] for o in over[n:n + 24]) for n in range(0, times, 24)]
print(f"greatest of each day: mean {statistics.fmean(days):.2f} K, at {statistics.mode(max(over[n:n + 24], key=lambda o: o[2])[0] % 24 for n in range(0, times, 24))} h most often")
