using TerritoryTwin.Core;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Viewer.Ui;

namespace TerritoryTwin.Viewer.App;

/// <summary>Chooses buildings or roads by pointer, place or value, and what is done to them: a measure that is added to scenario B.</summary>
internal sealed class ChoicePanel(Session session, Hud hud, ScreenLayout layout, Action<string> run) : ScreenPart(session, hud)
{
    private readonly Dictionary<ChosenKind, string> _measures = [];
    private string _word = "";

    /// <summary>Draws it.</summary>
    /// <param name="room">Where; it is as tall as it must be, at most this.</param>
    public void Draw(Box room)
    {
        using Panel panel = Hud.Panel("choice", room.X, room.Y, room.Width, tallest: room.Height, padding: layout.PanelPadding);
        Box row = panel.Row(24, 2);
        Hud.Canvas.TextIn("choice.title", row with { Width = row.Width - 34 }, Words["choose.title"], 15, Theme.Ink, bold: true);
        if (Hud.IconButton("choice.close", new(row.Right - 26, row.Y - 2, 26, 26), Icon.Close, Words["close"])) run("choose");
        ChosenKind kind = Session.Choosing ?? default;
        AddableMeasure[] measures = [.. Session.Addable.Where(m => m.OfRoads == (kind == ChosenKind.Roads))];
        if (Session.Addable.Count == 0)
        {
            panel.Wrapped(Session.LiveFault.Length > 0 ? Session.LiveFault.Split('\n')[0] : Words["parameters.study"], Hud.Small, quiet: true);
            return;
        }
        int chosen = Hud.ToggleGroup("choice.kind", panel.Row(Hud.ButtonHeight, 6), [Words["layer.buildings"], Words["layer.roads"]], (int)kind);
        if (chosen != (int)kind) Session.Choose((ChosenKind)chosen);
        if (layout.Several && (Session.CanUndo || Session.CanRedo || Session.State.Changes.Any)) DrawMoves(panel, run);          // elsewhere they stand below the sliders
        bool begun = Session.Marked.Count > 0 || Session.State.Added.Count > 0;           // then who does it knows how
        if (!layout.IsLow || !begun) panel.Wrapped(Words[kind == ChosenKind.Roads ? "choose.how.roads" : "choose.how"], Hud.Small, quiet: true);
        DrawPlaces(panel, kind);
        if (kind == ChosenKind.Roads ? Session.Variable is { OnRoads: true } : Session.Variable is { OnBuildings: true }) DrawValues(panel);
        DrawChosen(panel, kind);
        if (measures.Length > 0) DrawMeasure(panel, measures);
        DrawAdded(panel);
    }

    private void DrawPlaces(Panel panel, ChosenKind kind)
    {
        string[] places = [.. Session.Source.ByPlace(kind).Select(static p => p.Key)];
        int chosen = Hud.Dropdown("choice.place", panel.Row(Hud.ButtonHeight, 6), places, -1, asks: Words["choose.place"]);
        if (chosen >= 0) Session.Toggle(Session.Source.ByPlace(kind)[places[chosen]]);
    }

    private void DrawValues(Panel panel)
    {
        float[] values = Session.Values(Session.IndexShown);
        Distribution spec = DistributionOf(Session.IndexShown);
        panel.Wrapped(Words.Format("choose.values", VariableName), Hud.Small, quiet: true);
        if (Hud.BarsChosen("choice.values", panel.Row(layout.IsLow ? 84 : 104), spec) is not var (first, last)) return;
        // What lies beyond an end of the legend has its colour.
        (double low, double high) = (Session.Scale.Low, Session.Scale.High);
        Session.Toggle(Enumerable.Range(0, values.Length).Where(e => float.IsFinite(values[e]) && Distribution.ClassOf(Math.Clamp(values[e], low, high), low, high, spec.Counts.Count) is var bar && bar >= first && bar <= last));
    }

    private void DrawChosen(Panel panel, ChosenKind kind)
    {
        Territory territory = Session.Source.Territory;
        string count = (kind == ChosenKind.Roads ? "choose.roads" : "choose.count") + (Session.Marked.Count == 1 ? ".one" : "");
        Box row = panel.Row(24, 4);
        Hud.Canvas.TextIn("choice.count", row with { Width = row.Width - 34 }, Words.Format(count, Hud.Numbers.Number(Session.Marked.Count)), Hud.Normal, Theme.Ink, bold: true);
        if (Session.Marked.Count == 0) return;
        if (Hud.IconButton("choice.clear", new(row.Right - 26, row.Y - 1, 26, 26), Icon.Close, Words["choose.clear"])) Session.Change(static s => s with { Marked = [] });
        panel.Wrapped(kind == ChosenKind.Roads ? Hud.Numbers.Length(Math.Round(Session.Marked.Sum(r => territory.Roads[r].Length)))
            : $"{Words.Format(Session.Marked.Sum(b => territory.Buildings[b].Dwellings.Value) == 1 ? "choose.dwellings.one" : "choose.dwellings", Hud.Numbers.Number(Session.Marked.Sum(b => territory.Buildings[b].Dwellings.Value)))} · {Hud.Numbers.Value(Session.Marked.Sum(b => territory.Buildings[b].HeatedArea.Value), "m2", 0)}", Hud.Small, quiet: true);
    }

    private void DrawMeasure(Panel panel, IReadOnlyList<AddableMeasure> measures)
    {
        ChosenKind kind = Session.Choosing ?? default;
        int at = Math.Max(0, measures.ToList().FindIndex(m => m.Key == _measures.GetValueOrDefault(kind)));
        at = Hud.Dropdown("choice.measure", panel.Row(Hud.ButtonHeight, 6), [.. measures.Select(m => NameOf(m.Key, m.Meaning))], at, tip: measures[at].Meaning);
        AddableMeasure measure = measures[at];
        (_measures[kind], int word) = (measure.Key, Math.Max(0, measure.Words.ToList().IndexOf(_word)));
        if (measure.Words.Count > 0)
        {
            word = Hud.Dropdown("choice.word", panel.Row(Hud.ButtonHeight, 6), [.. measure.Words.Select(Words.OfClass)], word);
            _word = measure.Words[word];
        }
        if (measure.Fresh.Count > 0) panel.Wrapped(string.Join(" · ", measure.Fresh.Select(Words.OfClass)), Hud.Small, quiet: true);
        string author = Hud.TextField("choice.author", panel.Row(Hud.ButtonHeight, 6), Session.State.Author, Words["choose.author"], ViewState.LongestAuthor);
        if (author != Session.State.Author) Session.Change(s => s with { Author = author });
        if (Hud.Button("choice.apply", panel.Row(Hud.ButtonHeight), Words["choose.apply"], on: Session.Marked.Count > 0, tip: Words["choose.apply.tip"], enabled: Session.Marked.Count > 0))
            Session.Add(measure.Key, measure.Words.Count > 0 ? new Dictionary<string, string> { [measure.Choice] = _word } : new Dictionary<string, string>());
    }

    private void DrawAdded(Panel panel)
    {
        if (Session.State.Added.Count == 0) return;
        panel.Space(4);
        panel.Heading(Words["choose.added"]);
        for (int k = 0; k < Session.State.Added.Count; k++)
        {
            AddedMeasure added = Session.State.Added[k];
            Box row = panel.Row(22, 0);
            string name = NameOf(added);
            if (Hud.Link($"choice.added.{k}", row with { Width = row.Width - 34 }, name, Words["choose.again"]))
            {
                Session.ChooseAgain(k);
                return;
            }
            bool removes = Hud.IconButton($"choice.remove.{k}", new(row.Right - 26, row.Y - 2, 26, 26), Icon.Close, Words["choose.remove"]);
            string[] told = [.. new[] { Session.DoneBy(k) is { } done ? Words.Format("choose.done", Hud.Numbers.Number(done.Elements), Hud.Numbers.Number(added.Elements.Count), Hud.Numbers.Value(done.Cost, "EUR", 0)) : "", added.By }.Where(static t => t.Length > 0)];
            panel.Wrapped(string.Join(" · ", told.DefaultIfEmpty("…")), Hud.Small, quiet: true);
            if (removes)
            {
                Session.Remove(k);
                return;
            }
        }
    }

    private string NameOf(AddedMeasure added) => NameOf(added, Session.Addable, Words);

    private string NameOf(string key, string meaning) => NameOf(key, meaning, Words);

    /// <summary>An added measure, for people: what, and to how many elements.</summary>
    public static string NameOf(AddedMeasure added, IReadOnlyList<AddableMeasure> measures, Words words)
    {
        AddableMeasure? kind = measures.FirstOrDefault(m => m.Key == added.Measure);
        string name = NameOf(added.Measure, kind?.Meaning ?? added.Measure, words);
        string details = string.Join(", ", added.Keys.Values.Select(words.OfClass));
        string what = details.Length == 0 ? name : details.Contains(name, StringComparison.OrdinalIgnoreCase) ? char.ToUpperInvariant(details[0]) + details[1..] : $"{name}, {details}";
        return words.Format((kind?.OfRoads == true ? "choose.for.roads" : "choose.for") + (added.Elements.Count == 1 ? ".one" : ""), what, words.Numbers.Number(added.Elements.Count));
    }

    // A measure that the viewer has never heard of is told by its meaning.
    private static string NameOf(string key, string meaning, Words words) => words.Keys.Contains("measure." + key) ? words["measure." + key] : words.NameOf(key, meaning.TrimEnd('.'));
}
