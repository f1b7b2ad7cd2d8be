using System.Text;

namespace TerritoryTwin.Tests.Validation;

/// <summary>Writes docs/validation.md and holds the committed page to it.</summary>
public sealed class ValidationTests
{
    private const string Beginning =
        """
        # Validation
        Our figures beside the references, biases and failures included. `tests/Validation` writes this page and fails when it is out of date; `TWIN_WRITE=docs dotnet test -c Release` writes it anew.
        Kernels on every device, orders of convergence and balances are held by `tests/` itself. The cases can be run one by one: [verify.md](verify.md).


        """;

    [Fact]
    public void The_validation_page_says_what_the_engine_finds_today()
    {
        SharedData.Data("buildings-fr");
        SharedData.Data("commuting-grand-est");
        SharedData.Data("electricity-france");
        SharedData.Data("territory-olemps");
        SharedData.Reference("bestest");
        List<Sheet> sheets = [.. CaseSheets.All(), ChainSheet.Of(), BestestSheet.Of(), TabulaSheet.Of(), DoorSheet.Of(), GeneratedWeatherSheet.Of(), TownSheet.Of(), LoadSheet.Of(), StreetHeatSheet.Of(), StreetHeatSheet.Loop(), StreetHeatSheet.Toulouse(), AirSheet.Of(), RadiantSheet.Of(), CommutingSheet.Of(), TravelSheet.Of()];
        StringBuilder page = new(Beginning);
        page.Append("| domain | agree | do not |\n| --- | --- | --- |\n");
        foreach (Sheet sheet in sheets) page.Append($"| {sheet.Title} | {sheet.Agreeing} | {sheet.Apart} |\n");
        page.Append($"| all | {sheets.Sum(s => s.Agreeing)} | {sheets.Sum(s => s.Apart)} |\n");
        foreach (Sheet sheet in sheets) page.Append(sheet.Text);
        WrittenPage.Holds("validation.md", page.ToString());
    }
}
