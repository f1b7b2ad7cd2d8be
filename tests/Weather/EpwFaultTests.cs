using System.IO.Compression;
using System.Text;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Weather;
using TerritoryTwin.Weather;

namespace TerritoryTwin.Tests.Weather;

public sealed class EpwFaultTests
{
    private const int HeaderLines = 8;

    /// <summary>A faultless file, line by line, from a generated year.</summary>
    internal static readonly string[] Sound = MakeSound();

    [Fact]
    public void A_sound_file_is_read_as_it_was_written()
    {
        WeatherYear year = Read(Sound, out IReadOnlyList<string> notes);

        Assert.Equal("Agen, \"H2c\"".Replace("\"", "", StringComparison.Ordinal), year.Name);
        Assert.Empty(notes);
        Assert.Equal(8760, year.Hours.Count);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Line_ends_byte_order_marks_and_gzip_make_no_difference(string end)
    {
        byte[] plain = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(string.Join(end, Sound))];
        using MemoryStream zipped = new();
        using (GZipStream gzip = new(zipped, CompressionMode.Compress, leaveOpen: true)) gzip.Write(plain);

        Assert.Equal(Read(Sound, out _).Hours, Read(plain, out _).Hours);
        Assert.Equal(Read(Sound, out _).Hours, Read(zipped.ToArray(), out _).Hours);
    }

    [Fact]
    public void Quoted_values_count_as_values()
    {
        string[] quoted = [.. Sound.Select((line, i) => i < HeaderLines ? line : "\"" + line.Replace(",", "\",\"", StringComparison.Ordinal) + "\"")];

        Assert.Equal(Read(Sound, out _).Hours, Read(quoted, out _).Hours);
    }

    [Fact]
    public void The_leap_day_is_dropped_with_a_note()
    {
        List<string> leap = [.. Sound];
        int march = HeaderLines + 24 * 59;
        leap.InsertRange(march, Enumerable.Range(1, 24).Select(hour => Sound[march - 25 + hour].Replace(",2,28,", ",2,29,", StringComparison.Ordinal)));

        Assert.Equal(Read(Sound, out _).Hours, Read(leap, out IReadOnlyList<string> notes).Hours);
        Assert.Contains("29 February", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_values_are_filled_by_rules_that_the_notes_name()
    {
        string[] lines = [.. Sound];
        for (int hour = 10; hour < 14; hour++) Set(lines, hour, 6, "99.9");
        for (int hour = 0; hour < 8760; hour++)
        {
            Set(lines, hour, 7, "99.9");
            Set(lines, hour, 9, "999999");
            Set(lines, hour, 12, "9999");
            Set(lines, hour, 14, "9999");
            Set(lines, hour, 15, "9999");
            Set(lines, hour, 20, "999");
            Set(lines, hour, 21, "999");
        }
        WeatherYear year = Read(lines, out IReadOnlyList<string> notes), whole = Read(Sound, out _);

        Assert.All((string[])["dry bulb", "dew point", "pressure", "longwave", "direct", "diffuse", "wind speed", "wind direction"],
            word => Assert.Contains(notes, note => note.Contains(word, StringComparison.Ordinal)));
        Assert.Equal((whole.Hours[9].DryBulb * 3 + whole.Hours[14].DryBulb * 2) / 5, year.Hours[11].DryBulb, 1e-9);
        Assert.Equal(MoistAir.StandardPressure(0), year.Hours[0].Pressure);
        Assert.Equal(whole.Hours[5000].DewPoint, year.Hours[5000].DewPoint, 0.2);
        Assert.Equal(WeatherTotals.Of(whole).DirectNormal, WeatherTotals.Of(year).DirectNormal, 0.01 * WeatherTotals.Of(whole).DirectNormal);
        Assert.Equal(whole.Hours.Average(h => h.SkyLongwave), year.Hours.Average(h => h.SkyLongwave), 5.0);
    }

    [Theory]
    [InlineData(6, "999", "column 7 (dry bulb temperature) is `999`")]
    [InlineData(13, "-5", "column 14 (global horizontal radiation) is `-5`")]
    [InlineData(8, "", "")]
    [InlineData(9, "101.3", "column 10 (atmospheric station pressure)")]
    [InlineData(21, "fast", "column 22 (wind speed) is `fast`")]
    [InlineData(14, "NaN", "column 15 (direct normal radiation) is `NaN`")]
    [InlineData(3, "25", "month, day, hour `1,2,25`")]
    [InlineData(2, "31x", "month, day, hour `1,31x,17`")]
    public void An_absurd_value_is_refused_with_its_line(int column, string value, string message)
    {
        string[] lines = [.. Sound];
        Set(lines, 40, column, value);
        if (message.Length == 0)
        {
            Assert.Equal(8760, Read(lines, out _).Hours.Count);
            return;
        }
        string fault = Faults(lines)[0];

        Assert.StartsWith("test.epw(49): ", fault, StringComparison.Ordinal);
        Assert.Contains(message, fault, StringComparison.Ordinal);
        Assert.Contains("expected", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_come_at_once_and_a_flood_of_them_is_cut()
    {
        string[] lines = [.. Sound];
        lines[0] = "LOCATION,X,-,FRA,test,0,95,0.6,1.0,NA";
        Set(lines, 3, 6, "200");
        Set(lines, 4, 14, "-1");
        string[] flood = [.. Sound];
        for (int hour = 0; hour < 8760; hour++) Set(flood, hour, 6, "-999");

        Assert.Equal(4, Faults(lines).Count);
        Assert.Equal(51, Faults(flood).Count);
        Assert.Contains("8710 more", Faults(flood)[50], StringComparison.Ordinal);
    }

    [Fact]
    public void Swapped_columns_are_noticed()
    {
        Assert.Contains("columns 7 and 8", Faults(Swapped(6, 7))[0], StringComparison.Ordinal);
        Assert.NotEmpty(Faults(Swapped(6, 8)));
        Assert.Contains("14 (global)", Faults(Swapped(13, 14))[0], StringComparison.Ordinal);
        Assert.NotEmpty(Faults(Swapped(8, 9)));
    }

    [Theory]
    [InlineData("LOCATION,X,-,FRA,test,0,44.2,120.6,1.0,0.0")]
    [InlineData("LOCATION,X,-,FRA,test,0,44.2,120.6,8.0,NA")]
    [InlineData("LOCATION,X,-,FRA,test")]
    [InlineData("location?")]
    [InlineData("")]
    public void A_place_that_cannot_be_is_refused(string location)
    {
        string[] lines = [.. Sound];
        lines[0] = location;

        Assert.All(Faults(lines), fault => Assert.StartsWith("test.epw(1): ", fault, StringComparison.Ordinal));
    }

    [Fact]
    public void A_clock_that_is_half_a_day_off_puts_light_into_the_night()
    {
        string[] lines = [.. Sound];
        string[] shifted = [.. lines[..HeaderLines], .. Enumerable.Range(0, 8760).Select(hour =>
            string.Join(',', [.. lines[HeaderLines + hour].Split(',')[..6], .. lines[HeaderLines + (hour + 12) % 8760].Split(',')[6..]]))];

        Assert.Contains("night", Faults(shifted)[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_out_of_order_cut_short_or_doubled_are_refused()
    {
        string[] unordered = [.. Sound];
        (unordered[100], unordered[101]) = (unordered[101], unordered[100]);

        Assert.Contains("test.epw(101): 1/4 hour 22 in month, day and hour; expected 1/4 hour 21", Faults(unordered)[0], StringComparison.Ordinal);
        Assert.Contains("8000 rows", Faults(Sound[..(HeaderLines + 8000)])[0], StringComparison.Ordinal);
        Assert.Contains("a row of 5 fields", Faults([.. Sound[..^1], "2021,12,31,24,60"])[0], StringComparison.Ordinal);
        Assert.NotEmpty(Faults([.. Sound, .. Sound[HeaderLines..]]));
        Assert.NotEmpty(Faults(Sound[..HeaderLines]));
    }

    [Fact]
    public void Half_hourly_files_are_refused()
    {
        string[] lines = [.. Sound];
        lines[7] = "DATA PERIODS,1,2,Data,Monday,1/1,12/31";

        Assert.Contains("one row an hour", Faults(lines)[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_binary_file_an_endless_line_and_a_gzip_bomb_end_with_a_reason()
    {
        byte[] noise = new byte[100_000];
        RandomStream stream = new(1, "noise");
        for (int i = 0; i < noise.Length; i++) noise[i] = (byte)stream.Below(256);
        byte[] endless = Encoding.ASCII.GetBytes("LOCATION," + new string('x', 1 << 20));
        using MemoryStream bomb = new();
        using (GZipStream gzip = new(bomb, CompressionLevel.Fastest, leaveOpen: true))
        {
            byte[] rows = Encoding.ASCII.GetBytes(Sound[HeaderLines] + "\n");
            gzip.Write(Encoding.ASCII.GetBytes(string.Join('\n', Sound[..HeaderLines]) + "\n"));
            for (int i = 0; i < 100_000; i++) gzip.Write(rows);
        }

        Assert.Throws<InputException>(() => Read(noise, out _));
        Assert.Throws<InputException>(() => Read(endless, out _));
        Assert.Throws<InputException>(() => Read(bomb.ToArray(), out _));
        Assert.Throws<InputException>(() => Read(Array.Empty<byte>(), out _));
    }

    [Fact]
    public void Damaged_files_never_end_otherwise_than_with_an_input_fault()
    {
        byte[] plain = Encoding.UTF8.GetBytes(string.Join('\n', Sound));
        RandomStream stream = new(3, "damage");
        for (int trial = 0; trial < 25; trial++)
        {
            byte[] damaged = plain[..(stream.Below(2) == 0 ? plain.Length : stream.Below(plain.Length))];
            for (int hit = stream.Below(20); hit >= 0 && damaged.Length > 0; hit--) damaged[stream.Below(damaged.Length)] = (byte)stream.Below(256);
            Exception? thrown = Record.Exception(() => Read(damaged, out _));
            Assert.True(thrown is null or InputException, thrown?.ToString());
        }
    }

    [Fact]
    public void A_file_that_is_not_there_or_a_broken_gzip_is_an_input_fault()
    {
        string broken = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(broken, [0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
            Assert.Throws<InputException>(() => EpwReader.Read(broken));
        }
        finally
        {
            File.Delete(broken);
        }
        Assert.Throws<InputException>(() => EpwReader.Read("/no/such/file.epw"));
        Assert.Throws<InputException>(() => EpwReader.Read(Path.GetTempPath()));
        Assert.Throws<InputException>(() => EpwReader.Read(""));
    }

    private static string[] MakeSound()
    {
        WeatherYear year = WeatherGenerator.Generate(MonthlyNormals.Zone("H2c"), seed: 11);
        List<string> lines =
        [
            "LOCATION,\"Agen, H2c\",-,FRA,generated,999999,44.2,0.6,1.0,0.0", "DESIGN CONDITIONS,0", "TYPICAL/EXTREME PERIODS,0",
            "GROUND TEMPERATURES,0", "HOLIDAYS/DAYLIGHT SAVINGS,No,0,0,0", "COMMENTS 1,\"commas, in quotes\"", "COMMENTS 2",
            "DATA PERIODS,1,1,Data,Monday, 1/ 1,12/31",
        ];
        foreach (WeatherHour h in year.Hours)
        {
            DateTime day = new DateTime(2021, 1, 1).AddDays(h.Hour / 24);
            lines.Add(
                $"2021,{day.Month},{day.Day},{h.Hour % 24 + 1},60,?9,{h.DryBulb:f2},{h.DewPoint:f2},{100 * h.RelativeHumidity:f2},{h.Pressure:f0},0,0,"
                + $"{h.SkyLongwave:f1},{h.GlobalHorizontalIrradiance:f2},{h.DirectNormalIrradiance:f2},{h.DiffuseHorizontalIrradiance:f2},"
                + $"999999,999999,999999,9999,{h.WindDirection:f0},{h.WindSpeed:f2},99,99,9999,99999,9,999999999,999,0.999,999,99,999,999,99");
        }
        return [.. lines];
    }

    private static string[] Swapped(int one, int other)
    {
        string[] lines = [.. Sound];
        for (int hour = 0; hour < 8760; hour++)
        {
            string[] fields = lines[HeaderLines + hour].Split(',');
            (fields[one], fields[other]) = (fields[other], fields[one]);
            lines[HeaderLines + hour] = string.Join(',', fields);
        }
        return lines;
    }

    private static void Set(string[] lines, int hour, int column, string value)
    {
        string[] fields = lines[HeaderLines + hour].Split(',');
        fields[column] = value;
        lines[HeaderLines + hour] = string.Join(',', fields);
    }

    private static IReadOnlyList<string> Faults(IEnumerable<string> lines) => Assert.Throws<InputException>(() => Read(lines, out _)).Faults;

    private static WeatherYear Read(IEnumerable<string> lines, out IReadOnlyList<string> notes) =>
        Read(Encoding.UTF8.GetBytes(string.Join('\n', lines)), out notes);

    private static WeatherYear Read(byte[] bytes, out IReadOnlyList<string> notes)
    {
        using MemoryStream stream = new(bytes);
        return EpwReader.Read(stream, "test.epw", out notes);
    }
}
