using System.Globalization;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Weather;
using TerritoryTwin.Solar;

namespace TerritoryTwin.Files.Verification;

/// <summary>Cases of days of the sun, and of planes under a weather file.</summary>
internal static class PlaneKinds
{
    public static CaseKind SunTimes { get; } = new(
        "sun-times", "When the sun rises, stands highest and sets: upper rim, flat horizon, standard atmosphere.",
        [("date", "of the place's mean solar time, such as 2023-06-21"), ("latitude", "[°], north positive"), ("longitude", "[°], east positive")],
        [("sunrise", "[s after midnight UTC]; left out in polar night and under the midnight sun"), ("transit", "[s after midnight UTC]"), ("sunset", "[s after midnight UTC]; left out as sunrise")],
        inputs =>
        {
            string text = inputs.RequiredText("date");
            if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)) inputs.Told("date", $"is `{text}`; expected a date such as 2023-06-21", 0);
            double latitude = inputs.Number("latitude", -90, 90), longitude = inputs.Number("longitude", -360, 360);
            inputs.ThrowIfFaulty();
            Solar.SunTimes times = Solar.SunTimes.On(date, latitude, longitude);
            DateTimeOffset midnight = new(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
            Dictionary<string, double> found = new() { ["transit"] = (times.Transit - midnight).TotalSeconds };
            if (times.Rise is { } rise) found["sunrise"] = (rise - midnight).TotalSeconds;
            if (times.Set is { } set) found["sunset"] = (set - midnight).TotalSeconds;
            return found;
        });

    public static CaseKind PlaneYear { get; } = new(
        "plane-year", "Irradiation of a plane in the open under a weather file, over the year by three models of the sky, and in one hour: what the sun drives rooms with.",
        [
            ("weather", "EPW file (.epw, .epw.gz)"), ("tilt", "of the plane [°]"), ("azimuth", "where it faces, from north, clockwise [°]"), ("albedo", "of the ground; optional, 0.2"),
            ("hour", "from 0: the hour of the quantities `…_then`; optional"),
        ],
        [
            ("beam", "of the year [kWh/m²]"), ("isotropic", "beam, an even sky and ground [kWh/m²]"), ("hay_davies", "beam, sky by Hay and Davies, ground [kWh/m²]"), ("perez", "beam, sky by Perez (1990), ground: what the engine uses [kWh/m²]"),
            ("beam_then", "[W/m²]"), ("isotropic_then", "of an even sky alone [W/m²]"), ("hay_davies_then", "of the sky by Hay and Davies alone [W/m²]"), ("perez_then", "of the sky by Perez alone [W/m²]"), ("ground_then", "thrown up by the ground [W/m²]"),
        ],
        inputs =>
        {
            double tilt = inputs.Number("tilt", 0, 180), azimuth = inputs.Number("azimuth", -360, 360), albedo = inputs.Number("albedo", 0, 1, 0.2);
            string path = inputs.RequiredPath("weather");
            inputs.ThrowIfFaulty();
            WeatherYear year = EpwReader.Read(path);
            Light[] hours = LightOf(year, new(tilt, azimuth, albedo));
            double Sum(Func<Light, double> of) => hours.Sum(of) / 1000;
            Dictionary<string, double> found = new()
            {
                ["beam"] = Sum(l => l.Beam), ["isotropic"] = Sum(l => l.Beam + l.Isotropic + l.Ground), ["hay_davies"] = Sum(l => l.Beam + l.HayDavies + l.Ground), ["perez"] = Sum(l => l.Beam + l.Perez + l.Ground),
            };
            if (inputs.Section.Node("hour") is null) return found;
            Light then = hours[inputs.Whole("hour", 0, hours.Length - 1)];
            (found["beam_then"], found["isotropic_then"], found["hay_davies_then"], found["perez_then"], found["ground_then"]) = (then.Beam, then.Isotropic, then.HayDavies, then.Perez, then.Ground);
            return found;
        });

    private readonly record struct Light(double Beam, double Isotropic, double HayDavies, double Perez, double Ground);

    private static Light[] LightOf(WeatherYear year, TiltedPlane plane)
    {
        Sky[] skies = SkyModel.Of(year);
        return [.. skies.Select((sky, h) =>
        {
            PlaneIrradiance light = plane.Irradiance(sky);
            double cosine = Solar.Transposition.IncidenceCosine(sky.East, sky.North, sky.Up, plane.Tilt, plane.Azimuth);
            TiltedSky tilted = new(plane.Tilt, cosine, Math.Acos(Math.Clamp(sky.Up, -1, 1)) * (180 / Math.PI), sky.GlobalHorizontal, sky.DirectNormal, sky.DiffuseHorizontal, Extraterrestrial.Normal(h / 24 + 1), 1);
            return new Light(light.Beam, SkyDiffuse.Isotropic(tilted), SkyDiffuse.HayDavies(tilted), light.Sky, light.Ground);
        })];
    }
}
