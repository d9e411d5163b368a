package dev.roster.core.compliance;

import java.util.List;
import java.util.regex.Pattern;
import org.cyclonedx.model.License;
import org.cyclonedx.model.LicenseChoice;
import org.cyclonedx.model.license.Expression;
import org.jspecify.annotations.Nullable;

/** The license within a bill of material: an SPDX expression, or else a name. */
final class BillLicense {
  private static final String ONE = "\\(*(?!(?:AND|OR|WITH)\\b)[A-Za-z0-9][A-Za-z0-9.:+-]*\\)*";
  private static final Pattern EXPRESSION = Pattern.compile(ONE + "( (AND|OR|WITH) " + ONE + ")*");

  private BillLicense() {}

  static @Nullable LicenseChoice of(@Nullable String license) {
    if (license == null || license.isBlank()) return null;
    LicenseChoice choice = new LicenseChoice();
    if (EXPRESSION.matcher(license).matches()) {
      choice.setExpression(new Expression(license));
    } else {
      License named = new License();
      named.setName(license);
      choice.setLicenses(List.of(named));
    }
    return choice;
  }
}
