package dev.roster.core.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {
  @Test
  void oneRowMoreThanTheLimitMeansThatThereIsANextPage() {
    assertThat(Page.of(List.of(1, 2), 2, Position::of)).isEqualTo(new Page<>(List.of(1, 2), null));
    assertThat(Page.of(List.of(1, 2, 3), 2, Position::of))
        .isEqualTo(new Page<>(List.of(1, 2), Position.of(2)));
    assertThat(Page.of(List.<Integer>of(), 2, Position::of)).isEqualTo(new Page<>(List.of(), null));
  }

  @Test
  void aRequestReadsOneRowMoreThanItShows() {
    assertThat(new PageRequest(1, null).fetch()).isEqualTo(2);
    assertThat(new PageRequest(PageRequest.MAX, null).fetch()).isEqualTo(PageRequest.MAX + 1);
    assertThatThrownBy(() -> new PageRequest(0, null)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PageRequest(PageRequest.LARGEST + 1, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aChangedPageKeepsItsEnd() {
    assertThat(new Page<>(List.of(1, 2), Position.of(2)).map(n -> n * 10))
        .isEqualTo(new Page<>(List.of(10, 20), Position.of(2)));
  }
}
