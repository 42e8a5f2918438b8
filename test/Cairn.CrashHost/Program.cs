namespace Cairn.CrashHost; internal static class Program { private static int Main() => 0; }
