package dev.roster.core.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import java.util.Collections;
import org.junit.jupiter.api.Test;

class SafeYamlTest {
  /** A list is a node itself. */
  private static byte[] list(int items) {
    return ("[" + String.join(",", Collections.nCopies(items, "a")) + "]").getBytes(UTF_8);
  }

  @Test
  void dos03AsManyNodesAsAllowedAreRead() throws UnreadableYaml {
    assertThat(SafeYaml.read(list(SafeYaml.MAX_NODES - 1)))
        .asInstanceOf(LIST)
        .hasSize(SafeYaml.MAX_NODES - 1);
  }

  @Test
  void dos03OneNodeMoreIsRefused() {
    assertThatThrownBy(() -> SafeYaml.read(list(SafeYaml.MAX_NODES)))
        .isInstanceOf(UnreadableYaml.class)
        .hasMessage("has more than 20,000 YAML nodes");
  }
}
