package dev.roster.app.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PromtoolTest extends MonitoredServer {
  private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

  @Test
  void theScrapeIsAsPrometheusWantsIt() throws IOException, InterruptedException {
    assumeTrue(
        Files.isExecutable(PROMTOOL),
        "SKIPPED: promtool is not here; apt-get install prometheus brings it");
    String model = model("prom");
    feed(served(model), day(50), 1440, 1);
    replay(monitor(model, ""), day(50), 1);
    String scrape = get("/actuator/prometheus").text();

    Process promtool =
        new ProcessBuilder(PROMTOOL.toString(), "check", "metrics")
            .redirectErrorStream(true)
            .start();
    promtool.getOutputStream().write(scrape.getBytes(StandardCharsets.UTF_8));
    promtool.getOutputStream().close();
    String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(promtool.waitFor()).as(said).isZero();
  }
}
