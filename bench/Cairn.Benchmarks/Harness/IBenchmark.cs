namespace Cairn.Benchmarks.Harness;

/// <summary>One operation of Cairn's, measured together with its peers and its floor.</summary>
internal interface IBenchmark
{
    /// <summary>What a filter on the command line is compared with.</summary>
    string Name { get; }

    /// <summary>Measures; the rows of one operation begin with Cairn's, which the others are compared with.</summary>
    IEnumerable<Row> Run();
}
