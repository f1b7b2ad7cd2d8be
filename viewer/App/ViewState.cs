using System.Text.Json;
using System.Text.Json.Serialization;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Viewer.Ui;

namespace TerritoryTwin.Viewer.App;

/// <summary>How the screen is shared.</summary>
public enum Layout
{
    /// <summary>One scenario in 3D.</summary>
    Single,
    /// <summary>One scenario seen from above.</summary>
    Plan,
    /// <summary>A beside B, one camera, one legend.</summary>
    Compare,
    /// <summary>A, B, and B − A.</summary>
    Triple,
    /// <summary>B − A alone.</summary>
    Difference,
    /// <summary>For an audience: the question, few indicators, large text.</summary>
    Kiosk,
}

/// <summary>Where one looks from. All viewports share it.</summary>
/// <param name="X">Of the point looked at, from the middle of the territory, east positive [m].</param>
/// <param name="Y">North positive [m].</param>
/// <param name="Distance">From that point [m]; 0: the whole territory fits.</param>
/// <param name="Yaw">Direction looked to, 0 = north, clockwise [°].</param>
/// <param name="Pitch">Downward, 0 = level, 90 = from above [°].</param>
public sealed record CameraView(double X, double Y, double Distance, double Yaw, double Pitch)
{
    /// <summary>The whole territory from the south-west.</summary>
    public static CameraView Whole { get; } = new(0, 0, 0, 28, 42);
}

/// <summary>What is drawn.</summary>
/// <param name="Buildings">Buildings.</param>
/// <param name="Roads">Roads.</param>
/// <param name="Shadows">Shadows of the hour.</param>
/// <param name="Labels">Names of streets and districts.</param>
/// <param name="Charts">Panels of figures and charts.</param>
/// <param name="Background">The picture of the ground, where one was given.</param>
public sealed record Layers(bool Buildings = true, bool Roads = true, bool Shadows = true, bool Labels = true, bool Charts = true, bool Background = true);

/// <summary>What is chosen.</summary>
/// <param name="Kind"><c>building</c>, <c>road</c> or <c>cell</c>.</param>
/// <param name="Index">In the order of the territory.</param>
public sealed record Chosen(string Kind, int Index)
{
    /// <summary>Whether a territory has it; how many cells there are is known to grids alone.</summary>
    public bool IsIn(Territory territory) => Index >= 0 && Kind switch
    {
        "building" => Index < territory.Buildings.Count,
        "road" => Index < territory.Roads.Count,
        "cell" => true,
        _ => false,
    };
}

/// <summary>What a measure is chosen for.</summary>
public enum ChosenKind
{
    /// <summary>Buildings.</summary>
    Buildings,
    /// <summary>Roads of the territory itself.</summary>
    Roads,
}

/// <summary>Ends of a legend that were set by hand, in the unit of the variable, such as W even where kW are shown.</summary>
/// <param name="Low">Left end.</param>
/// <param name="High">Right end.</param>
public sealed record FixedRange(double Low, double High);

/// <summary>All that decides what a picture shows. Bookmarks, tours, exports and tests replay it.</summary>
public sealed record ViewState
{
    /// <summary>Of the file format.</summary>
    public const int CurrentVersion = 1;

    internal const int LongestAuthor = 60;
    private const int MostBytes = 64 << 20;                 // a hundred thousand identifiers, some times over

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    /// <summary>See <see cref="CurrentVersion"/>.</summary>
    public int Version { get; init; } = CurrentVersion;
    /// <summary>How the screen is shared.</summary>
    public Layout Layout { get; init; }
    /// <summary>Name of scenario A; empty: the first run.</summary>
    public string A { get; init; } = "";
    /// <summary>Name of scenario B; empty: the last run.</summary>
    public string B { get; init; } = "";
    /// <summary>Whether single views show B.</summary>
    public bool ShowsB { get; init; }
    /// <summary>What is coloured, such as <c>buildings/bill</c>; empty: the first that the runs offer.</summary>
    public string Variable { get; init; } = "";
    /// <summary>Column of the hours that the chart shows; empty: the one that goes with the variable.</summary>
    public string Series { get; init; } = "";
    /// <summary>Ends of the legend; null: from the values.</summary>
    public FixedRange? Range { get; init; }
    /// <summary>Hour of the year, 0 to 8,759.</summary>
    public int Hour { get; init; } = 12 + 24 * 171;
    /// <summary>How much of the year the timeline and the charts span.</summary>
    public TimeZoom Period { get; init; }
    /// <summary>Hours of the year that pass in a second of play.</summary>
    public double Speed { get; init; } = 6;
    /// <summary>Where one looks from.</summary>
    public CameraView Camera { get; init; } = CameraView.Whole;
    /// <summary>What is drawn.</summary>
    public Layers Layers { get; init; } = new();
    /// <summary>Of all words and numbers.</summary>
    public Language Language { get; init; } = Language.English;
    /// <summary>The look.</summary>
    public ThemeName Theme { get; init; }
    /// <summary>Size of the interface, 0.5 to 3.</summary>
    public double Scale { get; init; } = 1;
    /// <summary>Nothing glides or blinks.</summary>
    public bool ReducedMotion { get; init; }
    /// <summary>What is chosen; null: nothing.</summary>
    public Chosen? Selection { get; init; }
    /// <summary>Sliders that were moved, in the engine's units.</summary>
    public IReadOnlyDictionary<string, double> Moved { get; init; } = ScenarioChanges.None.Moved;
    /// <summary>Measures that were added to scenario B for some buildings or roads.</summary>
    public IReadOnlyList<AddedMeasure> Added { get; init; } = [];
    /// <summary>What the pointer chooses for a measure; null: it asks about what it points at.</summary>
    public ChosenKind? Choosing { get; init; }
    /// <summary>The buildings or roads chosen so far, by identifier.</summary>
    public IReadOnlyList<string> Marked { get; init; } = [];
    /// <summary>Who changes the scenario; saved with it.</summary>
    public string Author { get; init; } = "";

    /// <summary>How scenario B is changed.</summary>
    [JsonIgnore]
    public ScenarioChanges Changes => new(Moved, Added);

    /// <summary>The same state with scenario B changed so.</summary>
    public ViewState With(ScenarioChanges changes) => this with { Moved = changes.Moved, Added = changes.Added };

    /// <summary>As a file holds it.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options) + "\n";

    /// <summary>Writes a bookmark.</summary>
    public void Save(string path) => AtomicFile.WriteText(path, ToJson());

    /// <summary>Reads a bookmark.</summary>
    /// <exception cref="InputException">It is absent, damaged, of a later version, or a value is out of bounds.</exception>
    public static ViewState Load(string path) => Parse(path, ReadText(path));

    /// <summary>Reads a bookmark from a text.</summary>
    /// <param name="path">Shown in messages.</param> <param name="json">The text.</param>
    /// <exception cref="InputException">As <see cref="Load"/>.</exception>
    public static ViewState Parse(string path, string json)
    {
        ViewState state = Read<ViewState>(path, json, "bookmark");
        state.RequireSound(path);
        return state;
    }

    /// <summary>The same state with every number brought within its bounds.</summary>
    public ViewState Within() => this with
    {
        Hour = Math.Clamp(Hour, 0, Simulation.HoursOfYear - 1),
        Scale = Math.Clamp(Scale, 0.5, 3),
        Camera = Camera with { Pitch = Math.Clamp(Camera.Pitch, 8, 90), Yaw = (Camera.Yaw % 360 + 360) % 360, Distance = Math.Clamp(Camera.Distance, 0, 1e6) },
    };

    internal static T Read<T>(string path, string json, string what) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("it is empty");
        }
        catch (JsonException e)
        {
            string why = WordsAt(typeof(T), e.Path ?? "") is { Count: > 0 } words ? $"`{e.Path![2..]}` is none of {string.Join(", ", words.Select(static w => $"`{w}`"))}" : FirstSentence(e.Message);
            throw new InputException($"{path}(line {(e.LineNumber ?? 0) + 1}): the {what} cannot be read: {why}. Save it again from the viewer, or correct it.");
        }
    }

    // Of a key that is one of some words; none for others.
    private static IReadOnlyList<string> WordsAt(Type type, string path)
    {
        string key = path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : "";
        Type? found = type.GetProperties().FirstOrDefault(p => CodeWords.Of(p.Name) == key)?.PropertyType;
        found = found is null ? null : Nullable.GetUnderlyingType(found) ?? found;
        return found is { IsEnum: true } ? CodeWords.All(found) : [];
    }

    internal static string Write<T>(T value) => JsonSerializer.Serialize(value, Options) + "\n";

    internal static string ReadText(string path)
    {
        if (!File.Exists(path)) throw new InputException($"{path} does not exist; expected a file that the viewer saved");
        if (new FileInfo(path).Length > MostBytes) throw new InputException($"{path} holds more than {MostBytes >> 20} MiB; expected a file that the viewer saved");
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read ({e.Message.TrimEnd('.')}); check its access rights");
        }
    }

    internal void RequireSound(string path)
    {
        if (Version != CurrentVersion) throw new InputException($"{path}: version {Version}; expected {CurrentVersion}, the one this program writes. Save the view again.");
        Require(Hour is >= 0 and < Simulation.HoursOfYear, "hour", Hour, "0 to 8759");
        Require(Speed is > 0 and <= 1000, "speed", Speed, "more than 0, up to 1000");
        Require(Scale is >= 0.5 and <= 3, "scale", Scale, "0.5 to 3");
        Require(Camera is not null && double.IsFinite(Camera.X + Camera.Y + Camera.Yaw), "camera", "null", "x, y, distance, yaw and pitch");
        Require(Camera!.Distance is >= 0 and <= 1e6, "camera.distance", Camera.Distance, "0 to 1000000");
        Require(Camera.Pitch is >= 0 and <= 90, "camera.pitch", Camera.Pitch, "0 to 90");
        Require(Layers is not null && A is not null && B is not null && Variable is not null && Series is not null && Moved is not null && Added is not null && Marked is not null && Author is not null, "layers", "null", "a value");
        Require(Author!.Length <= LongestAuthor, "author", $"{Author.Length} letters long", $"{LongestAuthor} at most");
        Require(Marked!.All(static m => m is not null), "marked", "null", "identifiers");
        Require(Added!.All(static a => a is { Measure: not null, Keys: not null, Elements.Count: > 0, By: not null } && a.Elements.All(static e => e is not null) && a.Keys.Values.All(static v => v is not null)), "added", "a measure without a name, keys or elements", "`measure`, `keys`, `elements` and `by` of each");
        Require(Range is null || Range.Low < Range.High, "range", $"{Range?.Low} to {Range?.High}", "a lower end below the higher");

        void Require(bool holds, string key, object found, string expected)
        {
            if (!holds) throw new InputException($"{path}: `{key}` is {FormattableString.Invariant($"{found}")}; expected {expected}.");
        }
    }

    private static string FirstSentence(string message)
    {
        int end = message.IndexOf(". ", StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).TrimEnd('.');
    }
}
