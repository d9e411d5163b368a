package dev.roster.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.ObjectInputStream;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** Who may know whom. */
class DirectionsTest {
  private static final JavaClasses ROSTER =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(place -> !place.contains("-tests.jar")) // storage's, when packaged
          .importPackages("dev.roster");

  @ParameterizedTest
  @CsvSource({
    "core, http",
    "core, api",
    "core, storage",
    "core, monitoring",
    "core, app",
    "http, api",
    "http, storage",
    "http, monitoring",
    "http, app",
    "api, storage",
    "api, monitoring",
    "api, app",
    "storage, http",
    "storage, api",
    "storage, monitoring",
    "storage, app",
    "monitoring, http",
    "monitoring, api",
    "monitoring, storage",
    "monitoring, app"
  })
  void aModuleDoesNotKnow(String module, String other) {
    noClasses()
        .that()
        .resideInAPackage("dev.roster." + module + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.roster." + other + "..")
        .check(ROSTER);
  }

  @Test
  void theDomainKnowsNeitherTheWebNorEnginesNorSql() {
    noClasses()
        .that()
        .resideInAPackage("dev.roster.core..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.sql..",
            "javax.sql..",
            "jakarta.servlet..",
            "org.springframework.web..",
            "org.springframework.http..",
            "org.springframework.jdbc..",
            "software.amazon..")
        .check(ROSTER);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.roster.(*.*)..").should().beFreeOfCycles().check(ROSTER);
  }

  @Test
  void nothingIsInjectedIntoFields() {
    noFields()
        .should()
        .beAnnotatedWith(Autowired.class)
        .orShould()
        .beAnnotatedWith(Value.class)
        .check(ROSTER);
  }

  @Test
  void sha256IsMadeInOneClass() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.roster.core.digest..", "dev.roster.drift..")
        .should()
        .callMethod(MessageDigest.class, "getInstance", String.class)
        .check(ROSTER);
  }

  @Test
  void processesAreStartedByTheEmbeddedEnginesAndTheCommandLineAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.roster.app.embedded..", "dev.roster.app.cli..", "dev.roster.app.demo..")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(ProcessBuilder.class)
        .orShould()
        .callMethod(Runtime.class, "exec", String[].class)
        .check(ROSTER);
  }

  @Test
  void nothingReadsSerializedObjects() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ObjectInputStream.class)
        .check(ROSTER);
  }
}
