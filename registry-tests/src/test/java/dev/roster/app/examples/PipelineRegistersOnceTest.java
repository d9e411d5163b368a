package dev.roster.app.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.examples.Shell.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code examples/housing/register.sh}, as a CI system would run it. */
class PipelineRegistersOnceTest extends ServerUnderTest {
  @TempDir Path folder;

  @BeforeEach
  void needsCurl() {
    Shell.need("curl", "apt install curl", "curl", "--version");
  }

  @Test
  void eachContentOnceHoweverOftenItRuns() {
    assertThat(register("once", version(1))).isEqualTo(new Outcome(0, "once/1\n"));
    assertThat(register("once", version(1))).isEqualTo(new Outcome(0, "once/1\n"));
    assertThat(register("once", version(2))).isEqualTo(new Outcome(0, "once/2\n"));
    assertThat(register("once", version(1))).isEqualTo(new Outcome(0, "once/1\n"));
  }

  @Test
  void runsAtTheSameTimeMakeOneVersion() {
    List<CompletableFuture<Outcome>> runs =
        IntStream.range(0, 2)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> register("race", version(1))))
            .toList();
    runs.stream()
        .map(CompletableFuture::join)
        .filter(run -> run.status() == 0)
        .forEach(run -> assertThat(run.output()).isEqualTo("race/1\n"));
    assertThat(register("race", version(1))).isEqualTo(new Outcome(0, "race/1\n"));
  }

  @Test
  void aRefusalEndsItWithTheReason() throws IOException {
    Path broken = folder.resolve("broken");
    Files.createDirectories(broken.resolve("artifacts"));
    Files.writeString(broken.resolve("artifacts/model.bin"), "bytes");
    Files.writeString(broken.resolve("version.json"), "{\"descripton\":\"a slip\"}");
    Files.writeString(broken.resolve("metrics.json"), "{\"metrics\":[]}");

    Outcome refused = register("refused", broken);

    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.output()).contains("make a version of refused: 400", "descripton");
  }

  @Test
  void oddNamesOfFilesArrive() throws IOException {
    Path odd = folder.resolve("odd");
    Files.createDirectories(odd.resolve("artifacts/a folder"));
    Files.writeString(odd.resolve("artifacts/a folder/a \"ü\".txt"), "bytes");
    Files.writeString(odd.resolve("version.json"), "{\"description\":\"odd\"}");
    Files.writeString(odd.resolve("metrics.json"), "{\"metrics\":[{\"name\":\"f1\",\"value\":1}]}");

    assertThat(register("odd", odd)).isEqualTo(new Outcome(0, "odd/1\n"));
  }

  @Test
  void aWrongTokenIsSaidPlainly() {
    Outcome refused =
        Shell.run(
            command("closed", version(1)),
            Map.of("ROSTER_URL", at(""), "ROSTER_TOKEN", "rst_wrong"));

    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.output()).contains("look for closed: 401");
  }

  private Outcome register(String model, Path version) {
    return Shell.run(command(model, version), environment());
  }

  private static List<String> command(String model, Path version) {
    return List.of("sh", "examples/housing/register.sh", model, version.toString());
  }

  private static Path version(int number) {
    return Shell.root().resolve("examples/housing/versions/" + number);
  }
}
