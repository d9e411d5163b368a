package dev.roster.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.roster.storage.verify.InvariantCheck;
import dev.roster.storage.verify.Rfc8785Writer;
import java.io.File;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.net.Socket;
import java.net.URLConnection;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** Who may know whom. */
class DirectionsTest {
  private static final JavaClasses ROSTER =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(place -> !place.contains("-tests.jar")) // storage's, when packaged
          .importPackages("dev.roster");

  /** A path of the API, or a whole literal like "/name", "?at" or "/versions/" that goes on. */
  private static final Pattern OF_REST =
      Pattern.compile("/api/v1|\"[/?][A-Za-z_]\\w*(/\\w+)*\"|\"/(\\w+/)+\" \\+");

  @ParameterizedTest
  @CsvSource({
    "drift, core",
    "drift, outbound",
    "core, outbound",
    "http, outbound",
    "api, outbound",
    "storage, outbound",
    "monitoring, outbound",
    "outbound, http",
    "outbound, api",
    "outbound, storage",
    "outbound, monitoring",
    "outbound, app",
    "drift, http",
    "drift, api",
    "drift, storage",
    "drift, monitoring",
    "drift, app",
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

  /** The API calls use cases, so that rights, locks and audit entries cannot be passed by. */
  @Test
  void theApiUsesNoPortThatStorageImplements() {
    Set<JavaClass> ports =
        ROSTER.stream()
            .filter(type -> type.getPackageName().startsWith("dev.roster.storage."))
            .flatMap(type -> type.getAllRawInterfaces().stream())
            .filter(type -> type.getPackageName().startsWith("dev.roster.core."))
            .collect(Collectors.toSet());
    assertThat(ports).extracting(JavaClass::getSimpleName).contains("AuditLog", "VersionStore");
    noClasses()
        .that()
        .resideInAPackage("dev.roster.api..")
        .should()
        .dependOnClassesThat(describe("are ports that storage implements", ports::contains))
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

  /** A use case names a field and a remedy; each door says how its callers write them. */
  @ParameterizedTest
  @ValueSource(strings = {"registry-core", "registry-storage", "registry-monitoring"})
  void sourcesOfTheDomainNameNoUrlPointerOrQueryParameter(String module) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList())
        for (String line : Files.readAllLines(file))
          if (OF_REST.matcher(line).find()) found.add(file.getFileName() + ": " + line.strip());
    }
    assertThat(found).isEmpty();
  }

  @Test
  void aCheckOfVerifyUsesNothingOfThoseWhoWriteTheRows() {
    classes()
        .that()
        .areAssignableTo(InvariantCheck.class)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                    "java..",
                    "javax.crypto..",
                    "org.jspecify..",
                    "tools.jackson..",
                    "dev.roster.core.digest..", // SHA-256
                    "dev.roster.core.reference..", // words, such as the stages
                    "dev.roster.storage.progress..",
                    "dev.roster.storage.time..",
                    "dev.roster.storage.verify..")
                .or(assignableTo(InvariantCheck.class)))
        .check(ROSTER);
  }

  @Test
  void theVerifierOfTheAuditLogUsesNothingOfThoseWhoWriteIt() {
    classes()
        .that()
        .resideInAPackage("dev.roster.app.audit..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                    "java..",
                    "javax.crypto..",
                    "org.jspecify..",
                    "com.fasterxml.jackson.annotation..",
                    "tools.jackson..",
                    "dev.roster.app.audit..",
                    "dev.roster.app.settings..",
                    "dev.roster.app.verify..") // opens the store
                .or(equivalentTo(Rfc8785Writer.class)))
        .check(ROSTER);
  }

  @Test
  void theDriftEngineIsALibraryWithoutSpringAndInputOrOutput() {
    noClasses()
        .that()
        .resideInAPackage("dev.roster.drift..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.springframework..",
            "tools.jackson..",
            "java.sql..",
            "java.net..",
            "java.nio.file..")
        .check(ROSTER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev.roster.(*.*)..", "dev.roster.(*.*.*).."})
  void packagesHaveNoCycles(String pattern) {
    slices().matching(pattern).should().beFreeOfCycles().check(ROSTER);
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
        .resideOutsideOfPackages(
            "dev.roster.core.digest..", "dev.roster.drift..", "dev.roster.app.audit..")
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

  /** Addresses that users give are called by the guarded client alone. */
  @Test
  void ssrf05OtherSystemsAreCalledByTheGuardedClientAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.roster.outbound..", "dev.roster.app.embedded..", "dev.roster.app.demo..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net.http..", "org.apache.hc..")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(URLConnection.class)
        .check(ROSTER);
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.roster.app..")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Socket.class, SocketChannel.class)
        .check(ROSTER);
  }

  /** What is in {@code java.io.tmpdir} is left there by a killed server. */
  @Test
  void temporaryFilesAreInTheTemporaryFolder() {
    noClasses()
        .should()
        .callMethod(
            Files.class, "createTempFile", String.class, String.class, FileAttribute[].class)
        .orShould()
        .callMethod(Files.class, "createTempDirectory", String.class, FileAttribute[].class)
        .orShould()
        .callMethod(File.class, "createTempFile", String.class, String.class)
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
