package dev.roster.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.core.access.Permission;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteTableMergeTest {
  private static final Route READ = Route.model("GET", "/m/{name}", Permission.READ);
  private static final Route WRITE = Route.model("POST", "/m/{name}", Permission.DESCRIBE);

  @Test
  void rowsOfAllCapabilitiesAreFoundByMethodAndPattern() {
    RouteTable table = new RouteTable(List.of(() -> List.of(READ), () -> List.of(WRITE)));

    assertThat(table.find("GET", "/m/{name}")).contains(READ);
    assertThat(table.find("HEAD", "/m/{name}")).contains(READ);
    assertThat(table.find("POST", "/m/{name}")).contains(WRITE);
    assertThat(table.all()).containsExactly(READ, WRITE);
  }

  @Test
  void authz01ARouteWithoutARowIsNotFound() {
    RouteTable table = new RouteTable(List.of(() -> List.of(READ)));

    assertThat(table.find("DELETE", "/m/{name}")).isEmpty();
    assertThat(table.find("GET", "/m/{other}")).isEmpty();
  }

  @Test
  void twoRowsForOneRouteAreRefused() {
    assertThatThrownBy(
            () ->
                new RouteTable(
                    List.of(
                        () -> List.of(READ),
                        () -> List.of(Route.handler("GET", "/m/{name}", Permission.READ)))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("two rows for GET /m/{name}");
  }

  @Test
  void auth01OnlyOpenRowsAreOpenAndFilesHaveNoHandler() {
    RouteTable table =
        new RouteTable(
            List.of(
                () ->
                    List.of(
                        READ,
                        Route.open("/page"),
                        Route.openFiles("/files/**"),
                        Route.authenticated("GET", "/error"))));

    assertThat(table.openPatterns()).containsExactly("/page", "/files/**");
    assertThat(table.find("GET", "/files/**")).isEmpty();
  }
}
