package dev.roster.app;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * The client of all tests against the shared server. It keeps connections, and the server closes
 * some of them after a refusal; the JDK's client sends again on another kept connection only once,
 * and that one may be closed too. So a request that got not one byte is sent again here.
 */
final class SharedHttpClient {
  private static final int MAX_ATTEMPTS = 4;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private SharedHttpClient() {}

  static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return HTTP.send(request, BodyHandlers.ofString());
      } catch (IOException failed) {
        if (attempt == MAX_ATTEMPTS || !wasClosedBeforeTheAnswer(failed)) throw failed;
      }
    }
  }

  private static boolean wasClosedBeforeTheAnswer(IOException failed) {
    return String.valueOf(failed.getMessage()).contains("header parser received no bytes");
  }
}
