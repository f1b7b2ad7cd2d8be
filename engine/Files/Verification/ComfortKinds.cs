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

    public static CaseKind RoomComfort { get; } = new(
        "room-comfort", "Predicted mean vote (ISO 7730) and standard effective temperature (ASHRAE 55).",
        [
            ("air", "[°C]"), ("radiant", "mean radiant temperature [°C]"), ("wind", "relative to the person [m/s]"), ("humidity", "relative [%]"), ("activity", "[met]"), ("clothing", "[clo]"),
        ],
        [("vote", "predicted mean vote"), ("dissatisfied", "[%]"), ("standard_temperature", "SET [°C]")],
        inputs =>
        {
            Indoors room = new(
                inputs.Number("air", -20, 60), inputs.Number("radiant", -50, 100), inputs.Number("wind", 0, 10), inputs.Number("humidity", 0, 100) / 100, inputs.Number("activity", 0.5, 6), inputs.Number("clothing", 0, 4));
            inputs.ThrowIfFaulty();
            double vote = MeanVote.Of(room);
            return new Dictionary<string, double> { ["vote"] = vote, ["dissatisfied"] = MeanVote.Dissatisfied(vote), ["standard_temperature"] = StandardTemperature.Of(room) };
        });

    public static CaseKind Physiological { get; } = new(
        "physiological-temperature", "The physiologically equivalent temperature (PET).",
        [
            ("air", "[°C]"), ("radiant", "mean radiant temperature [°C]"), ("wind", "at 1.1 m [m/s]"), ("humidity", "relative [%]; or `vapour_pressure`"),
            ("vapour_pressure", "[Pa]; optional, from `humidity`"),
        ],
        [("pet", "[°C]")],
        inputs =>
        {
            double air = inputs.Number("air", -60, 60);
            double vapour = inputs.Section.Node("vapour_pressure") is null
                ? PhysiologicalTemperature.SaturationPressure(air) * inputs.Number("humidity", 0, 100) / 100 : inputs.Number("vapour_pressure", 0, 20_000);
            return new Dictionary<string, double> { ["pet"] = PhysiologicalTemperature.Of(air, inputs.Number("radiant", -80, 150), inputs.Number("wind", 0, 50), vapour) };
        });

    public static CaseKind WetBulbGlobe { get; } = new(
        "wet-bulb-globe", "The wet bulb globe temperature.",
        [("wet_bulb", "natural [°C]"), ("globe", "[°C]"), ("air", "[°C]")], [("sun", "[°C]"), ("shade", "[°C]")],
        inputs =>
        {
            Double wet = new(inputs.Number("wet_bulb", -50, 100)), globe = new(inputs.Number("globe", -50, 150)), air = new(inputs.Number("air", -50, 100));
            return new Dictionary<string, double> { ["sun"] = Heat.WetBulbGlobe.InSun(wet, globe, air).V, ["shade"] = Heat.WetBulbGlobe.InShade(wet, globe).V };
        });
}
