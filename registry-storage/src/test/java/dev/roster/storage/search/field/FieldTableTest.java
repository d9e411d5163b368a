package dev.roster.storage.search.field;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.core.search.Field;
import dev.roster.core.search.FieldRef;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each field of the language has its SQL: what core says a field can do, storage can do. */
class FieldTableTest {
  private final FieldTable versions = new FieldTable(new NamedParameters(), false, "v", "m");
  private final FieldTable models = new FieldTable(new NamedParameters(), true, "v", "m");

  private static FieldRef ref(Field field) {
    return field.isKeyed() ? FieldRef.of(field, "key") : FieldRef.of(field);
  }

  @ParameterizedTest
  @EnumSource(Field.class)
  void aListCanBeOrderedByIt(Field field) {
    assertThat(versions.of(ref(field)).keys(true)).isNotEmpty().allMatch(SortKey::descending);
    if (field.isOfModel())
      assertThat(models.of(ref(field)).keys(false))
          .singleElement()
          .satisfies(key -> assertThat(key.expression()).contains("m.").doesNotContain("v."));
  }

  @ParameterizedTest
  @EnumSource(Field.class)
  void itsValuesCanBeCountedWhereTheLanguageAllowsIt(Field field) {
    if (!field.hasFacets()) return;
    assertThat(versions.of(ref(field)).facet().value()).isNotEmpty();
    if (field.isOfModel()) assertThat(models.of(ref(field)).facet().isOneEach()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Field.class)
  void aFieldWithAKeyCanBeAskedWhetherItExists(Field field) {
    if (!field.isKeyed()) return;
    assertThat(versions.of(ref(field)).exists(false)).startsWith("exists (");
    assertThat(versions.of(ref(field)).candidatesThatExist(4)).hasSize(1);
  }
}
