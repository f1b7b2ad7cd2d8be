using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;

namespace TerritoryTwin.Viewer.App;

/// <summary>What processes show by the hour, as variables that are simulated in the background.</summary>
internal static class HourlyVariables
{
    private const string Prefix = "hourly/";

    /// <summary>Everything that processes declare.</summary>
    public static IEnumerable<Variable> All => Simulation.Declared.Shown.Select(s => new Variable(
        Prefix + LiveSource.KeyOf(s.Layer, s.Quantity.Name), s.Quantity, s.Layer switch { Layer.Ground => VariableKind.HourlyGrid, Layer.Roads => VariableKind.HourlyRoad, _ => VariableKind.HourlyBuilding }, PerArea: false)
    {
        Map = ColorMap.For(s.Quantity.Kind, s.Quantity.Unit), IsLive = true,
    });

    /// <summary>By which hours and ranges know a variable of <see cref="All"/>.</summary>
    public static string NameIn(Variable variable) => variable.Key[Prefix.Length..];

    /// <summary>The variables of runs, then those by the hour. A quantity that is nothing in the year of every run, such as a fuel that nobody burns, is not offered by the hour.</summary>
    public static IReadOnlyList<Variable> After(RunSource source) =>
        [.. source.Variables, .. All.Where(q => source.Runs.All(r => !r.IsOfStudy && Has(r, q.Name))).Where(q => !q.OnBuildings || source.Runs.All(r => Sum(r, q.Name) is null) || source.Runs.Any(r => Sum(r, q.Name) is not null and not 0))];

    // A process that declares indicators has left some where it took part.
    private static bool Has(Run run, string name) => !Simulation.Declared.ProcessOf.TryGetValue(name, out string? process)
        || Simulation.Declared.Indicators.Where(i => Simulation.Declared.ProcessOf[i.Name] == process).Select(i => i.Name).ToArray() is not { Length: > 0 } told || told.Any(i => run.Record.Indicators.Any(x => x.Name == i));

    private static double? Sum(Run run, string column) => run.Buildings?.Columns.OfType<NumberColumn>().FirstOrDefault(c => c.Name == column)?.Values.Where(double.IsFinite).Sum();
}
