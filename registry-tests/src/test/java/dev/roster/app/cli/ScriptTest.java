package dev.roster.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code ./roster} builds, and when, with {@code flock} and where it fails. */
class ScriptTest {
  @TempDir Path temporary;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aServerKeepsTheBuildThatItRunsFrom(boolean locks) throws Exception {
    Checkout checkout = checkout(locks);
    Path first;
    try (Checkout.Run server = checkout.run("start")) {
      first = server.jar();
      checkout.edit();
      try (Checkout.Run next = checkout.run("start")) {
        assertThat(next.jar()).exists().isNotEqualTo(first);
        assertThat(next.end()).isEqualTo("still there");
      }
      assertThat(server.end()).isEqualTo("still there");
    }
    try (Checkout.Run later = checkout.run("version")) {
      assertThat(later.jar()).exists();
      assertThat(first.getParent()).as("nobody runs from it any more").doesNotExist();
    }
    assertThat(checkout.builds()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ofTwoAtOnceOneBuildsAndTheOtherRunsFromThatBuild(boolean locks) throws Exception {
    Checkout checkout = checkout(locks);
    checkout.closeGate();
    try (Checkout.Run first = checkout.run("start")) {
      first.tells("Building Roster");
      try (Checkout.Run second = checkout.run("start")) {
        second.tells("Waiting for another ./roster");
        checkout.openGate();
        assertThat(second.jar()).isEqualTo(first.jar());
      }
    }
    assertThat(checkout.builds()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsEditedDuringABuildIsBuiltNext(boolean locks) throws Exception {
    Checkout checkout = checkout(locks);
    checkout.closeGate();
    Path first;
    try (Checkout.Run build = checkout.run("version")) {
      build.tells("Building Roster");
      checkout.edit();
      checkout.openGate();
      first = build.jar();
    }
    try (Checkout.Run next = checkout.run("version")) {
      assertThat(next.jar()).isNotEqualTo(first);
    }
  }

  private Checkout checkout(boolean locks) throws Exception {
    Checkout checkout = new Checkout(temporary);
    return locks ? checkout : checkout.withoutLocks();
  }
}
