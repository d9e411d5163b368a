package dev.roster.core.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import org.cyclonedx.model.LicenseChoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BillLicenseTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "MIT",
        "Apache-2.0",
        "GPL-2.0+",
        "MIT OR Apache-2.0",
        "(MIT OR Apache-2.0) AND LicenseRef-own",
        "GPL-2.0-only WITH Classpath-exception-2.0",
        "DocumentRef-a:LicenseRef-b"
      })
  void whatReadsAsSpdxIsAnExpression(String license) {
    LicenseChoice choice = BillLicense.of(license);
    assertThat(choice.getExpression().getValue()).isEqualTo(license);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"our own", "MIT, see LICENSE", "MIT or Apache-2.0", "AND", "MIT AND", "©"})
  void anythingElseIsAName(String license) {
    LicenseChoice choice = BillLicense.of(license);
    assertThat(choice.getExpression()).isNull();
    assertThat(choice.getLicenses()).singleElement().returns(license, one -> one.getName());
  }

  @Test
  void noLicenseIsNone() {
    assertThat(BillLicense.of(null)).isNull();
    assertThat(BillLicense.of(" ")).isNull();
  }
}
