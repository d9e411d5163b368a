package dev.roster.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which models a grant covers. */
class GrantTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "''; credit; true",
        "credit; credit; true",
        "credit; credit-risk; true",
        "Credit; cREDIT-risk; true",
        "credit-; credit; false",
        "credit; decredit; false",
        "credit.; credit-risk; false",
        "cre*; credit; false"
      })
  void aPrefixCoversTheNamesThatBeginWithItAlsoOfModelsToCome(
      String prefix, String name, boolean covered) {
    Grant grant = new Grant(Role.READER, null, prefix);

    assertThat(grant.covers(7L, name)).isEqualTo(covered);
    assertThat(grant.covers(null, name)).isEqualTo(covered);
  }

  @ParameterizedTest
  @CsvSource({"7, credit, true", "7, renamed, true", "8, credit, false", ", credit, false"})
  void authz08AModelIsCoveredByItsIdAndNotByItsName(
      @Nullable Long id, String name, boolean covered) {
    assertThat(new Grant(Role.ADMIN, 7L, null).covers(id, name)).isEqualTo(covered);
  }

  @Test
  void onlyTheEmptyPrefixIsForAll() {
    assertThat(Grant.onAll(Role.READER).isForAll()).isTrue();
    assertThat(new Grant(Role.READER, null, "c").isForAll()).isFalse();
    assertThat(new Grant(Role.READER, 7L, null).isForAll()).isFalse();
  }

  @Test
  void aGrantIsForOneModelOrForAPrefix() {
    assertThatThrownBy(() -> new Grant(Role.READER, null, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Grant(Role.READER, 7L, ""))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
