using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;

namespace TerritoryTwin.Files.Runs;

/// <summary>The hours of a simulated year as the time axis of a NetCDF file, which is said to be of this engine.</summary>
internal readonly struct HourAxis
{
    private readonly NetCdfWriter _writer;
    private readonly Calendar _calendar;
    private readonly int _times;

    /// <summary>Begins a file.</summary>
    /// <param name="writer">Of the file.</param> <param name="title">Of the file.</param> <param name="calendar">Of the year.</param>
    public HourAxis(NetCdfWriter writer, string title, Calendar calendar)
    {
        (_writer, _calendar) = (writer, calendar);
        writer.Attribute("title", title);
        writer.Attribute("source", $"TerritoryTwin {ScenarioRunner.EngineVersion}");
        DateTimeOffset begins = new(calendar.StandardTime(0), TimeSpan.FromHours(calendar.Rules.StandardOffset));
        (Dimension, _times) = writer.Time($"hours since {begins:yyyy-MM-dd'T'HH:mm:sszzz}");
    }

    /// <summary>The record dimension.</summary>
    public int Dimension { get; }

    /// <summary>Dates a record: a day more from 1 March of a leap year on.</summary>
    public void Put(int record, int hour) => _writer.Put<double>(_times, record, (_calendar.StandardTime(hour) - _calendar.StandardTime(0)).TotalHours);
}
