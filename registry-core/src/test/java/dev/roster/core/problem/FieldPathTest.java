package dev.roster.core.problem;

import static dev.roster.core.problem.FieldPath.field;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FieldPathTest {
  private enum Part implements FieldPath.Part {
    FILE
  }

  @Test
  void isReadAsAProgrammerWouldWriteIt() {
    assertThat(field("tags")).hasToString("tags");
    assertThat(field("lineage", "code", "commit")).hasToString("lineage.code.commit");
    assertThat(field("artifacts").item(3).member("path")).hasToString("artifacts[3].path");
    assertThat(field().item(0)).hasToString("[0]");
    assertThat(field()).hasToString("the request");
  }

  @Test
  void quotesANameThatIsNotPlain() {
    assertThat(field("tags").member("team/risk")).hasToString("tags['team/risk']");
    assertThat(field("tags").member("a.b")).hasToString("tags['a.b']");
    assertThat(field("tags").member("")).hasToString("tags['']");
    assertThat(field("If-Match")).hasToString("If-Match");
  }

  @Test
  void keepsItsPartWhenItGrows() {
    FieldPath inFile = field("rows").in(Part.FILE);
    assertThat(inFile.item(1).followedBy(field("name")))
        .isEqualTo(field("rows").item(1).member("name").in(Part.FILE));
    assertThat(inFile.followedBy(field())).isEqualTo(inFile);
    assertThat(field("rows")).isNotEqualTo(inFile);
  }

  @Test
  void tellsAPositionFromANameInDigits() {
    assertThat(field("tags").item(0)).isNotEqualTo(field("tags").member("0"));
  }
}
