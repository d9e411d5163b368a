package dev.roster.app.cli;

import dev.roster.app.start.RosterServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/** The calls that a server gets first. */
final class Rehearsal {
  private static final List<String> PATHS =
      List.of("/actuator/health", "/actuator/health/readiness", "/api/v1/models");

  private Rehearsal() {}

  static void of(RosterServer server) throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    for (String path : PATHS)
      client.send(
          HttpRequest.newBuilder(URI.create(server.url() + path)).build(),
          BodyHandlers.discarding());
  }
}
