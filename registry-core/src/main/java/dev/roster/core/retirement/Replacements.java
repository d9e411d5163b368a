package dev.roster.core.retirement;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.access.ModelAccess;
import dev.roster.core.access.ModelAccess.Reach;
import dev.roster.core.access.Permission;
import dev.roster.core.access.Principal;
import dev.roster.core.problem.Faults;
import dev.roster.core.problem.FieldPath;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.reference.VersionStatus;
import dev.roster.core.version.Version;
import dev.roster.core.version.VersionStore;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the versions that announcements name as replacements. */
@Component
class Replacements {
  private static final FieldPath FIELD = field("replacement");
  private static final Pattern FORM = Pattern.compile("([^/]+)/([0-9]{1,9})");

  private final ModelAccess access;
  private final VersionStore versions;

  Replacements(ModelAccess access, VersionStore versions) {
    this.access = access;
    this.versions = versions;
  }

  /** Finds what the text names. It adds to the faults what is wrong with it. */
  @Nullable VersionRef find(
      @Nullable String text, VersionRef replaced, Principal by, Faults faults) {
    if (text == null) return null;
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      faults.add(FIELD, "must name a version by its number, such as credit/9", text);
      return null;
    }
    Optional<VersionRef> found = find(form.group(1), Integer.parseInt(form.group(2)), by);
    if (found.isEmpty()) {
      faults.add(FIELD, "names no version that exists and that the token may read", text);
      return null;
    }
    VersionRef version = found.get();
    Version read = versions.read(version);
    if (version.equals(replaced)) faults.add(FIELD, "is the version itself", text);
    else if (read.status() != VersionStatus.READY)
      faults.add(FIELD, "must be ready, and it is " + read.status().wire(), text);
    else if (read.stage() == Stage.RETIRED) faults.add(FIELD, "is retired itself", text);
    return version;
  }

  private Optional<VersionRef> find(String model, int number, Principal by) {
    try {
      return Optional.ofNullable(
          access
              .find(ModelAccess.nameOf(model), number, Reach.PRESENT, Permission.READ, by)
              .version());
    } catch (Refused missing) {
      return Optional.empty();
    }
  }
}
