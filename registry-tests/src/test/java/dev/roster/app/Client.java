package dev.roster.app;

import dev.roster.app.RunningServer.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/**
 * The steps that a pipeline takes, as {@code client.model("credit").version().ready().promote()}. A
 * step that does not succeed fails the test, so a client is for what a test needs before it begins.
 */
public final class Client {
  private final String url;
  private final String token;

  /** A client that calls by this token. */
  public Client(String url, String token) {
    this.url = url;
    this.token = token;
  }

  /** Registers a model of this name. */
  public Model model(String name) {
    post("/api/v1/models", "{\"name\":\"" + name + "\"}", 201);
    return new Model(name);
  }

  /** A model that is registered. */
  public Model existing(String name) {
    return new Model(name);
  }

  private Answer post(String path, String json, int expected) {
    return send(
        HttpRequest.newBuilder()
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)),
        path,
        expected);
  }

  private Answer send(HttpRequest.Builder request, String path, int expected) {
    try {
      HttpResponse<String> response =
          SharedHttpClient.send(
              request
                  .uri(URI.create(url + path))
                  .header("Authorization", "Bearer " + token)
                  .build());
      if (response.statusCode() != expected)
        throw new AssertionError(path + ": " + response.statusCode() + " " + response.body());
      return new Answer(response.statusCode(), response.headers(), response.body());
    } catch (IOException failed) {
      throw new IllegalStateException("no answer", failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  /** A registered model. */
  public final class Model {
    private final String name;

    private Model(String name) {
      this.name = name;
    }

    public String name() {
      return name;
    }

    public String path() {
      return "/api/v1/models/" + name;
    }

    /** Makes a draft with one small file, {@code model.bin}, which says whose it is. */
    public Version version() {
      Version draft = version("{}");
      return draft.with("model.bin", "bytes of " + name + "/" + draft.number());
    }

    /** Makes an empty draft with these facts. */
    public Version version(String facts) {
      Answer made = post(path() + "/versions", facts, 201);
      return new Version(this, made.json().path("version").asInt());
    }
  }

  /** A version of a model. */
  public final class Version {
    private final Model model;
    private final int number;

    private Version(Model model, int number) {
      this.model = model;
      this.number = number;
    }

    public int number() {
      return number;
    }

    public String path() {
      return model.path() + "/versions/" + number;
    }

    /** Uploads a file to the draft. */
    public Version with(String file, String bytes) {
      BodyPublisher body = BodyPublishers.ofString(bytes);
      send(HttpRequest.newBuilder().PUT(body), path() + "/artifacts/" + file, 201);
      return this;
    }

    /** Finalizes the draft. */
    public Version ready() {
      post(path() + "/finalize", "{}", 200);
      return this;
    }

    /** Moves the version to the stage. */
    public Version move(String stage) {
      post(path() + "/transitions", "{\"to\":\"" + stage + "\",\"reason\":\"because\"}", 201);
      return this;
    }

    /** Moves the version by staging to production. */
    public Version promote() {
      return move("staging").move("production");
    }
  }
}
