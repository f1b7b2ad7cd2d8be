using System.Text.Json.Serialization;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;

namespace TerritoryTwin.Viewer.App;

/// <summary>A stop of a tour.</summary>
/// <param name="Caption">Shown large; may be empty.</param>
/// <param name="Seconds">How long it stays.</param>
/// <param name="View">What it shows.</param>
public sealed record TourStop(string Caption, double Seconds, ViewState View)
{
    /// <summary>Shown in its place in French; null: the caption is for all languages.</summary>
    [JsonPropertyOrder(-1)]
    public string? CaptionFr { get; init; }

    /// <summary>The caption in a language.</summary>
    public string CaptionIn(Language language) => language == Language.French ? CaptionFr ?? Caption : Caption;
}

/// <summary>Bookmarks with captions, one after the other.</summary>
public sealed record Tour
{
    private const int MostStops = 500;

    /// <summary>Shown to people.</summary>
    public string Title { get; init; } = "";
    /// <summary>In order.</summary>
    public IReadOnlyList<TourStop> Stops { get; init; } = [];

    /// <summary>How long it takes [s].</summary>
    public double Seconds => Stops.Sum(s => s.Seconds);

    /// <summary>The stop at a time; the tour begins again at its end.</summary>
    /// <param name="seconds">Since its beginning, ≥ 0.</param>
    public int StopAt(double seconds)
    {
        double rest = Seconds > 0 ? seconds % Seconds : 0;
        for (int k = 0; k < Stops.Count; k++)
        {
            if (rest < Stops[k].Seconds) return k;
            rest -= Stops[k].Seconds;
        }
        return Stops.Count - 1;
    }

    /// <summary>Seconds until the next stop is due.</summary>
    /// <param name="seconds">Since its beginning, ≥ 0.</param>
    public double UntilNext(double seconds) => Seconds > 0 ? Stops.Take(StopAt(seconds) + 1).Sum(s => s.Seconds) - seconds % Seconds : double.PositiveInfinity;

    /// <summary>The tour with one more stop at its end.</summary>
    public Tour With(TourStop stop) => this with { Stops = [.. Stops, stop] };

    /// <summary>Writes the tour.</summary>
    public void Save(string path) => AtomicFile.WriteText(path, ViewState.Write(this));

    /// <summary>Reads a tour.</summary>
    /// <exception cref="InputException">It is absent, damaged, empty, or a value is out of bounds.</exception>
    public static Tour Load(string path)
    {
        Tour tour = ViewState.Read<Tour>(path, ViewState.ReadText(path), "tour");
        if (tour.Stops is not { Count: > 0 and <= MostStops }) throw new InputException($"{path}: {tour.Stops?.Count ?? 0} stops; expected 1 to {MostStops}.");
        for (int k = 0; k < tour.Stops.Count; k++)
        {
            TourStop stop = tour.Stops[k];
            if (stop?.View is null || stop.Caption is null || stop.Seconds is not (>= 0.5 and <= 3600))
                throw new InputException($"{path}: stop {k + 1} wants a caption, 0.5 to 3600 seconds and a view.");
            stop.View.RequireSound($"{path}, stop {k + 1}");
        }
        return tour;
    }
}
