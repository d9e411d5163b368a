package dev.roster.app.version;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VersionNumbersTest extends RunningServer {
  @Test
  void int03SixtyFourClientsGetTheNumbersOneToSixtyFour() throws Exception {
    String model = model("numbers");
    ExecutorService pool = Executors.newFixedThreadPool(64);
    try {
      List<Future<Integer>> made =
          IntStream.range(0, 64)
              .mapToObj(
                  i ->
                      pool.submit(
                          () ->
                              post("/api/v1/models/%s/versions".formatted(model), "{}")
                                  .json()
                                  .path("version")
                                  .asInt()))
              .toList();
      List<Integer> numbers = new java.util.ArrayList<>();
      for (Future<Integer> one : made) numbers.add(one.get());
      assertThat(numbers)
          .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 64).boxed().toList());
    } finally {
      pool.shutdownNow();
    }
  }
}
