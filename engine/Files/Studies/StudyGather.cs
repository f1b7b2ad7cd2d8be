using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Scenarios;

namespace TerritoryTwin.Files.Studies;

/// <summary>What was gathered of a study.</summary>
/// <param name="Runs">How many it has.</param> <param name="Failed">Runs with a fault.</param> <param name="Missing">Runs without a result.</param> <param name="Damaged">Files that cannot be read.</param>
/// <param name="Files">That were written.</param> <param name="Findings">What they say, in sentences.</param>
public sealed record Gathered(int Runs, int Failed, int Missing, IReadOnlyList<string> Damaged, IReadOnlyList<string> Files, IReadOnlyList<string> Findings);

/// <summary>Makes tables and pictures of the runs of a study that are finished. Equal results give equal bytes, however and wherever they were run.</summary>
public static class StudyGather
{
    /// <summary>Reads every batch and writes the tables, with their pictures, beside them.</summary>
    /// <param name="folder">Of the study.</param> <param name="progress">Told the share that is done.</param>
    /// <exception cref="InputException">No run is finished.</exception>
    /// <exception cref="TerritoryException">The tables cannot be written.</exception>
    public static Gathered Gather(StudyFolder folder, Action<string, double> progress)
    {
        using IDisposable gathering = folder.TakeGathering();
        Study study = folder.Study;
        StudyElements elements = new(folder);
        StudyRecords records = StudyRecords.Read(folder, elements.Add, done => progress("reading the runs", 0.7 * done));
        int missing = records.NotRun, failed = records.Failed;
        if (records.Indicators.Count == 0)
            throw new InputException([$"{folder.FullPath}: none of {study.Count} runs has figures ({failed} failed, {missing} were not run); run the study first", .. records.Damaged, .. records.Faults.Where(f => f.Length > 0 && f != StudyRecords.Missing).Distinct().Take(5)]);
        StudySensitivity sensitivity = new(records);
        IReadOnlyList<Influence> influences = sensitivity.All();
        StudyTables tables = new(records);
        List<string> files = [];
        progress("writing the tables", 0.75);
        try
        {
            Table differences = tables.Differences();
            foreach (Table table in new[] { tables.Variants(), tables.Effort(), tables.Statistics(), StudySensitivity.ToTable(influences) }.Concat(study.Scenarios.Count > 1 ? [differences] : []).Concat(ElementTables(study, elements))) Write(table);
            foreach ((string name, string svg) in StudyPictures.Of(study, records, influences))
            {
                Formats.AtomicFile.WriteText(Path.Combine(folder.FullPath, name), svg);
                files.Add(name);
            }
            foreach (string picture in Directory.EnumerateFiles(folder.FullPath, "*.svg").Where(f => StudyPictures.IsOne(Path.GetFileName(f)) && !files.Contains(Path.GetFileName(f)))) File.Delete(picture);          // of figures that are asked for no more
            IReadOnlyList<string> findings = StudyFindings.Of(study, records, influences, [.. sensitivity.Notes]);
            progress("done", 1);
            return new(study.Count, failed, missing, records.Damaged, files, findings);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TerritoryException($"the tables cannot be written to {folder.FullPath}: {e.Message.TrimEnd('.')}. Make room there; the runs are kept.", e);
        }

        void Write(Table table)
        {
            TableFiles.Write(folder.FullPath, table);
            files.AddRange([$"{table.Name}.csv", $"{table.Name}.parquet"]);
        }
    }

    private static IEnumerable<Table> ElementTables(Study study, StudyElements elements)
    {
        if (study.Tables.Count == 0) yield break;
        Territory territory = ScenarioTerritory.Load(study.Scenarios[0].Territory);
        foreach (StudyTable table in study.Tables) yield return elements.ToTable(table, territory);
    }
}
