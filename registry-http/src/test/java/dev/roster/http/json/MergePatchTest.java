package dev.roster.http.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** RFC 7396, on a record. */
class MergePatchTest {
  private static final JsonMapper JSON = Mappers.strict();
  private static final Described BEFORE =
      new Described("old", Map.of("a", "1", "b", "2"), List.of("x", "y"), new Inner("in", 7));

  record Inner(@Nullable String text, @Nullable Integer number) {}

  record Described(
      @Nullable String description,
      @Nullable Map<String, String> tags,
      @Nullable List<String> list,
      @Nullable Inner inner) {}

  private final MergePatch patches = new MergePatch(JSON);

  @Test
  void anEmptyPatchChangesNothing() {
    assertThat(patched("{}")).isEqualTo(BEFORE);
  }

  @Test
  void nullRemovesAndWhatIsLeftOutStays() {
    assertThat(patched("{\"description\":null}"))
        .isEqualTo(new Described(null, BEFORE.tags(), BEFORE.list(), BEFORE.inner()));
  }

  @Test
  void objectsAreMergedMemberByMember() {
    assertThat(patched("{\"tags\":{\"a\":null,\"c\":\"3\"},\"inner\":{\"number\":null}}"))
        .isEqualTo(
            new Described("old", Map.of("b", "2", "c", "3"), BEFORE.list(), new Inner("in", null)));
  }

  @Test
  void listsAreReplacedWhole() {
    assertThat(patched("{\"list\":[\"z\"]}").list()).containsExactly("z");
    assertThat(patched("{\"list\":[]}").list()).isEmpty();
  }

  @Test
  void anObjectIsMadeWhereNoneWas() {
    Described bare = new Described(null, null, null, null);
    ObjectNode patch = (ObjectNode) JSON.readTree("{\"inner\":{\"text\":\"new\",\"number\":null}}");

    assertThat(patches.apply(bare, patch, Described.class).inner())
        .isEqualTo(new Inner("new", null));
  }

  @Test
  void applyingAPatchTwiceIsApplyingItOnce() {
    ObjectNode patch =
        (ObjectNode) JSON.readTree("{\"tags\":{\"a\":null,\"d\":\"4\"},\"list\":null}");
    Described once = patches.apply(BEFORE, patch, Described.class);

    assertThat(patches.apply(once, patch, Described.class)).isEqualTo(once);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '^',
      value = {
        "{\"Description\":\"x\"}; UNKNOWN_FIELD",
        "{\"inner\":{\"other\":1}}; UNKNOWN_FIELD",
        "{\"description\":7}; INVALID_FIELD",
        "{\"tags\":\"a\"}; INVALID_FIELD",
        "{\"tags\":{\"a\":1}}; INVALID_FIELD",
        "{\"list\":[null]}; INVALID_FIELD",
        "{\"inner\":{\"number\":\"7\"}}; INVALID_FIELD"
      })
  void aPatchThatDoesNotFitIsRefusedWithItsCode(String patch, ProblemCode code) {
    assertThatThrownBy(() -> patched(patch))
        .asInstanceOf(type(Refused.class))
        .returns(code, Refused::code);
  }

  private Described patched(String patch) {
    return patches.apply(BEFORE, (ObjectNode) JSON.readTree(patch), Described.class);
  }
}
