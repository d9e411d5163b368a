package dev.roster.app.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The figures beside the committed models are measured, not written down. */
class HousingRetrainsToTheSameMetricsTest {
  private static final double TOLERANCE =
      0.01; // other releases of scikit-learn break ties otherwise

  @TempDir Path folder;

  @BeforeEach
  void needsPython() {
    Shell.need(
        "Python with scikit-learn, skl2onnx and onnxruntime",
        "pip install scikit-learn skl2onnx onnxruntime",
        "python3",
        "-c",
        "import sklearn, skl2onnx, onnxruntime");
  }

  @Test
  void theSecondVersion() throws IOException {
    var trained =
        Shell.run(
            List.of(
                "python3",
                "examples/housing/train.py",
                "--version",
                "2",
                "--out",
                folder.toString()));
    assertThat(trained.status()).as(trained.output()).isZero();

    Map<String, Double> committed = metrics(Shell.root().resolve("examples/housing/versions/2"));
    Map<String, Double> measured = metrics(folder.resolve("2"));
    assertThat(measured.keySet()).isEqualTo(committed.keySet()).contains("accuracy", "roc_auc");
    committed.forEach(
        (name, value) ->
            assertThat(measured.get(name)).as(name).isCloseTo(value, within(TOLERANCE)));
  }

  private static Map<String, Double> metrics(Path version) throws IOException {
    Map<String, Double> metrics = new TreeMap<>();
    new JsonMapper()
        .readTree(Files.readAllBytes(version.resolve("metrics.json")))
        .get("metrics")
        .forEach(
            metric -> metrics.put(metric.get("name").asString(), metric.get("value").asDouble()));
    return metrics;
  }
}
