using System.Text.Json;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;

namespace TerritoryTwin.Files.Studies;

/// <summary>What a study folder was made for: the file <c>study.json</c>.</summary>
/// <param name="Format"><c>territorytwin/study</c>.</param> <param name="Version">Of the format.</param> <param name="Engine">Version and commit of the engine.</param>
/// <param name="Study">Full path of the study file.</param> <param name="Name">Of the study.</param> <param name="Device">On which its runs are made: <see cref="Host"/>, or the name of a card, which may round otherwise.</param> <param name="Identity">Of everything that decides its results.</param>
/// <param name="Variants">How many runs it has.</param> <param name="BatchSize">How many are run side by side, and kept in one file.</param>
public sealed record StudyPlan(string Format, int Version, string Engine, string Study, string Name, string Device, string Identity, int Variants, int BatchSize)
{
    /// <summary>The processor, of any width and with any number of threads.</summary>
    public const string Host = "host";

    /// <summary>The name of the file.</summary>
    public const string FileName = "study.json";

    private const string FormatName = "territorytwin/study";
    private const int CurrentVersion = 1, LargestBatch = 16, BuildingsInABatch = 32_000, LargestFile = 1_000_000;

    /// <summary>How many batches there are.</summary>
    public int Batches => (Variants + BatchSize - 1) / BatchSize;

    /// <summary>The plan of a study.</summary>
    /// <param name="study">The study.</param> <param name="buildings">Of its territory: larger ones have smaller batches, which stay in the caches of the processor.</param>
    /// <param name="alone">Whether its variants run one by one.</param>
    /// <param name="device">As <see cref="NameOf"/> has it.</param>
    public static StudyPlan Of(Study study, int buildings, bool alone, string device = Host) => new(
        FormatName, CurrentVersion, ScenarioRunner.EngineVersion, Path.GetFullPath(study.Path), study.Name, device, study.Identity(), study.Count, alone ? 1 : Math.Clamp(BuildingsInABatch / Math.Max(1, buildings), 1, LargestBatch));

    /// <summary>A device as plans name it.</summary>
    public static string NameOf(Device device) => device is HostDevice ? Host : device.Name;

    /// <summary>The runs of a batch.</summary>
    public IEnumerable<int> VariantsOf(int batch) => Enumerable.Range(batch * BatchSize, Math.Min(BatchSize, Variants - batch * BatchSize));

    /// <summary>Writes it into a folder.</summary>
    public void Write(string folder) => AtomicFile.WriteText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, RunRecord.Options) + "\n");

    /// <summary>Reads that of a folder.</summary>
    /// <exception cref="InputException">There is none, it is damaged, or another version wrote it.</exception>
    public static StudyPlan Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) throw new InputException($"{folder} is no study folder: it has no {FileName}; give the folder that `twin study plan` or `twin study run` made");
        try
        {
            if (new FileInfo(path).Length > LargestFile) throw new InputException($"{path} is larger than {LargestFile / 1_000_000} MB, which no study writes; plan the study anew into another folder");
            StudyPlan plan = JsonSerializer.Deserialize<StudyPlan>(File.ReadAllText(path), RunRecord.Options) ?? throw new JsonException("it is empty");
            if (plan.Format != FormatName) throw new InputException($"{path}: found the format `{plan.Format}`; expected `{FormatName}`. Give the folder that `twin study plan` made.");
            if (plan.Version != CurrentVersion) throw new InputException($"{path}: format version {plan.Version}; this program reads {CurrentVersion}. {(plan.Version > CurrentVersion ? "Update the program." : "Plan the study anew into another folder.")}");
            if (plan.Variants < 1 || plan.BatchSize < 1) throw new InputException($"{path}: {plan.Variants} variants in batches of {plan.BatchSize}; expected at least 1 of both. It is damaged: plan the study anew into another folder.");
            return plan;
        }
        catch (JsonException e)
        {
            throw new InputException($"{path}(line {e.LineNumber + 1 ?? 1}): cannot be read: {e.Message}; plan the study anew into another folder");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read: {e.Message}");
        }
    }
}
