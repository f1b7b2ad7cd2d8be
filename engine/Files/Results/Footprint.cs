using System.Diagnostics;
using System.Globalization;

namespace TerritoryTwin.Files.Results;

/// <summary>What a piece of work cost.</summary>
/// <param name="Energy">Electricity of the computer [Wh].</param>
/// <param name="Carbon">[gCO2e], at the mean French mix.</param>
/// <param name="Measured">True when the machine's own energy counter was read; false when estimated from processor time.</param>
/// <param name="Seconds">Elapsed [s].</param>
/// <param name="ProcessorSeconds">Over all cores [s].</param>
/// <param name="PeakMemory">Greatest resident memory of the process so far [MB].</param>
public readonly record struct FootprintReading(double Energy, double Carbon, bool Measured, double Seconds, double ProcessorSeconds, double PeakMemory)
{
    /// <summary>For people.</summary>
    public override string ToString() =>
        $"{Seconds:0.0} s, {PeakMemory:0} MB, {Energy:0.###} Wh, {Carbon:0.###} gCO₂e ({(Measured ? "measured" : "estimated")})";
}

/// <summary>Measures the electricity of a run: by the processor's energy counter (Linux powercap) where it can be read, else from processor time.</summary>
/// <remarks>
/// The counter covers the processor packages, with whatever else ran on them. The estimate takes 10 W for each busy core and 5 W for the rest of a
/// laptop while the run lasts: a guess from laptop processors of 15 to 45 W; read it within a factor of two.
/// </remarks>
public sealed class Footprint
{
    /// <summary>Mean French electricity [gCO2e/kWh]: Base Empreinte 2022–2023.</summary>
    public const double CarbonOfElectricity = 52;

    private const double WattsPerBusyCore = 10, WattsOfTheRest = 5, JoulesPerWattHour = 3600;
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly TimeSpan _processor = Process.GetCurrentProcess().TotalProcessorTime;
    private readonly IReadOnlyList<(string Path, double Joules)> _counters;

    /// <summary>Starts to measure.</summary>
    public Footprint() : this("/sys/class/powercap") { }

    internal Footprint(string powercap) => _counters = ReadCounters(powercap);

    /// <summary>What was used since the start.</summary>
    public FootprintReading Read()
    {
        using Process process = Process.GetCurrentProcess();
        double seconds = Stopwatch.GetElapsedTime(_began).TotalSeconds;
        double busy = (process.TotalProcessorTime - _processor).TotalSeconds;
        double? measured = MeasuredJoules();
        double joules = measured ?? busy * WattsPerBusyCore + seconds * WattsOfTheRest;
        double wattHours = joules / JoulesPerWattHour;
        return new(wattHours, wattHours / 1000 * CarbonOfElectricity, measured != null, seconds, busy, process.PeakWorkingSet64 / 1e6);
    }

    /// <summary>The estimate for work that is known beforehand [Wh].</summary>
    /// <param name="seconds">Elapsed [s].</param>
    /// <param name="busyCores">Cores at work, in the mean.</param>
    public static double Estimate(double seconds, double busyCores) => seconds * (busyCores * WattsPerBusyCore + WattsOfTheRest) / JoulesPerWattHour;

    private double? MeasuredJoules()
    {
        double sum = 0;
        foreach ((string path, double before) in _counters)
        {
            if (ReadJoules(path, "energy_uj") is not { } now) return null;
            double range = ReadJoules(path, "max_energy_range_uj") ?? 0;
            sum += now >= before ? now - before : now - before + range;        // the counter wraps
        }
        return sum > 0 ? sum : null;
    }

    private static IReadOnlyList<(string, double)> ReadCounters(string powercap)
    {
        if (!Directory.Exists(powercap)) return [];
        List<(string, double)> counters = [];
        foreach (string package in Directory.EnumerateDirectories(powercap).Order(StringComparer.Ordinal))
        {
            // "intel-rapl:0" is a package; "intel-rapl:0:1" a part of it, which would count twice.
            if (Path.GetFileName(package).Count(c => c == ':') == 1 && ReadJoules(package, "energy_uj") is { } joules) counters.Add((package, joules));
        }
        return counters;
    }

    private static double? ReadJoules(string package, string file)
    {
        try
        {
            return double.Parse(File.ReadAllText(Path.Combine(package, file)), CultureInfo.InvariantCulture) / 1e6;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }
}
