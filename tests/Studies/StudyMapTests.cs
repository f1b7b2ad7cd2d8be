using System.Globalization;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;
using TerritoryTwin.Files.Studies;
using TerritoryTwin.Files.Texts;
using TerritoryTwin.Viewer.App;

namespace TerritoryTwin.Tests.Studies;

/// <summary>A study as the viewer shows it: a run for each scenario, coloured by its statistics.</summary>
[Collection(nameof(TinyStudy))]
public sealed class StudyMapTests(TinyStudy study)
{
    [Fact]
    public void Every_scenario_of_a_study_is_shown_with_its_statistics()
    {
        RunSource source = RunSource.Open([study.Folder.FullPath]);
        Assert.Equal(["As it is", "Renovation"], source.Runs.Select(r => r.Name));
        Assert.Empty(source.Notes);
        string[][] rows = [.. File.ReadLines(Path.Combine(study.Folder.FullPath, "buildings.csv")).Select(l => l.Split(','))];
        foreach (string name in new[] { "bill_above_2000", "bill_falls", "heating_need_difference_p05" })
        {
            Variable variable = source.Variables.Single(v => v.Key == $"buildings/{name}");
            float[] shown = source.Runs[1].Values(variable, source.Territory.Buildings.Count);
            string[] written = [.. rows.Where(r => r[0] == "Renovation").Select(r => r[Array.IndexOf(rows[0], name)])];
            for (int b = 0; b < shown.Length; b++)
            {
                double area = source.Territory.Buildings[b].HeatedArea.Value, expected = double.Parse(written[b], CultureInfo.InvariantCulture) / (variable.PerArea ? area : 1);
                if (area > 0 || !variable.PerArea) Assert.Equal(expected, shown[b], 1e-6 * (1 + Math.Abs(expected)));
            }
            Assert.Equal(name.StartsWith("heating", StringComparison.Ordinal), variable.PerArea);
        }
        Assert.All(source.Runs[0].Values(source.Variables.Single(v => v.Key == "buildings/bill_falls"), source.Territory.Buildings.Count), v => Assert.True(float.IsNaN(v)));
        double pv = source.Runs[1].Grid(source.Variables.Single(v => v.Key == "cells/pv_mean"), 0)!.Values.Sum(v => (double)v);
        Assert.Equal(File.ReadLines(Path.Combine(study.Folder.FullPath, "cells.csv")).Skip(1).Select(l => l.Split(',')).Where(c => c[0] == "Renovation").Sum(c => double.Parse(c[3], CultureInfo.InvariantCulture)), pv, 1e-5 * pv);
        string told = File.ReadLines(Path.Combine(study.Folder.FullPath, "statistics.csv")).First(l => l.StartsWith("Renovation,bill,", StringComparison.Ordinal));
        string[] heads = File.ReadLines(Path.Combine(study.Folder.FullPath, "statistics.csv")).First().Split(',');
        double mean = double.Parse(told.Split(',')[Array.IndexOf(heads, "mean")], CultureInfo.InvariantCulture);
        Assert.Equal(mean, source.Runs[1].Record.Value("bill"), 1e-9 * mean);
        double energy = study.Folder.Finished.SelectMany(study.Folder.Read).Sum(r => r.Energy);          // Wh
        Assert.Equal(energy, source.Runs.Sum(r => r.Record.Footprint.Energy), 1e-9 * energy);
    }

    [Fact]
    public void A_study_has_no_hours_and_its_scales_are_those_of_its_statistics()
    {
        using Session session = new(RunSource.Open([study.Folder.FullPath]), new ViewState { Variable = "buildings/bill_falls", Language = Language.French }, static () => { }, "host");
        Assert.DoesNotContain(session.Variables, v => v.IsLive);
        Assert.Empty(session.Sliders);
        Assert.Contains("many runs of a study", session.LiveFault, StringComparison.Ordinal);
        Assert.Equal((0.0, 1.0), (session.Scale.Low, session.Scale.High));
        session.Change(s => s with { Variable = "buildings/bill_difference_mean" });
        Assert.Equal(-session.Scale.High, session.Scale.Low);
        Assert.Same(ColorMap.Difference, session.Scale.Map);
        Assert.True(session.A.Made > DateTime.UtcNow.AddDays(-1));
    }

    [Theory]
    [InlineData("bill_mean", "energy bill, with all: mean over the runs", "Energy bill: mean over the runs", "Facture d’énergie : moyenne des calculs")]
    [InlineData("bill_above_minus_2_5", "energy bill: share of the runs above -2.5", "Energy bill: probability of more than −2.5", "Facture d’énergie : probabilité de dépasser −2,5")]
    [InlineData("bill_difference_p05", "energy bill: 5 % lie at or below of the differences", "Energy bill: change that 5 % of the pairs lie below", "Facture d’énergie : changement, 5 % des paires en dessous")]
    [InlineData("hours_above_28_above_100", "hours above 28 °C: share of the runs above 100", "Hours above 28 °C: probability of more than 100", "Heures au-dessus de 28 °C : probabilité de dépasser 100")]
    [InlineData("cells_above_26", "cells above 26 °C, of the grid", "Cells above 26 °C", "Cells above 26 °C")]          // no statistic, though its name looks like one
    public void Statistics_are_named_by_what_they_are_of(string name, string meaning, string english, string french)
    {
        Assert.Equal(english, Plain(Words.English.NameOf(name, meaning)));
        Assert.Equal(french, Plain(Words.French.NameOf(name, meaning)));

        static string Plain(string text) => text.Replace('\u00A0', ' ');
    }

    [Fact]
    public void A_study_that_is_not_finished_shows_what_there_is_and_says_so()
    {
        StudyFolder half = study.Run("half", batchSize: 6, batches => batches.Take(3));
        RunSource source = RunSource.Open([half.FullPath]);
        Assert.Contains("6 of 24 runs have no result yet", Assert.Single(source.Notes));
        Assert.Contains("none of 24 runs has figures", Assert.Throws<InputException>(() => RunSource.Open([study.Fresh("empty", 16).FullPath])).Message);
    }
}
