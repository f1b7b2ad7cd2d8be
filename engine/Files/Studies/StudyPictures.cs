using System.Globalization;
using System.Net;
using System.Text;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;

namespace TerritoryTwin.Files.Studies;

/// <summary>Pictures of a study as SVG: what each parameter does to a figure (tornado), and every run (scatter). Scenarios differ by colour and by mark.</summary>
internal sealed class StudyPictures
{
    private const int Width = 960, Row = 34, Left = 260, Right = 150, Top = 84, Panel = 300, MostPoints = 2000;
    private const double Fifth = 0.2;
    private const string Tornadoes = "tornado-", Scatters = "scatter-", Ending = ".svg";
    private static readonly string[] Colors = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00"];      // Okabe and Ito 2008
    private readonly StringBuilder _svg = new();

    private StudyPictures(int width, int height, string title, string description)
    {
        Append($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-labelledby="title description" font-family="Atkinson Hyperlegible, Arial, sans-serif" font-size="15" fill="#1a1a1a">""");
        Append($"""<title id="title">{Safe(title)}</title><desc id="description">{Safe(description)}</desc><rect width="{width}" height="{height}" fill="#fff"/>""");
    }

    /// <summary>Two pictures for every figure that the study asks for and that varies: of the last scenario against the first where there are several, else of the first.</summary>
    public static IEnumerable<(string Name, string Svg)> Of(Study study, StudyRecords records, IReadOnlyList<Influence> influences)
    {
        foreach (IGrouping<string, Influence> figure in influences.Where(i => i.Parameter != StudySensitivity.Chance).GroupBy(i => i.Figure.Name, StringComparer.Ordinal))
        {
            string name = NameOf(figure.Key);
            yield return ($"{Tornadoes}{name}{Ending}", Tornado(study, records, [.. figure.GroupBy(i => (i.Scenario, i.Against)).Last()]));
            yield return ($"{Scatters}{name}{Ending}", Scatter(study, records, figure.First().Figure, [.. figure.GroupBy(i => (i.Scenario, i.Against)).Last()]));
        }
    }

    /// <summary>Whether a file is named as one of them: of a figure that runs can have.</summary>
    public static bool IsOne(string file) => new[] { Tornadoes, Scatters }.Any(kind => file.StartsWith(kind, StringComparison.Ordinal) && file.EndsWith(Ending, StringComparison.Ordinal)
        && Simulation.Declared.Indicators.Append(ResultCatalogue.Investment).Append(ResultCatalogue.Aid).Any(i => NameOf(i.Name) == file[kind.Length..^Ending.Length]));

    private static string NameOf(string figure) => figure.Replace('_', '-');

    // A bar leads from the mean of the runs in which the parameter is in its lowest fifth to that of its highest fifth.
    private static string Tornado(Study study, StudyRecords records, IReadOnlyList<Influence> influences)
    {
        Influence first = influences[0];
        (Indicator figure, string of) = (first.Figure, first.Against.Length > 0 ? $"{first.Scenario} less {first.Against}" : first.Scenario);
        double[] points = PointsOf(study, records, first);
        double mean = points.Where(double.IsFinite).Average();
        var bars = influences.OrderByDescending(i => Math.Abs(i.Value.Value)).Select(i => (Influence: i, Ends: Ends(study, points, i.Parameter))).ToArray();
        double reach = bars.Max(b => Math.Max(Math.Abs(b.Ends.Low - mean), Math.Abs(b.Ends.High - mean)));
        StudyPictures picture = new(Width, Top + bars.Length * Row + 70, $"What decides {Words(figure)}", $"Mean of {figure.Name} in the lowest and highest fifth of each parameter, {of}. " + string.Join(" ", bars.Select(b => $"{b.Influence.Parameter}: {People.Number(b.Ends.Low)} to {People.Number(b.Ends.High)} {People.Unit(figure.Unit)}.")));
        picture.Text(24, 34, $"What decides {Words(figure)}", size: 22, weight: "bold");
        picture.Text(24, 58, $"{of} · {figure.Year} · bars: mean in the lowest and in the highest fifth of the parameter [{People.Unit(figure.Unit)}]", color: "#444");
        double middle = Left + (Width - Left - Right) / 2.0, scale = reach > 0 ? (Width - Left - Right) / 2.0 / reach : 0;
        for (int k = 0; k < bars.Length; k++)
        {
            (Influence influence, (double Low, double High) ends) = bars[k];
            double y = Top + k * Row, low = middle + (ends.Low - mean) * scale, high = middle + (ends.High - mean) * scale;
            StudyParameter parameter = study.Parameters.First(p => p.Column == influence.Parameter);
            picture.Text(Left - 12, y + 20, parameter.Label("en"), anchor: "end");
            picture.Append($"""<rect x="{At(Math.Min(low, high))}" y="{At(y + 5)}" width="{At(Math.Abs(high - low))}" height="{Row - 12}" fill="{(influence.Matters == "no" ? "#b8b8b8" : ends.High >= ends.Low ? Colors[0] : Colors[1])}"/>""");
            picture.Text(Width - Right + 12, y + 20, influence.Matters == "no" ? "does not matter" : ends.High >= ends.Low ? "▲ raises it" : "▼ lowers it", color: "#444");
        }
        double bottom = Top + bars.Length * Row + 8;
        picture.Append($"""<line x1="{At(middle)}" x2="{At(middle)}" y1="{Top - 4}" y2="{At(bottom)}" stroke="#1a1a1a"/>""");
        picture.Text(middle, bottom + 20, $"mean {People.Number(mean)}", anchor: "middle");
        picture.Text(Left, bottom + 20, People.Number(mean - reach), anchor: "middle", color: "#444");
        picture.Text(Width - Right, bottom + 20, People.Number(mean + reach), anchor: "middle", color: "#444");
        return picture.End();
    }

    private static string Scatter(Study study, StudyRecords records, Indicator figure, IReadOnlyList<Influence> influences)
    {
        StudyParameter[] parameters = [.. influences.OrderByDescending(i => Math.Abs(i.Value.Value)).Select(i => study.Parameters.First(p => p.Column == i.Parameter)).Take(9)];
        int columns = Math.Min(3, parameters.Length), rows = (parameters.Length + columns - 1) / columns, runs = study.Repeats * study.Design.Count, every = Math.Max(1, runs / MostPoints);
        double[][] values = [.. Enumerable.Range(0, study.Scenarios.Count).Select(s => records.OfScenario(figure.Name, figure.Year, s))];
        double[] finite = [.. values.SelectMany(v => v).Where(double.IsFinite)];
        (double least, double greatest) = (finite.Min(), finite.Max());
        int width = Math.Max(Width, 60 + columns * Panel), height = Top + 26 * study.Scenarios.Count + rows * (Panel - 40) + 20;
        StudyPictures picture = new(width, height, $"{Words(figure)} in every run", $"{figure.Name} of {runs} runs of {study.Scenarios.Count} scenarios over each of {parameters.Length} parameters, from {People.Number(least)} to {People.Number(greatest)} {People.Unit(figure.Unit)}.");
        picture.Text(24, 34, $"{Capital(Words(figure))} in every run", size: 22, weight: "bold");
        picture.Text(24, 58, $"{figure.Year} · {People.Number(least)} to {People.Number(greatest)} {People.Unit(figure.Unit)}{(every > 1 ? $" · one run in {every} is drawn" : "")}", color: "#444");
        for (int s = 0; s < values.Length; s++)
        {
            picture.Mark(s, 34, Top - 4 + 26 * s);
            picture.Text(50, Top + 1 + 26 * s, study.Scenarios[s].Name);
        }
        for (int k = 0; k < parameters.Length; k++)
        {
            int column = study.Parameters.ToList().IndexOf(parameters[k]);
            double x0 = 40 + k % columns * Panel, y0 = Top + 26 * study.Scenarios.Count + k / columns * (Panel - 40), w = Panel - 50, h = Panel - 100;
            picture.Append($"""<rect x="{At(x0)}" y="{At(y0)}" width="{At(w)}" height="{At(h)}" fill="none" stroke="#888"/>""");
            picture.Text(x0, y0 + h + 18, $"{parameters[k].Label("en")}: {parameters[k].Told}", size: 13);
            for (int s = 0; s < values.Length; s++)
                for (int run = 0; run < runs; run += every)
                    if (double.IsFinite(values[s][run])) picture.Mark(s, x0 + w * study.Design[run % study.Design.Count, column], y0 + h - h * (greatest > least ? (values[s][run] - least) / (greatest - least) : 0.5));
        }
        return picture.End();
    }

    private static double[] PointsOf(Study study, StudyRecords records, Influence of)
    {
        int scenario = Enumerable.Range(0, study.Scenarios.Count).First(s => study.Scenarios[s].Name == of.Scenario);
        double[] points = records.AtPoints(of.Figure.Name, of.Figure.Year, scenario);
        return of.Against.Length == 0 ? points : [.. points.Zip(records.AtPoints(of.Figure.Name, of.Figure.Year, 0), (a, b) => a - b)];
    }

    /// <summary>Mean of a figure over the points in which a parameter is in its lowest, and in its highest fifth; of the points that have one.</summary>
    internal static (double Low, double High) Ends(Study study, double[] points, string parameter)
    {
        int column = study.Parameters.ToList().FindIndex(p => p.Column == parameter);
        int[] ranked = [.. Enumerable.Range(0, points.Length).Where(p => double.IsFinite(points[p])).OrderBy(p => study.Design[p, column])];
        double low = study.Design[ranked[(int)(Fifth * (ranked.Length - 1))], column], high = study.Design[ranked[(int)((1 - Fifth) * (ranked.Length - 1))], column];
        return (ranked.Where(p => study.Design[p, column] <= low).Average(p => points[p]), ranked.Where(p => study.Design[p, column] >= high).Average(p => points[p]));
    }

    private void Mark(int scenario, double x, double y)
    {
        string fill = Colors[scenario % Colors.Length];
        FormattableString mark = (scenario % 3) switch
        {
            0 => $"""<circle cx="{At(x)}" cy="{At(y)}" r="3" fill="{fill}" fill-opacity="0.7"/>""",
            1 => $"""<path d="M{At(x)} {At(y - 4)}l4 7h-8z" fill="{fill}" fill-opacity="0.7"/>""",
            _ => $"""<rect x="{At(x - 3)}" y="{At(y - 3)}" width="6" height="6" fill="{fill}" fill-opacity="0.7"/>""",
        };
        Append(mark);
    }

    private void Text(double x, double y, string text, string anchor = "start", string color = "#1a1a1a", int size = 15, string weight = "normal") =>
        Append($"""<text x="{At(x)}" y="{At(y)}" text-anchor="{anchor}" fill="{color}" font-size="{size}" font-weight="{weight}">{Safe(text)}</text>""");

    private void Append(FormattableString text) => _svg.Append(FormattableString.Invariant(text)).Append('\n');

    private string End() => _svg.Append("</svg>\n").ToString();

    private static string Words(Indicator figure) => figure.Meaning.Split(',')[0];

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string At(double place) => place.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
