package dev.roster.core.problem;

import static dev.roster.core.problem.FieldPath.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

class FaultsTest {
  @Test
  void nothingIsThrownWhenEverythingIsRight() {
    Faults faults =
        new Faults()
            .text(field("owner"), null, 5)
            .text(field("owner"), "12345", 5)
            .requiredText(field("name"), "x", 5)
            .count(field("tags"), 5, 5);
    assertThatCode(faults::throwIfAny).doesNotThrowAnyException();
  }

  @Test
  void whatIsTooLongTooManyOrMissingIsNamed() {
    Refused refused =
        refusalOf(
            new Faults()
                .text(field("owner"), "123456", 5)
                .requiredText(field("framework", "name"), " ", 5)
                .count(field("tags"), 6, 5));
    assertThat(refused.code()).isEqualTo(ProblemCode.INVALID_FIELD);
    assertThat(refused)
        .hasMessage("owner has 6 characters; at most 5 are kept, and 2 more (see errors)");
    assertThat(refused.faults())
        .containsExactly(
            new FieldFault(field("owner"), "has 6 characters; at most 5 are kept"),
            new FieldFault(field("framework", "name"), "is required"),
            new FieldFault(field("tags"), "has 6 entries; at most 5 are kept"));
  }

  @Test
  void oneFaultIsTheWholeMessage() {
    assertThat(refusalOf(new Faults().add(field("tags").item(0), "is null")))
        .hasMessage("tags[0] is null");
  }

  @Test
  void aHundredAreShownAndAllAreCounted() {
    Faults faults = new Faults();
    for (int i = 0; i < 101; i++) faults.add(field("metrics").item(i), "is null");
    Refused refused = refusalOf(faults);
    assertThat(refused.faults()).hasSize(100);
    assertThat(refused).hasMessage("metrics[0] is null, and 100 more (see errors)");
  }

  @Test
  void aRemedyIsAddedToTheSameRefusal() {
    Refused refused = Refused.invalid(field("label"), "is taken").with(new Remedy.FreeLabel());
    assertThat(refused).hasMessage("label is taken");
    assertThat(refused.faults()).hasSize(1);
    assertThat(refused.remedy()).contains(new Remedy.FreeLabel());
    assertThat(refused.with(null).remedy()).isEmpty();
  }

  private static Refused refusalOf(Faults faults) {
    return catchThrowableOfType(Refused.class, faults::throwIfAny);
  }
}
