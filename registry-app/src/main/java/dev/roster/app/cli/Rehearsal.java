package dev.roster.app.cli;

import dev.roster.app.demo.Api;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Makes the most frequent calls once, so that the archive of classes holds what they load. */
final class Rehearsal {
  private static final String MODEL = "/models/rehearsal";
  private static final String VERSION = MODEL + "/versions/1";

  private Rehearsal() {}

  static void of(Api api) {
    api.isReady();
    api.post("/models", Map.of("name", "rehearsal", "tags", Map.of("tier", "2")));
    api.post(MODEL + "/versions", Map.of("hyperparameters", Map.of("max_depth", 6)));
    byte[] bytes = "bytes".getBytes(StandardCharsets.UTF_8);
    api.put(VERSION + "/artifacts/model.bin", "application/octet-stream", bytes, Map.of());
    api.post(VERSION + "/finalize", Map.of());
    api.post(
        VERSION + "/metrics", Map.of("metrics", List.of(Map.of("name", "accuracy", "value", 0.9))));
    for (String stage : List.of("staging", "production"))
      api.post(VERSION + "/transitions", Map.of("to", stage, "reason", "rehearsal"));
    for (String path :
        List.of(MODEL, VERSION, "/models", "/versions", "/resolve/rehearsal@production"))
      api.get(path);
  }
}
