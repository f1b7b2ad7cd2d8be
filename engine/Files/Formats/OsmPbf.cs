using System.Text;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>Reads OpenStreetMap PBF, with or without what is said of who changed what when.</summary>
/// <remarks>https://wiki.openstreetmap.org/wiki/PBF_Format; numbers of fields are those of osmformat.proto.</remarks>
internal sealed class OsmPbf
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly OsmMap _map;
    private readonly List<string> _texts = [];
    private double _granularity, _north, _east;

    private OsmPbf(OsmMap map) => _map = map;

    public static OsmMap Read(string path, ReadingNotes notes)
    {
        OsmPbfBlocks blocks = new(path, InputFile.Bytes(path, OsmPbfBlocks.Format), notes);
        OsmPbf file = new(new OsmMap(Path.GetFileName(path), notes));
        try
        {
            while (blocks.Next() is { } block) file.Block(block);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)      // the latter is zlib's for data that want a dictionary
        {
            throw blocks.Fault(e.Message.TrimEnd('.'));
        }
        catch (DecoderFallbackException)
        {
            throw blocks.Fault("a text that is not valid UTF-8");
        }
        return file._map;
    }

    private void Block(ReadOnlySpan<byte> block)
    {
        (_granularity, _north, _east) = (100, 0, 0);                   // in 1e-9 degrees, as the format has it where a block does not say
        _texts.Clear();
        ProtobufFields fields = new(block);
        while (fields.Next())
        {
            switch (fields.Number)
            {
                case 1 when fields.IsBytes: Texts(fields.Bytes); break;
                case 17 when !fields.IsBytes: _granularity = fields.Value is > 0 and <= int.MaxValue ? fields.Value : throw new InvalidDataException($"a granularity of {fields.Value}"); break;
                case 19 when !fields.IsBytes: _north = (long)fields.Value; break;
                case 20 when !fields.IsBytes: _east = (long)fields.Value; break;
            }
        }
        fields = new(block);
        while (fields.Next())
            if (fields is { Number: 2, IsBytes: true }) Group(fields.Bytes);
    }

    private void Texts(ReadOnlySpan<byte> table)
    {
        ProtobufFields fields = new(table);
        while (fields.Next())
            if (fields is { Number: 1, IsBytes: true }) _texts.Add(Strict.GetString(fields.Bytes));
    }

    private void Group(ReadOnlySpan<byte> group)
    {
        ProtobufFields fields = new(group);
        while (fields.Next())
        {
            if (!fields.IsBytes) continue;
            switch (fields.Number)
            {
                case 1: Node(fields.Bytes); break;
                case 2: DenseNodes(fields.Bytes); break;
                case 3: Way(fields.Bytes); break;
                case 4: Relation(fields.Bytes); break;
            }
        }
    }

    private void Node(ReadOnlySpan<byte> node)
    {
        Parts parts = new(node);
        if (parts.Of(8).Count != 1 || parts.Of(9).Count != 1) throw new InvalidDataException("a node without longitude or latitude");
        _map.AddNode(ProtobufFields.Signed(parts.Id), Degrees(_east, ProtobufFields.Signed(parts.Of(9)[0])), Degrees(_north, ProtobufFields.Signed(parts.Of(8)[0])), Tags(parts));
    }

    private void DenseNodes(ReadOnlySpan<byte> nodes)
    {
        Parts parts = new(nodes);
        List<ulong> words = parts.Of(10);
        long[] ids = Summed(parts.Of(1)), north = Summed(parts.Of(8)), east = Summed(parts.Of(9));
        if (north.Length != ids.Length || east.Length != ids.Length) throw new InvalidDataException($"{ids.Length} nodes with {north.Length} latitudes and {east.Length} longitudes");
        int word = 0;
        for (int n = 0; n < ids.Length; n++)
        {
            List<KeyValuePair<string, string>> tags = [];
            for (; word < words.Count && words[word] != 0; word += 2) tags.Add(new(Text(words[word]), word + 1 < words.Count ? Text(words[word + 1]) : throw new InvalidDataException("a key without value")));
            word++;
            _map.AddNode(ids[n], Degrees(_east, east[n]), Degrees(_north, north[n]), new OsmTags(tags));
        }
        if (words.Count > 0 && word != words.Count) throw new InvalidDataException("tags of more or fewer nodes than there are");
    }

    private void Way(ReadOnlySpan<byte> way)
    {
        Parts parts = new(way);
        _map.AddWay((long)parts.Id, Summed(parts.Of(8)), Tags(parts));
    }

    private void Relation(ReadOnlySpan<byte> relation)
    {
        Parts parts = new(relation);
        List<ulong> roles = parts.Of(8), kinds = parts.Of(10);
        long[] ids = Summed(parts.Of(9));
        if (roles.Count != ids.Length || kinds.Count != ids.Length) throw new InvalidDataException($"{ids.Length} members with {roles.Count} roles and {kinds.Count} kinds");
        OsmMember[] members = new OsmMember[ids.Length];
        for (int n = 0; n < ids.Length; n++)
            members[n] = new OsmMember(kinds[n] <= (ulong)OsmKind.Relation ? (OsmKind)kinds[n] : throw new InvalidDataException($"a member of kind {kinds[n]}"), ids[n], Text(roles[n]));
        _map.AddRelation((long)parts.Id, members, Tags(parts));
    }

    private OsmTags Tags(Parts parts)
    {
        List<ulong> keys = parts.Of(2), values = parts.Of(3);
        if (keys.Count != values.Count) throw new InvalidDataException($"{keys.Count} keys with {values.Count} values");
        return new OsmTags([.. keys.Zip(values, (k, v) => KeyValuePair.Create(Text(k), Text(v)))]);
    }

    private string Text(ulong index) => index < (ulong)_texts.Count ? _texts[(int)index] : throw new InvalidDataException($"text {index} of {_texts.Count}");

    private double Degrees(double offset, long steps) => (offset + _granularity * steps) / 1e9;

    /// <summary>Numbers of which each is given as its difference to the one before.</summary>
    private static long[] Summed(List<ulong> differences)
    {
        long sum = 0;
        return [.. differences.Select(d => sum = unchecked(sum + ProtobufFields.Signed(d)))];
    }

    /// <summary>The numbers of an object, by field.</summary>
    private sealed class Parts
    {
        private readonly List<ulong>?[] _numbers = new List<ulong>?[11];

        public Parts(ReadOnlySpan<byte> message)
        {
            ProtobufFields fields = new(message);
            while (fields.Next())
                if (fields.Number is 1 or 2 or 3 or 8 or 9 or 10) fields.AddTo(_numbers[fields.Number] ??= []);
        }

        /// <summary>Field 1, alone.</summary>
        public ulong Id => Of(1) is [var id] ? id : throw new InvalidDataException("an object without identifier");

        public List<ulong> Of(int field) => _numbers[field] ?? [];
    }
}
