package dev.roster.app.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.examples.Shell.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each {@code sh} block of README, docs and examples, run in order, as a reader would paste them
 * into one shell.
 */
class DocumentedCommandsWorkTest extends ServerUnderTest {
  private static final Pattern BLOCK =
      Pattern.compile("^```sh\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

  @TempDir Path folder;

  /** Other tests leave models of these names behind, deleted ones too. */
  @BeforeEach
  void freeTheNames() {
    jdbc.sql("update model set name = name || '-' || id where name in ('credit', 'housing')")
        .update();
  }

  @BeforeEach
  void needsShell() throws IOException {
    Shell.need("bash", "apt install bash", "bash", "--version");
    Shell.need("curl", "apt install curl", "curl", "--version");
    Shell.need("openssl", "apt install openssl", "openssl", "version");
    Files.createSymbolicLink(folder.resolve("examples"), Shell.root().resolve("examples"));
    Files.createSymbolicLink(folder.resolve("deploy"), Shell.root().resolve("deploy"));
  }

  static Stream<String> documents() throws IOException {
    Path root = Shell.root();
    try (var docs = Files.list(root.resolve("docs"))) {
      List<Path> pages = docs.filter(page -> page.toString().endsWith(".md")).sorted().toList();
      return Stream.concat(
              Stream.of(root.resolve("README.md"), root.resolve("examples/housing/README.md")),
              pages.stream())
          .filter(page -> BLOCK.matcher(read(page)).find())
          .map(page -> root.relativize(page).toString());
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void of(String document) {
    StringBuilder script = new StringBuilder("set -euo pipefail\n");
    int number = 0;
    for (MatchResult block : BLOCK.matcher(read(Shell.root().resolve(document))).results().toList())
      script.append("echo '=== block ").append(++number).append("'\n").append(block.group(1));
    Map<String, String> environment = new HashMap<>(environment());
    environment.put("HOME", folder.toString());

    Outcome outcome = Shell.run(List.of("bash", "-c", script.toString()), environment, folder);

    assertThat(outcome.status()).as(outcome.output()).isZero();
  }

  private static String read(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }
}
