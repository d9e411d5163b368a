package dev.roster.app.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArrivingBodiesTest {
  private final ArrivingBodies bodies = new ArrivingBodies(3, 2);

  @Test
  void aClientThatHasManyBodiesLeavesRoomForOthers() {
    assertThat(bodies.add("a")).isTrue();
    assertThat(bodies.add("a")).isTrue();
    assertThat(bodies.add("a")).as("over its own limit").isFalse();
    assertThat(bodies.add("b")).isTrue();
    assertThat(bodies.add("c")).as("over the limit of all").isFalse();
  }

  @Test
  void aBodyThatHasArrivedCountsNoLonger() {
    bodies.add("a");
    bodies.add("a");
    bodies.remove("a");
    assertThat(bodies.add("a")).isTrue();
    bodies.remove("a");
    bodies.remove("a");
    assertThat(bodies.add("b") && bodies.add("b") && bodies.add("a")).isTrue();
  }
}
