package dev.roster.app.cli;

import dev.roster.app.OwnEngines;
import dev.roster.app.settings.Settings;
import dev.roster.app.start.RosterServer;
import dev.roster.storage.Engines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * The log of a server that was stopped, and what somebody kept of it elsewhere. All tests that read
 * it share one.
 *
 * @param checkpoints by the number of entries that they cover; the last one covers all
 * @param export as NDJSON
 */
record RecordedLog(
    Engines.Database database,
    Engines.Bucket bucket,
    String key,
    TreeMap<Integer, String> checkpoints,
    String export) {
  private static final String ADMIN = "audit-admin-token-0123456789abcdefgh";
  private static final int MODELS = 8;

  private static final class Once {
    private static final RecordedLog LOG = record();
  }

  static RecordedLog get() {
    return Once.LOG;
  }

  int size() {
    return checkpoints.lastKey();
  }

  /** The number of entries that the first checkpoint covers. */
  int half() {
    return checkpoints.firstKey();
  }

  private static RecordedLog record() {
    Engines.Database database = Engines.database();
    Engines.Bucket bucket = Engines.bucket();
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("roster.port", "0");
    settings.put("roster.admin-token", ADMIN);
    settings.putAll(OwnEngines.settings(database, bucket));
    try (RosterServer server = RosterServer.start(Settings.load(settings, null))) {
      Calls admin = new Calls(server.url(), ADMIN);
      Calls other = new Calls(server.url(), token(admin));
      TreeMap<Integer, String> checkpoints = new TreeMap<>();
      for (int model = 1; model <= MODELS; model++) {
        register(model % 3 == 0 ? other : admin, "model-" + model);
        if (model % 2 == 0) keepCheckpoint(admin, checkpoints);
      }
      return new RecordedLog(
          database,
          bucket,
          admin.get("/api/v1/audit/key").body().strip(),
          checkpoints,
          admin.get("/api/v1/audit/export").body());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private static String token(Calls admin) throws IOException, InterruptedException {
    String made =
        admin.post(
            "/api/v1/tokens",
            "{\"name\":\"second admin\",\"grants\":[{\"role\":\"admin\",\"models\":\"*\"}]}");
    return JsonMapper.shared().readTree(made).path("token").asString();
  }

  private static void register(Calls calls, String model) throws IOException, InterruptedException {
    String path = "/api/v1/models/" + model;
    calls.post("/api/v1/models", "{\"name\":\"" + model + "\",\"owner\":\"Zoë\"}");
    calls.send(
        "PATCH", path, "{\"tags\":{\"größe\":\"a/b~c \\\"d\\\"\"},\"description\":\"text\"}");
    for (int version = 1; version <= 2; version++) {
      calls.ready(model, version);
      calls.post(
          path + "/versions/" + version + "/metrics",
          "{\"metrics\":[{\"name\":\"auc\",\"value\":0.91}]}");
      calls.move(model, version, "staging");
      calls.move(model, version, "production");
    }
    calls.alias(model, "champion", 2);
  }

  private static void keepCheckpoint(Calls calls, Map<Integer, String> kept)
      throws IOException, InterruptedException {
    String note = calls.get("/api/v1/audit/checkpoint").body();
    kept.put(Integer.parseInt(note.split("\n")[1]), note);
  }
}
