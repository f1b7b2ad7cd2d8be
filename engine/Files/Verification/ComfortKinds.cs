using TerritoryTwin.Heat;
using Double = TerritoryTwin.Compute.Double;

namespace TerritoryTwin.Files.Verification;

/// <summary>Cases of how people feel outdoors and indoors.</summary>
internal static class ComfortKinds
{
    public static CaseKind Utci { get; } = new(
        "utci", "The universal thermal climate index by its polynomial.",
        [
            ("air", "temperature [°C]"), ("radiant", "mean radiant temperature [°C]"), ("wind", "at 10 m [m/s]"),
            ("humidity", "relative [%]; or `vapour_pressure`"), ("vapour_pressure", "[Pa]; optional, from `humidity`"),
        ],
        [("utci", "[°C]; also beyond the range of validity"), ("vapour_pressure", "[Pa]"), ("valid", "1 within the range of validity, 0 beyond")],
        inputs =>
        {
            double air = inputs.Number("air", -100, 100), radiant = inputs.Number("radiant", -200, 300), wind = inputs.Number("wind", 0, 100);
            double vapour = inputs.Section.Node("vapour_pressure") is null
                ? Heat.Utci.SaturationPressure(new Double(air)).V * inputs.Number("humidity", 0, 100) / 100 : inputs.Number("vapour_pressure", 0, 20_000);
            bool valid = wind is >= Heat.Utci.LeastWind and <= Heat.Utci.MostWind && !double.IsNaN(Heat.Utci.Of<Double>(new(air), new(radiant), new(wind), new(vapour)).V);
            return new Dictionary<string, double>
            {
                ["utci"] = Heat.Utci.Polynomial<Double>(new(air), new(radiant), new(wind), new(vapour)).V, ["vapour_pressure"] = vapour, ["valid"] = valid ? 1 : 0,
            };
        });
}
