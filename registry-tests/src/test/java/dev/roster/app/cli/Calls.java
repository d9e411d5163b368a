package dev.roster.app.cli;

import dev.roster.app.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/** Calls to a server, by a token. */
record Calls(String url, String token) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** Calls by the administrator. Waits until the server answers. */
  static Calls to(ServerProcess server) throws IOException {
    String url = server.url();
    return new Calls(url, server.adminToken());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HTTP.send(to(path).build(), BodyHandlers.ofString());
  }

  byte[] bytes(String path) throws IOException, InterruptedException {
    return HTTP.send(to(path).build(), BodyHandlers.ofByteArray()).body();
  }

  int status(String path) throws IOException, InterruptedException {
    return get(path).statusCode();
  }

  /** Posts JSON; fails when the answer is no success. */
  String post(String path, String json) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HTTP.send(
            to(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "key-" + json.hashCode() + path.hashCode())
                .POST(BodyPublishers.ofString(json))
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) throw new IOException(answer + " " + answer.body());
    return answer.body();
  }

  CompletableFuture<HttpResponse<String>> put(String path, BodyPublisher body) {
    return HTTP.sendAsync(to(path).PUT(body).build(), BodyHandlers.ofString());
  }

  /** A READY version of the model, with one small file. */
  void ready(String model, int number) throws IOException, InterruptedException {
    String version = "/api/v1/models/" + model + "/versions";
    post(version, "{\"description\":\"number " + number + "\"}");
    String file = version + "/" + number + "/artifacts/model/model.bin";
    int status = put(file, BodyPublishers.ofString("bytes of " + number)).join().statusCode();
    if (status != 201) throw new IOException("the upload answers " + status);
    post(version + "/" + number + "/finalize", "{}");
  }

  /** The transition, as answered. */
  String move(String model, int number, String to) throws IOException, InterruptedException {
    return post(
        "/api/v1/models/" + model + "/versions/" + number + "/transitions",
        "{\"to\":\"" + to + "\",\"reason\":\"it is good\"}");
  }

  void alias(String model, String alias, int version) throws IOException, InterruptedException {
    send("PUT", "/api/v1/models/" + model + "/aliases/" + alias, "{\"version\":" + version + "}");
  }

  /** Fails when the answer is no success. */
  void send(String method, String path, String json) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HTTP.send(
            to(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(json))
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) throw new IOException(answer + " " + answer.body());
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .header("Authorization", "Bearer " + token);
  }
}
