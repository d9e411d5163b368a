package dev.roster.monitoring.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.core.monitoring.observation.HourlyCounts;
import dev.roster.core.monitoring.observation.RowCounter;
import dev.roster.core.monitoring.observation.RowTimes;
import dev.roster.core.monitoring.rows.RowDialect;
import dev.roster.core.monitoring.rows.RowFormat;
import dev.roster.drift.baseline.Baseline;
import dev.roster.drift.baseline.Roles;
import dev.roster.drift.profile.ProfileBytes;
import dev.roster.drift.profile.ProfileSum;
import dev.roster.monitoring.baseline.BaselineFreezer;
import dev.roster.monitoring.rows.TestReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same rows, written by pandas, polars, pyarrow, DuckDB, fastparquet and Python, have the same
 * counts against a baseline from any of these files.
 */
class WritersTest {
  private static final String NEEDED = "pandas polars pyarrow duckdb fastparquet";
  private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
  private static final Roles ROLES =
      new Roles(null, null, null, null, null, List.of(), List.of("zip"));
  private static final int LEAST_FILES = 50;

  @TempDir private Path folder;

  @Test
  void theSameRowsHaveTheSameCountsWhateverTheirWriter() throws Exception {
    needsPython();
    Path script = folder.resolve("write.py");
    Files.write(script, WritersTest.class.getResourceAsStream("/rows/write.py").readAllBytes());
    Path written = Files.createDirectory(folder.resolve("written"));
    String said = python("-W", "ignore", script.toString(), written.toString());
    Map<String, byte[]> files = new TreeMap<>();
    try (var all = Files.list(written)) {
      for (Path file : all.toList())
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
    }
    assertThat(files.size()).as(said).isGreaterThanOrEqualTo(LEAST_FILES);
    Map<String, Baseline> baselines = new TreeMap<>(); // those of most files are the same
    files.forEach(
        (name, bytes) -> {
          Baseline baseline =
              BaselineFreezer.freeze(
                      TestReader.READER, dialect(name), new ByteArrayInputStream(bytes), ROLES)
                  .baseline();
          assertThat(baseline.rows()).as(name).isEqualTo(1000);
          baselines.putIfAbsent(baseline.digest(), baseline);
        });
    SoftAssertions all = new SoftAssertions();
    for (Baseline baseline : baselines.values())
      files.forEach(
          (name, rows) ->
              all.assertThat(differences(baseline, name, rows))
                  .as("%s against %s", name, baseline.digest())
                  .isEmpty());
    all.assertAll();
  }

  private static List<String> differences(Baseline baseline, String name, byte[] rows) {
    try (BatchCounter counter =
            BatchCounter.count(
                TestReader.READER,
                baseline,
                dialect(name),
                new ByteArrayInputStream(rows),
                RowTimes.at(NOW, NOW),
                HourlyProfiles.Limits.withDisk(0));
        RowCounter.Counted counted = counter.counted("")) {
      List<String> differences = new ArrayList<>();
      counted.rejected().stream().limit(3).forEach(r -> differences.add(r.toString()));
      counted.unknownColumns().forEach(column -> differences.add("unknown " + column));
      counted.missingColumns().forEach(column -> differences.add("missing " + column));
      ProfileSum sum = baseline.emptyProfile();
      for (HourlyCounts.Hour hour : counted.hours()) ProfileBytes.addTo(sum, hour.counts());
      for (int i = 0; i < baseline.features().size(); i++) {
        var expected = baseline.features().get(i);
        var actual = sum.profile().columns().get(i);
        if (!expected.counts().toString().equals(actual.toString())
            || actual.moments().below() + actual.moments().above() > 0)
          differences.add(
              expected.name()
                  + " "
                  + expected.cells().kind()
                  + ": "
                  + expected.counts()
                  + " but "
                  + actual);
      }
      return differences;
    }
  }

  private static RowDialect dialect(String name) {
    RowFormat format = RowFormat.ofPath(name).orElseThrow();
    return name.contains("european") ? RowDialect.of(format, ";", ",") : RowDialect.of(format);
  }

  private static void needsPython() throws Exception {
    String imports = "import " + NEEDED.replace(" ", ", ");
    try {
      python("-c", imports);
    } catch (IOException | AssertionError missing) {
      System.err.println("SKIPPED: WritersTest needs Python with " + NEEDED);
      Assumptions.abort("needs Python with " + NEEDED + ": pip install " + NEEDED);
    }
  }

  private static String python(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("python3"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
