package dev.roster.app;

import dev.roster.app.RunningServer.Answer;
import dev.roster.app.settings.Settings;
import dev.roster.app.start.RosterServer;
import dev.roster.storage.Engines;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;

/** A server with settings of its own, on a database and a bucket of its own. */
public final class OwnServer implements AutoCloseable {
  public static final String TOKEN = "own-admin-token-0123456789abcdefghij";

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final RosterServer server;
  private final Engines.Database database;

  private OwnServer(RosterServer server, Engines.Database database) {
    this.server = server;
    this.database = database;
  }

  public static OwnServer with(Map<String, String> settings) {
    return on(Engines.database(), settings);
  }

  public static OwnServer on(Engines.Database database, Map<String, String> settings) {
    Engines.Bucket bucket = Engines.bucket();
    Map<String, String> all = new HashMap<>();
    all.put("roster.port", "0");
    all.put("roster.admin-token", TOKEN);
    all.put("roster.temp-dir", "target/tmp");
    all.putAll(OwnEngines.settings(database, bucket));
    all.putAll(settings);
    return new OwnServer(RosterServer.start(Settings.load(all, null)), database);
  }

  public Engines.Database database() {
    return database;
  }

  public URI at(String path) {
    return URI.create(server.url() + path);
  }

  public HttpRequest.Builder to(String method, String path, String json) {
    return HttpRequest.newBuilder(at(path))
        .header("Authorization", "Bearer " + TOKEN)
        .header("Content-Type", "application/json")
        .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
  }

  public Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.headers(), response.body());
    } catch (IOException failed) {
      throw new IllegalStateException("no answer", failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  public Answer send(String method, String path, String json) {
    return send(to(method, path, json));
  }

  @Override
  public void close() {
    server.close();
  }
}
