package dev.roster.core.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonPackageTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Scikit_Learn   | 1.7.2       | scikit-learn   | pkg:pypi/scikit-learn@1.7.2",
        "zope.interface | 6           | zope-interface | pkg:pypi/zope-interface@6",
        "a-_.b          | 1           | a-b            | pkg:pypi/a-b@1",
        "torch          | 2.1.0+cu118 | torch          | pkg:pypi/torch@2.1.0%2Bcu118",
        "x              | 1!2.0       | x              | pkg:pypi/x@1%212.0",
        "x              | ''          | x              | pkg:pypi/x",
        "x              | a b@c/d?e#f | x              | pkg:pypi/x@a%20b%40c%2Fd%3Fe%23f",
        "7z             | 1           | 7z             | pkg:pypi/7z@1",
        "-x             | 1           | -x             | ''",
        "x-             | 1           | x-             | ''",
        "x[extra]       | 1           | x[extra]       | ''",
        "größe          | 1           | größe          | ''",
        "''             | 1           | ''             | ''",
        "a/b            | 1           | a/b            | ''"
      })
  void aNameIsNormalizedAndWhatCannotBeOneHasNoPurl(
      String name, String version, String normalized, String purl) {
    assertThat(PythonPackage.normalized(name)).isEqualTo(normalized);
    assertThat(PythonPackage.purl(name, version).orElse("")).isEqualTo(purl);
  }
}
