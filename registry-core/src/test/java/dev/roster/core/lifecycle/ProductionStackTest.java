package dev.roster.core.lifecycle;

import static dev.roster.core.version.HousingVersions.ref;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.core.lifecycle.ProductionStack.Entry;
import dev.roster.core.reference.VersionRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stacks are written newest first; {@code !} marks a version that could not serve again. */
class ProductionStackTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // stack, in production, way back
        "'', -, ''",
        "'1', 1, ''",
        "'2 1', 2, '1'",
        "'3 2 1', 3, '2 1'",
        "'3 2! 1', 3, '1'",
        "'3 2! 1!', 3, ''",
        // a version that served twice is gone back to twice, but not from itself
        "'2 1 2 1', 2, '1 2 1'",
        "'2 2 1', 2, '1'",
        "'3 2! 3 1', 3, '1'",
        // nobody is in production: the newest that could serve comes back
        "'2 1', -, '2 1'",
        "'2! 1', -, '1'",
        "'1 1', -, '1'",
      })
  void theWayBackLeadsDownTheStack(String stack, @Nullable Integer serving, String way) {
    assertThat(
            stack(stack, serving).wayBack().stream()
                .map(version -> "" + version.number())
                .collect(Collectors.joining(" ")))
        .isEqualTo(way);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // stack, in production, target, entries that go
        "'2 1', 2, 1, 2",
        "'3 2 1', 3, 2, 2",
        "'3 2 1', 3, 1, 3",
        "'3 2! 1', 3, 1, 3",
        // of several entries of the target the newest
        "'2 1 2 1', 2, 1, 2",
        // nobody is in production
        "'2 1', -, 2, 1",
        "'2 1', -, 1, 2",
        // the target is not on the stack: an earlier rollback took it off
        "'2 1', 2, 3, 1",
        "'', -, 3, 0",
        // the entry of the version that serves is not its own target
        "'2 1', 2, 2, 1",
      })
  void aRollbackTakesTheTargetAndAllAboveItOffTheStack(
      String stack, @Nullable Integer serving, int target, int count) {
    assertThat(stack(stack, serving).countToPop(ref(target))).isEqualTo(count);
  }

  @Test
  void aRollbackGoesOneFurtherEachTimeAndNeverForward() {
    assertThat(rollBackUntilTheEnd("4 3 2 1", 4)).containsExactly(3, 2, 1);
    assertThat(rollBackUntilTheEnd("2 1 2 1", 2)).containsExactly(1, 2, 1);
    assertThat(rollBackUntilTheEnd("2 1", null)).containsExactly(2, 1);
  }

  private static List<Integer> rollBackUntilTheEnd(String text, @Nullable Integer serving) {
    List<Integer> order = new ArrayList<>();
    ProductionStack stack = stack(text, serving);
    while (!stack.wayBack().isEmpty()) {
      VersionRef target = stack.wayBack().get(0);
      List<Entry> left =
          new ArrayList<>(
              stack.entries().subList(stack.countToPop(target), stack.entries().size()));
      left.add(0, new Entry(target, true));
      stack = new ProductionStack(left, target);
      order.add(target.number());
    }
    return order;
  }

  private static ProductionStack stack(String text, @Nullable Integer serving) {
    List<Entry> served =
        Arrays.stream(text.split(" "))
            .filter(entry -> !entry.isEmpty())
            .map(
                entry ->
                    new Entry(ref(Integer.parseInt(entry.replace("!", ""))), !entry.endsWith("!")))
            .toList();
    return new ProductionStack(served, serving == null ? null : ref(serving));
  }
}
