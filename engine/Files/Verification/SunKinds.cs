using System.Globalization;
using TerritoryTwin.Core;
using TerritoryTwin.Solar;

namespace TerritoryTwin.Files.Verification;

/// <summary>Cases of the sun and of planes under it.</summary>
internal static class SunKinds
{
    public static CaseKind SunPosition { get; } = new(
        "sun-position", "Where the sun stands at an instant.",
        [
            ("time", "instant with its offset, such as 2003-10-17T12:30:30-07:00"),
            ("latitude", "[°], north positive"),
            ("longitude", "[°], east positive"),
            ("height", "above sea level [m]; optional, 0"),
            ("pressure", "for refraction [Pa]; optional, 101325"),
            ("temperature", "for refraction [°C]; optional, 12"),
        ],
        [
            ("zenith", "without refraction [°]"), ("apparent_zenith", "with refraction [°]"),
            ("azimuth", "from north, clockwise [°]"), ("equation_of_time", "[min]"), ("distance", "[au]"),
        ],
        inputs =>
        {
            string time = inputs.RequiredText("time");
            if (!DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset instant))
                inputs.Told("time", $"is `{time}`; expected an instant such as 2003-10-17T12:30:30-07:00", 0);
            double latitude = inputs.Number("latitude", -90, 90), longitude = inputs.Number("longitude", -360, 360), height = inputs.Number("height", -500, 9000, 0);
            inputs.ThrowIfFaulty();
            SunPosition sun = Solar.SunPosition.At(instant, latitude, longitude, height);
            return new Dictionary<string, double>
            {
                ["zenith"] = sun.Zenith,
                ["apparent_zenith"] = 90 - sun.ApparentElevation(inputs.Number("pressure", 0, 120_000, 101325), inputs.Number("temperature", -100, 100, 12)),
                ["azimuth"] = sun.Azimuth,
                ["equation_of_time"] = sun.EquationOfTime,
                ["distance"] = sun.Distance,
            };
        });

    public static CaseKind Transposition { get; } = new(
        "transposition", "Irradiance of a tilted plane from the three components on the ground.",
        [
            ("zenith", "of the sun [°]"), ("sun_azimuth", "from north, clockwise [°]"),
            ("tilt", "of the plane [°]"), ("azimuth", "where it faces [°]"),
            ("global", "GHI [W/m²]"), ("direct_normal", "DNI [W/m²]"), ("diffuse", "DHI [W/m²]"),
            ("extraterrestrial", "normal to the rays [W/m²]"), ("air_mass", "relative"), ("albedo", "of the ground; optional, 0.2"),
        ],
        [
            ("incidence", "angle of incidence [°]"), ("beam", "direct [W/m²]"), ("ground", "reflected by the ground [W/m²]"),
            ("isotropic", "sky, isotropic [W/m²]"), ("klucher", "sky, Klucher 1979 [W/m²]"), ("hay_davies", "sky, Hay and Davies 1980 [W/m²]"),
            ("reindl", "sky, Reindl 1990 [W/m²]"), ("perez", "sky, Perez 1990: the engine's own [W/m²]"), ("perez_driesse", "sky, Driesse 2024 [W/m²]"),
            ("total", "beam, ground and Perez sky [W/m²]"),
        ],
        inputs =>
        {
            double zenith = inputs.Number("zenith", 0, 180), tilt = inputs.Number("tilt", 0, 180);
            double direct = inputs.Number("direct_normal", 0, 2000), global = inputs.Number("global", 0, 2000);
            (double across, double up) = Math.SinCos(zenith * Math.PI / 180);
            (double east, double north) = Math.SinCos(inputs.Number("sun_azimuth", -360, 360) * Math.PI / 180);
            double cosine = Solar.Transposition.IncidenceCosine(across * east, across * north, up, tilt, inputs.Number("azimuth", -360, 360));
            TiltedSky sky = new(tilt, cosine, zenith, global, direct, inputs.Number("diffuse", 0, 2000), inputs.Number("extraterrestrial", 1000, 2000), inputs.Number("air_mass", 0, 100));
            double beam = direct * Math.Max(0, cosine), ground = global * inputs.Number("albedo", 0, 1, 0.2) * (1 - Math.Cos(tilt * Math.PI / 180)) / 2;
            return new Dictionary<string, double>
            {
                ["incidence"] = Math.Acos(Math.Clamp(cosine, -1, 1)) * 180 / Math.PI,
                ["beam"] = beam,
                ["ground"] = ground,
                ["isotropic"] = SkyDiffuse.Isotropic(sky),
                ["klucher"] = SkyDiffuse.Klucher(sky),
                ["hay_davies"] = SkyDiffuse.HayDavies(sky),
                ["reindl"] = SkyDiffuse.Reindl(sky),
                ["perez"] = SkyDiffuse.Perez1990(sky),
                ["perez_driesse"] = SkyDiffuse.PerezDriesse(sky),
                ["total"] = beam + ground + SkyDiffuse.Perez1990(sky),
            };
        });
}
