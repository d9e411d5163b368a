package dev.roster.app.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Does one thing after the other to a model, and keeps what it should have become. */
final class RandomDeeds {
  private static final List<String> ALIASES = List.of("champion", "Challenger", "shadow");
  private static final Map<String, List<String>> EDGES =
      Map.of(
          "none", List.of("staging", "retired"),
          "staging", List.of("none", "production", "retired"),
          "production", List.of("staging", "retired"),
          "retired", List.of("staging"));
  private static final int MOST_VERSIONS = 12;

  private final Random random;
  private final Kept kept;
  private final Function<String, Integer> register;
  private final BiFunction<String, String, HttpRequest.Builder> request;
  private final Function<HttpRequest.Builder, RunningServer.Answer> send;
  private int counter;

  /**
   * @param register makes a ready version of the model of that name
   * @param request of "METHOD path" with a JSON body
   */
  RandomDeeds(
      long seed,
      Kept kept,
      Function<String, Integer> register,
      BiFunction<String, String, HttpRequest.Builder> request,
      Function<HttpRequest.Builder, RunningServer.Answer> send) {
    this.random = new Random(seed);
    this.kept = kept;
    this.register = register;
    this.request = request;
    this.send = send;
  }

  /** Does something that changes something. */
  void next() {
    counter++;
    if (kept.deleted) {
      done("POST", "/restore", "", 200);
      kept.deleted = false;
      return;
    }
    while (!tried(random.nextInt(100))) {
      // what was drawn cannot be done now: draw again
    }
  }

  private boolean tried(int drawn) {
    if (drawn < 4 || kept.versions.isEmpty()) return register();
    if (drawn < 10) return rename();
    if (drawn < 22) return describe();
    if (drawn < 34) return describeVersion();
    if (drawn < 58) return move();
    if (drawn < 64) return rollBack();
    if (drawn < 78) return point();
    if (drawn < 84) return unpoint();
    if (drawn < 90) return delete();
    if (drawn < 96) return restore();
    return deleteModel();
  }

  private boolean register() {
    if (kept.versions.size() >= MOST_VERSIONS) return false;
    int number = register.apply(kept.name);
    kept.versions.put(number, new Kept.Version(number));
    return true;
  }

  private boolean rename() {
    String name =
        random.nextBoolean()
            ? kept.name.replaceFirst("(-n\\d+)?$", "-n" + counter)
            : swapCase(kept.name);
    done("PATCH", "", "{\"name\":\"" + name + "\"}", 200);
    kept.name = name;
    return true;
  }

  private static String swapCase(String name) {
    char first = name.charAt(0);
    return (Character.isUpperCase(first)
            ? Character.toLowerCase(first)
            : Character.toUpperCase(first))
        + name.substring(1);
  }

  private boolean describe() {
    String text = random.nextInt(5) == 0 ? null : "text " + counter;
    switch (random.nextInt(3)) {
      case 0 -> {
        if (Objects.equals(kept.owner, text)) return false;
        done("PATCH", "", "{\"owner\":%s}".formatted(quoted(text)), 200);
        kept.owner = text;
      }
      case 1 -> {
        if (Objects.equals(kept.description, text)) return false;
        done("PATCH", "", "{\"description\":%s}".formatted(quoted(text)), 200);
        kept.description = text;
      }
      default -> done("PATCH", "", "{\"tags\":" + tag(kept.tags) + "}", 200);
    }
    return true;
  }

  private boolean describeVersion() {
    Kept.Version version = any(false);
    if (version == null) return false;
    String path = "/versions/" + version.number;
    switch (random.nextInt(4)) {
      case 0 -> done("PATCH", path, "{\"tags\":" + tag(version.tags) + "}", 200);
      case 1 -> {
        version.description = "version text " + counter;
        done("PATCH", path, "{\"description\":" + quoted(version.description) + "}", 200);
      }
      case 2 -> {
        version.license = version.license == null ? "MIT-" + counter : null;
        done("PATCH", path, "{\"license\":" + quoted(version.license) + "}", 200);
      }
      default -> {
        version.label = version.label != null && random.nextBoolean() ? null : "1.0." + counter;
        done("PATCH", path, "{\"label\":" + quoted(version.label) + "}", 200);
      }
    }
    return true;
  }

  /** Changes the tags, and gives the patch that does so. */
  private String tag(Map<String, String> tags) {
    if (!tags.isEmpty() && random.nextInt(4) == 0) {
      String gone = new TreeMap<>(tags).firstKey();
      tags.remove(gone);
      return "{\"" + gone + "\":null}";
    }
    String key = "k" + random.nextInt(4);
    tags.put(key, "v" + counter);
    return "{\"" + key + "\":\"v" + counter + "\"}";
  }

  private boolean move() {
    Kept.Version version = any(false);
    if (version == null) return false;
    List<String> targets = EDGES.get(version.stage);
    String to = targets.get(random.nextInt(targets.size()));
    done(
        "POST",
        "/versions/" + version.number + "/transitions",
        "{\"to\":\"" + to + "\",\"reason\":\"deed " + counter + "\"}",
        201);
    kept.move(version.number, to);
    return true;
  }

  private boolean rollBack() {
    RunningServer.Answer back =
        send.apply(
            request.apply(
                "POST /api/v1/models/" + kept.name + "/rollback", "{\"reason\":\"worse\"}"));
    if (back.code().equals("nothing_to_roll_back_to")) return false;
    assertThat(back.status()).as(back.text()).isEqualTo(201);
    kept.move(back.json().path("version").asInt(), "production");
    return true;
  }

  private boolean point() {
    Kept.Version version = any(false);
    String alias = ALIASES.get(random.nextInt(ALIASES.size()));
    if (random.nextInt(4) == 0) alias = swapCase(alias);
    String written = kept.written(alias);
    boolean isNew = written == null;
    if (version == null || !isNew && kept.aliasesOf(version.number).contains(written)) return false;
    done("PUT", "/aliases/" + alias, "{\"version\":" + version.number + "}", isNew ? 201 : 200);
    kept.point(alias, version.number);
    return true;
  }

  private boolean unpoint() {
    if (kept.aliases.isEmpty()) return false;
    List<String> there = new ArrayList<>(kept.aliases.keySet());
    String alias = there.get(random.nextInt(there.size()));
    done("DELETE", "/aliases/" + alias, "", 204);
    kept.unpoint(alias);
    return true;
  }

  private boolean delete() {
    Kept.Version version = any(false);
    if (version == null || version.stage.equals("production")) return false;
    done("DELETE", "/versions/" + version.number, "", 204);
    kept.delete(version.number);
    return true;
  }

  private boolean restore() {
    Kept.Version version = any(true);
    if (version == null) return false;
    done("POST", "/versions/" + version.number + "/restore", "", 200);
    kept.restore(version.number);
    return true;
  }

  private boolean deleteModel() {
    if (!kept.in("production").isEmpty()) return false;
    done("DELETE", "", "", 204);
    kept.deleted = true;
    return true;
  }

  private Kept.@Nullable Version any(boolean deleted) {
    List<Kept.Version> found =
        kept.versions.values().stream().filter(v -> v.deleted == deleted).toList();
    return found.isEmpty() ? null : found.get(random.nextInt(found.size()));
  }

  private void done(String method, String path, String json, int status) {
    RunningServer.Answer answer =
        send.apply(request.apply(method + " /api/v1/models/" + kept.name + path, json));
    assertThat(answer.status())
        .as("%s %s %s: %s", method, path, json, answer.text())
        .isEqualTo(status);
  }

  private static String quoted(@Nullable String text) {
    return text == null ? "null" : "\"" + text + "\"";
  }
}
