package dev.roster.app.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.PythonEnvironment;
import dev.roster.app.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Python example of docs/events.md watches a server. */
class DocumentedWatcherTest extends RunningServer {
  private static final Path PAGE = Path.of("../docs/events.md");

  /** Ends the example, which goes on for ever, with its first event. */
  private static final String FRAME =
      """
      import builtins, os
      ROSTER_URL, ROSTER_TOKEN = "%s", "%s"
      def print(*words):
          builtins.print(*words, flush=True)
          os._exit(0)
      """;

  @TempDir Path folder;

  @Test
  void theExampleInPythonHearsOfAChange() throws IOException, InterruptedException {
    PythonEnvironment python = PythonEnvironment.with("httpx", "httpx-sse");
    String model = model("housing");
    Path example = folder.resolve("example.py");
    Files.writeString(example, FRAME.formatted(at(""), ADMIN) + documented());
    ExecutorService changes = Executors.newSingleThreadExecutor();
    try {
      changes.execute(
          () -> {
            while (!changes.isShutdown()) draft(model); // until it has connected, and one more
          });
      PythonEnvironment.Run run = python.run(folder, example.toString());
      assertThat(run.exit()).as(run.out()).isZero();
      assertThat(run.out())
          .matches("dev\\.roster\\.[a-z.]+ models/" + model + "/versions/\\d+\\s+");
    } finally {
      changes.shutdown();
    }
  }

  private static String documented() throws IOException {
    Matcher block =
        Pattern.compile("```python\n(import httpx.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(PAGE));
    assertThat(block.find()).isTrue();
    return block.group(1);
  }
}
