package dev.roster.app.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

class CycleTest extends LineageCalls {
  @Test
  void versionsNeverGoInCirclesWhoeverElseIsAtWork() throws Exception {
    String one = model("circle"), two = model("circle");
    List<String> drafts = new ArrayList<>();
    for (int i = 0; i < 4; i++)
      for (String model : List.of(one, two)) drafts.add(model + "/" + made(model, "{}"));
    Random random = new Random(7);
    List<Callable<Answer>> calls = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String child = drafts.get(random.nextInt(drafts.size()));
      StringBuilder parents = new StringBuilder();
      for (int p = random.nextInt(3); p >= 0; p--) {
        String[] parent = drafts.get(random.nextInt(drafts.size())).split("/");
        parents.append(parents.isEmpty() ? "" : ",");
        parents.append(parent(parent[0], Integer.parseInt(parent[1])));
      }
      String body = "{\"lineage\":{\"parents\":[%s]}}".formatted(parents);
      String path = "/api/v1/models/" + child.replace("/", "/versions/");
      calls.add(() -> send(with("PATCH", path, body)));
    }
    ExecutorService pool = Executors.newFixedThreadPool(16);
    try {
      List<Integer> statuses = new ArrayList<>();
      for (var call : pool.invokeAll(calls)) statuses.add(call.get().status());
      assertThat(statuses).contains(200, 400).containsOnly(200, 400);
    } finally {
      pool.shutdownNow();
    }
    assertThat(
            jdbc.sql(
                    """
                    with recursive up(start, at) as (
                      select version_id, parent_id from lineage_edge where kind = 'parent'
                      union select up.start, e.parent_id from up join lineage_edge e on e.version_id = up.at
                        where e.kind = 'parent')
                    select count(*) from up where start = at""")
                .query(Long.class)
                .single())
        .isZero();
    for (String draft : drafts) { // what the version says and what the graph has is the same
      String[] parts = draft.split("/");
      var given =
          get(path(parts[0], Integer.parseInt(parts[1]))).json().path("lineage").path("parents");
      var graph = graph(parts[0], Integer.parseInt(parts[1]), "?direction=upstream&depth=1");
      assertThat(ids(graph).stream().filter(id -> !id.equals("version:" + draft)))
          .containsExactlyInAnyOrderElementsOf(
              stream(given)
                  .map(p -> "version:" + p.path("model").asString() + "/" + p.path("version"))
                  .distinct()
                  .toList());
    }
  }

  @Test
  void theDatabaseHoldsItToo() {
    String model = model("circle");
    int older = made(model, "{}"), newer = childOf(model, model, older);
    assertThatThrownBy(
            () ->
                jdbc.sql(
                        """
                        insert into lineage_edge (source, target, kind, claim, model_id, version_id, parent_id)
                        select target, source, kind, claim, model_id, parent_id, version_id
                        from lineage_edge e where kind = 'parent' and version_id =
                          (select v.id from version v join model m on m.id = v.model_id
                           where m.name = :model and v.number = :number)""")
                    .param("model", model)
                    .param("number", newer)
                    .update())
        .isInstanceOf(DataIntegrityViolationException.class);
  }
}
