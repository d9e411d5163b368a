package dev.roster.app.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who changes what changed since it was read is told so; without If-Match nobody is asked. */
class TwoEditorsTest extends RunningServer {
  private String model;
  private String path;

  @BeforeEach
  void register() {
    model = model("cc01");
    path = "/api/v1/models/" + model;
  }

  /** {@code guard} is whose ETag guards it; the first editor's change makes the second's stale. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PATCH||{\"description\":\"%s\"}|",
        "PATCH||{\"name\":\"MODEL-%s\"}|",
        "DELETE|||",
        "PATCH|/versions/1|{\"description\":\"%s\"}|/versions/1",
        "DELETE|/versions/2||/versions/2",
        "PUT|/aliases/champion|{\"version\":2}|/aliases/champion",
        "DELETE|/aliases/champion||/aliases/champion",
        "POST|/versions/2/transitions|{\"to\":\"staging\"}|",
        "POST|/rollback|{\"reason\":\"%s\"}|"
      })
  void cc01AStaleIfMatchIs412AndChangesNothing(
      String method, String target, String body, String guard) {
    ready(model);
    ready(model);
    send(with("PUT", path + "/aliases/champion", "{\"version\":1}"));
    String guarded = path + (guard == null ? "" : guard);
    String seen = get(guarded).header("ETag");
    assertThat(seen).as("what can be changed has an ETag").matches("\"r\\d+\"");
    changeBehind(guard);
    String now = get(guarded).header("ETag");
    assertThat(now).isNotEqualTo(seen);

    String json = body == null ? "" : body.formatted("second").replace("MODEL", model);
    String to = path + (target == null ? "" : target);
    Answer stale = send(with(method, to, json).header("If-Match", seen));
    assertThat(stale.status()).as(stale.text()).isEqualTo(412);
    assertThat(stale.code()).isEqualTo("stale");
    assertThat(send(with(method, to, json).header("If-Match", "W/" + now)).status())
        .as("a weak one never matches")
        .isEqualTo(412);
    assertThat(get(guarded).header("ETag")).as("nothing was changed").isEqualTo(now);
    Answer fresh = send(with(method, to, json).header("If-Match", now));
    if (!target("rollback", target))
      assertThat(fresh.status()).as(fresh.text()).isBetween(200, 204);
    else assertThat(fresh.code()).isEqualTo("nothing_to_roll_back_to");
  }

  private static boolean target(String word, String target) {
    return target != null && target.endsWith(word);
  }

  private void changeBehind(String guard) {
    if (guard != null && guard.startsWith("/versions"))
      send(with("PATCH", path + guard, "{\"description\":\"first\"}"));
    else send(with("PATCH", path, "{\"description\":\"first\"}"));
  }

  /** Eight clients each add twenty tags, reading, changing and sending back: none is lost. */
  @Test
  void cc01NoUpdateIsLostBetweenEditorsThatSendIfMatch() throws Exception {
    int editors = 8, each = 20;
    ready(model);
    for (String target : List.of(path, path + "/versions/1")) {
      ExecutorService pool = Executors.newFixedThreadPool(editors);
      try {
        List<Future<?>> done = new ArrayList<>();
        for (int editor = 0; editor < editors; editor++) {
          int mine = editor;
          done.add(pool.submit(() -> append(target, mine, each)));
        }
        for (Future<?> editor : done) editor.get();
      } finally {
        pool.shutdownNow();
      }
      String text = get(target).json().path("description").asString();
      assertThat(text.split(" ")).as(target).hasSize(editors * each).doesNotHaveDuplicates();
    }
  }

  private void append(String target, int editor, int each) {
    for (int i = 0; i < each; i++) {
      int status;
      do {
        Answer seen = get(target);
        String text = seen.json().path("description").asString("");
        String more = (text + " " + editor + "-" + i).strip();
        status =
            send(with("PATCH", target, "{\"description\":\"" + more + "\"}")
                    .header("If-Match", seen.header("ETag")))
                .status();
      } while (status == 412);
      assertThat(status).isEqualTo(200);
    }
  }

  @Test
  void cc01NoPreconditionIsDemanded() {
    assertThat(send(with("PATCH", path, "{\"description\":\"unasked\"}")).status()).isEqualTo(200);
    assertThat(send("DELETE", path, ADMIN).status()).isEqualTo(204);
  }
}
