using System.CommandLine;
using System.Globalization;
using System.Text;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Files.Texts;
using TerritoryTwin.Viewer;
using Command = System.CommandLine.Command;

namespace TerritoryTwin.Cli;

/// <summary>`twin explain RUN`: one hour of one building, road or cell, or the day of a drawn person, term by term, with what matters most.</summary>
internal static class ExplainVerb
{
    public static Command Create()
    {
        Argument<string> run = new("run") { Description = "result folder" };
        Option<string?> building = new("--building") { Description = "identifier of a building, as in buildings.csv" }, road = new("--road") { Description = "identifier of a road, as in roads.csv" }, cell = new("--cell") { Description = "x,y of a point in the territory's coordinates [m]" };
        Option<string?> hour = new("--hour") { Description = "hour of the year in standard time: 0 to 8759 as in series.csv, or month, day and hour such as 08-11T15; not needed for a person, who then has a weekday" };
        Option<int?> person = new("--person") { Description = "number of a resident, from 0: drawn, nobody in particular" };
        Option<string> language = ViewOptions.Language(), device = Options.Device();
        Command verb = new("explain", "Explains one hour of the last simulated year, term by term, with what matters most.") { run, building, road, cell, person, hour, language, device };
        verb.SetAction(parsed => Explain(
            Options.PathOf("a result folder", parsed.GetValue(run)!), new(parsed.GetValue(building), parsed.GetValue(road), parsed.GetValue(cell), parsed.GetValue(person)), parsed.GetValue(hour) is { } h ? HourOf(h) : null, parsed.GetValue(language)!, parsed.GetValue(device)!));
        return verb;
    }

    private sealed record Asked(string? Building, string? Road, string? Cell, int? Person)
    {
        public int Count => new object?[] { Building, Road, Cell, Person }.Count(static o => o != null);
    }

    private static int Explain(string folder, Asked asked, int? hour, string language, string deviceName)
    {
        if (asked.Count != 1) throw new InputException("explain wants exactly one of `--building`, `--road`, `--cell` and `--person`");
        if (hour == null && asked.Person == null) throw new InputException("explain wants `--hour`: 0 to 8759, or month, day and hour such as 08-11T15");
        RunRecord record = RunRecord.Read(folder);
        using Device device = Devices.Named(deviceName);
        using Explainer explainer = Explainer.Of(record, device, DerivedCache.OfUser());
        Words words = Words.Of(ViewOptions.State(null, language, kiosk: false).Language);
        if (asked.Person is { } person)
        {
            Explanation day = explainer.Person(person, hour);
            Console.Out.WriteLine($"{record.Scenario} · person {person}{(hour is { } at ? $" · {explainer.Calendar.TimeStamp(at)}" : "")}");
            Console.Out.Write(Text(day, words));
            return ExitCode.Done;
        }
        (Layer layer, int element, string subject) = asked.Building is { } id ? BuildingOf(explainer.Territory, id) : asked.Road is { } road ? RoadOf(explainer.Territory, road) : CellOf(explainer.Cells, asked.Cell!);
        explainer.StepTo(hour!.Value);
        IReadOnlyList<Explanation> explanations = explainer.Explain(layer, element);
        if (explanations.Count == 0)
            throw new InputException($"{subject}: nothing is simulated there; choose {(layer switch { Layer.Ground => "a cell of a run with a process of the ground", Layer.Roads => "a road that cars may use, of a run with `mobility: { on: true }`", _ => "a heated building" })}");
        Console.Out.WriteLine($"{record.Scenario} · {subject} · {explainer.Calendar.TimeStamp(hour.Value)}");
        foreach (Explanation explanation in explanations) Console.Out.Write(Text(explanation, words));
        return ExitCode.Done;
    }

    internal static string Text(Explanation explanation, Words words)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"\n{words.Explained(explanation.Key, explanation.Key)}\n");
        foreach (Term fact in explanation.Facts) Line(fact, signed: false);
        if (explanation.Terms.Count > 0 && explanation.Facts.Count > 0) text.Append('\n');
        foreach (Term term in explanation.Terms.Where(t => Math.Abs(t.Value) > 1e-9)) Line(term, signed: true);
        double sum = explanation.Terms.Sum(t => t.Value);
        if (explanation.Total is { } total) Line(total, signed: false);
        else if (explanation.Terms.Count > 0) Line(new(new("sum", explanation.Terms[0].Quantity.Unit, "sum"), Math.Abs(sum) < 1e-3 ? 0 : sum, ""), signed: true);
        if (explanation.Sensitivities.Count > 0) text.Append(CultureInfo.InvariantCulture, $"\n{words["explain.matters"]}\n");
        foreach (Sensitivity s in explanation.Sensitivities)
        {
            string by = s.Parameter.Unit == "K" ? $"{s.Step:0} K" : $"{100 * s.Step:0} %";
            text.Append(CultureInfo.InvariantCulture, $"  {words.Format("explain.more", by, words.Explained(s.Parameter.Name, s.Parameter.Meaning), words.Explained(s.Result.Name, s.Result.Meaning), $"{Signed(s.Change)} {Units.ForPeople(s.Result.Unit, words.Language)}")}\n");
        }
        foreach (Explanation part in explanation.Parts) text.Append(Text(part, words));
        return text.ToString();

        void Line(Term term, bool signed)
        {
            if (double.IsNaN(term.Value))
            {
                text.Append($"  {words.Explained(term.Quantity.Name, term.Quantity.Meaning),-58} {term.Source}".TrimEnd()).Append('\n');
                return;
            }
            string value = signed ? Signed(term.Value) : words.Numbers.Brief(term.Value);
            text.Append($"  {words.Explained(term.Quantity.Name, term.Quantity.Meaning),-42} {value,10} {Units.ForPeople(term.Quantity.Unit, words.Language),-4} {term.Source}".TrimEnd()).Append('\n');
        }

        string Signed(double value) => (value > 0 ? "+" : "") + words.Numbers.Brief(value);
    }

    private static (Layer, int, string) BuildingOf(Territory territory, string id)
    {
        for (int n = 0; n < territory.Buildings.Count; n++)
            if (territory.Buildings[n].Id == id)
            {
                Building b = territory.Buildings[n];
                return (Layer.Buildings, n, string.Create(CultureInfo.InvariantCulture, $"{id}, {CodeWords.Of(b.Use.Value.ToString())}, {b.Built.Value}, {b.HeatedArea.Value:0} m²"));
            }
        throw new InputException($"--building: no building is `{id}`; expected an `id` of buildings.csv, such as `{(territory.Buildings.Count > 0 ? territory.Buildings[0].Id : "")}`");
    }

    private static (Layer, int, string) RoadOf(Territory territory, string id)
    {
        for (int n = 0; n < territory.Roads.Count; n++)
            if (territory.Roads[n].Id == id)
            {
                Road r = territory.Roads[n];
                return (Layer.Roads, n, string.Create(CultureInfo.InvariantCulture, $"{id}, {(r.Name.Length > 0 ? $"{r.Name}, " : "")}{CodeWords.Of(r.Class.Value.ToString())}, {r.Length:0} m"));
            }
        throw new InputException($"--road: no road is `{id}`; expected an `id` of roads.csv, such as `{(territory.Roads.Count > 0 ? territory.Roads[0].Id : "")}`");
    }

    private static (Layer, int, string) CellOf(Grid cells, string text)
    {
        string[] parts = text.Split(',');
        if (parts.Length != 2 || !double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double x) || !double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double y) || !double.IsFinite(x) || !double.IsFinite(y))
            throw new InputException($"--cell: `{text}` is no point; expected x,y in metres, such as `{cells.X(0):0},{cells.Y(0):0}`");
        (int i, int j) = cells.CellOf(x, y);
        if (i < 0 || j < 0 || i >= cells.Columns || j >= cells.Rows)
            throw new InputException($"--cell: {text} lies outside the cells; expected x from {cells.West:0} to {cells.West + cells.Columns * cells.CellSize:0}, y from {cells.South:0} to {cells.South + cells.Rows * cells.CellSize:0}");
        return (Layer.Ground, j * cells.Columns + i, string.Create(CultureInfo.InvariantCulture, $"{cells.CellSize:0} m around {cells.X(i):0}, {cells.Y(j):0}"));
    }

    private static int HourOf(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int hour) && hour < Simulation.HoursOfYear) return hour;
        return HourText.TryHour(text, out hour) ? hour : throw new InputException($"--hour: `{text}` is no hour of the year; expected 0 to {Simulation.HoursOfYear - 1}, or month, day and hour such as 08-11T15");
    }
}
