using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;
using static TerritoryTwin.Tests.Territories.Drawn;

namespace TerritoryTwin.Tests.Territories;

/// <summary>Mappings drafted from files: they can be read as they stand, and say what they do not know.</summary>
public sealed class MappingDraftTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    private string Layer(params string[] properties) => _scratch.Write("source/places.geojson",
        Collection(properties.Select(static (p, n) => Feature(Box(20 * n, 0, 10, 10), p)), "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:2154\"}},"));

    [Fact]
    public void Columns_units_and_codes_that_are_known_by_their_names_are_mapped_and_the_draft_can_be_used()
    {
        string file = Layer([.. Enumerable.Range(0, 12).Select(n => $"\"Batiment_Id\":\"x{n}\",\"Hauteur\":{600 + 10 * n},\"usage\":\"{(n < 8 ? "Maison individuelle" : n < 11 ? "Commerce de détail" : "Zzz: \\\"q\\\"")}\",\"annee_construction\":{1950 + n},\"population\":3439,\"Énergie: \\\"x\\\"\":\"a\\nb\"")]);
        string draft = MappingDraft.Of(file, null, null);
        Assert.Contains("      height: { column: Hauteur, unit: cm }      # 12 of 12 have a value; 600 to 710, half below 660; is that the unit?\n", draft, StringComparison.Ordinal);
        Assert.Contains("          \"Maison individuelle\": dwelling      # 8 times\n", draft, StringComparison.Ordinal);
        Assert.Contains("          \"Zzz: \\\"q\\\"\": unknown      # 1 times; not known: say what it means\n", draft, StringComparison.Ordinal);
        Assert.DoesNotContain("inhabitants: {", draft, StringComparison.Ordinal);             // one for all is of the commune
        Assert.Contains("    # no column found for: ground, ", draft, StringComparison.Ordinal);
        Assert.Contains("#   Énergie: \"x\": a b\n", draft, StringComparison.Ordinal);
        (Territory town, _) = TerritoryImporter.Import(_scratch.Write("draft.yaml", draft), _scratch["source"], new ImportOptions("Test"));
        Assert.Equal(("x3", 6.3, 1953, BuildingUse.Dwelling), (town.Buildings[3].Id, Math.Round(town.Buildings[3].Height.Value, 9), town.Buildings[3].Built.Value, town.Buildings[3].Use.Value));
        Assert.Equal(3, town.Buildings.Count(static b => b.Use.Value == BuildingUse.Retail));
    }

    [Theory, InlineData("usage", "Bâtiment résidentiel", "dwelling"), InlineData("usage", "warehouse", "unknown"), InlineData("usage", "Non résidentiel", "unknown"), InlineData("usage", "Agriculture", "agriculture"), InlineData("usage", "transport", "unknown"), InlineData("usage", "workshop", "unknown")]
    [InlineData("heating", "Wood boiler", "wood_boiler"), InlineData("heating", "chaudière gaz", "gas_boiler"), InlineData("heating", "Électricité", "direct_electric"), InlineData("leger", "unknown", "unknown"), InlineData("leger", "Non", "no")]
    public void Codes_are_known_by_their_words_and_else_left_to_the_reader(string column, string code, string means) =>
        Assert.Matches($"\"?{code}\"?: \"?{means}\"? +#", MappingDraft.Of(Layer($"\"{column}\":\"{code}\""), null, "buildings"));

    [Fact]
    public void Shapes_and_columns_tell_the_layer_and_a_user_may_say_another()
    {
        Assert.Contains("  population:\n", MappingDraft.Of(Layer("\"idcar_200m\":\"a\",\"ind\":3,\"men\":2,\"men_pauv\":0"), null, null), StringComparison.Ordinal);
        Assert.Contains("  boundary:\n", MappingDraft.Of(Layer("\"INSEE_COM\":\"12174\",\"NOM\":\"Olemps\",\"POPULATION\":3439"), null, null), StringComparison.Ordinal);
        Assert.Contains("  vegetation:\n", MappingDraft.Of(Layer("\"nature\":\"Bois\""), null, "vegetation"), StringComparison.Ordinal);
        Assert.Contains("--as trees: expected one of buildings,", Assert.Throws<InputException>(() => MappingDraft.Of(Layer("\"a\":1"), null, "trees")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_IGN_hands_out_is_known_without_help()
    {
        string draft = MappingDraft.Of(Path.Combine(SharedData.Data("territory-olemps"), "bdtopo", "BATIMENT.shp"), null, null);
        foreach (string line in new[] { "id: ID ", "column: USAGE1\n", "height: { column: HAUTEUR, unit: m }", "ground: { column: Z_MIN_SOL, unit: m }", "built: { column: DATE_APP }", "floors: { column: NB_ETAGES }", "dwellings: { column: NB_LOGTS }", "column: LEGER\n", "Industriel: industry " })
            Assert.Contains(line, draft, StringComparison.Ordinal);
    }
}
