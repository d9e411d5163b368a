package dev.roster.app.examples;

import dev.roster.app.RunningServer;
import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Map;

/** The running server, for scripts and tools that know it by its URL and a token. */
abstract class ServerUnderTest extends RunningServer {
  static final Path HOUSING = Shell.root().resolve("examples/housing");

  Map<String, String> environment() {
    return Map.of("ROSTER_URL", at(""), "ROSTER_TOKEN", ADMIN);
  }

  /** The body is a file; the answer must be a good one. */
  Answer hand(String method, String path, String contentType, Path file) {
    try {
      return good(
          send(
              to(path, ADMIN)
                  .header("Content-Type", contentType)
                  .method(method, BodyPublishers.ofFile(file))));
    } catch (FileNotFoundException absent) {
      throw new IllegalArgumentException(absent);
    }
  }

  Answer hand(String path, String json) {
    return good(post(path, json));
  }

  static Answer good(Answer answer) {
    if (answer.status() >= 300) throw new AssertionError(answer.status() + " " + answer.text());
    return answer;
  }
}
