package dev.roster.core.compliance;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The names of packages of Python. */
final class PythonPackage {
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?"); // PEP 508

  private static final Pattern JOINTS = Pattern.compile("[-_.]+");

  private PythonPackage() {}

  /** As PEP 503 has it, if it is a name that a package can have. */
  static String normalized(String name) {
    return NAME.matcher(name).matches()
        ? JOINTS.matcher(name).replaceAll("-").toLowerCase(Locale.ROOT)
        : name;
  }

  /** Empty if no package can have the name. */
  static Optional<String> purl(String name, String version) {
    if (!NAME.matcher(name).matches()) return Optional.empty();
    try {
      return Optional.of(
          new PackageURL(
                  "pypi", null, normalized(name), version.isEmpty() ? null : version, null, null)
              .canonicalize());
    } catch (MalformedPackageURLException wrong) {
      return Optional.empty();
    }
  }
}
