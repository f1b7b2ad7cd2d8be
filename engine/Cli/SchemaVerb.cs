using System.CommandLine;
using TerritoryTwin.Files.Scenarios;

namespace TerritoryTwin.Cli;

/// <summary>`twin schema`: prints the JSON Schema of scenario files, which editors use to complete and check them.</summary>
internal static class SchemaVerb
{
    public static Command Create()
    {
        Command verb = new("schema", "Prints the JSON Schema of scenario files, for editors.");
        verb.SetAction(_ =>
        {
            Console.Out.Write(ScenarioSchema.Text());
            return 0;
        });
        return verb;
    }
}
