package dev.roster.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/policies.md lists what a gate may read. */
class GateViewDocumentedTest {
  @Test
  void thePageHasARowForEachNameAndNoOther() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("../docs/policies.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .toList();
    assertThat(rows)
        .containsExactlyElementsOf(
            GateView.items().stream()
                .filter(item -> !item.name().startsWith("champion."))
                .map(i -> "| `%s` | %s | %s |".formatted(i.name(), i.type(), i.meaning()))
                .toList());
  }
}
