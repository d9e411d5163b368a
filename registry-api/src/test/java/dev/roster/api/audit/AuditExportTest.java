package dev.roster.api.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditExportTest {
  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@sum", "\t=1", "\r=1"})
  void aCellIsNoFormula(String text) {
    assertThat(AuditExport.cell(text)).isEqualTo("\"'" + text + "\"");
  }

  @Test
  void aCellIsQuotedAsRfc4180Has() {
    assertThat(AuditExport.cell("a,\"b\"")).isEqualTo("\"a,\"\"b\"\"\"");
    assertThat(AuditExport.cell(null)).isEmpty();
  }
}
