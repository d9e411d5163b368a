package dev.roster.core.lifecycle;

import dev.roster.core.model.Alias;
import dev.roster.core.model.AliasName;
import dev.roster.core.model.AliasStore;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.version.Stage;
import dev.roster.core.version.Version;
import dev.roster.core.version.VersionStore;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Answers who serves: by stage, alias or number. */
@Service
public class Serving {
  private final History history;
  private final VersionStore versions;
  private final AliasStore aliases;

  Serving(History history, VersionStore versions, AliasStore aliases) {
    this.history = history;
    this.versions = versions;
    this.aliases = aliases;
  }

  /**
   * @throws Refused {@code no_version_in_stage}
   */
  @Transactional(readOnly = true)
  public Version inStage(ModelRef model, Stage stage) {
    check(stage);
    return versions.read(history.holder(model, stage).orElseThrow(() -> nobody(model, stage, "")));
  }

  /**
   * @param selector a stage, {@code latest} or an alias
   * @throws Refused {@code no_version_in_stage}, {@code alias_not_found}, {@code version_not_ready}
   */
  @Transactional(readOnly = true)
  public Version resolve(ModelRef model, String selector) {
    Optional<Stage> stage = Stage.ofWire(selector);
    if (stage.isPresent()) return finalized(inStage(model, stage.get()));
    if (selector.equals("latest"))
      return versions.read(
          versions
              .latestUsable(model)
              .orElseThrow(
                  () ->
                      Refused.because(
                          ProblemCode.VERSION_NOT_READY,
                          "%s has no version that is ready and not retired."
                              .formatted(model.name()))));
    VersionRef version =
        aliases
            .find(model, new AliasName(selector))
            .map(Alias::version)
            .orElseThrow(
                () ->
                    Refused.because(
                        ProblemCode.ALIAS_NOT_FOUND,
                        "%s has no alias %s. GET /api/v1/models/%s shows its aliases."
                            .formatted(model.name(), selector, model.name())));
    return finalized(versions.read(version));
  }

  @Transactional(readOnly = true)
  public Version resolve(VersionRef version) {
    return finalized(versions.read(version));
  }

  private static Version finalized(Version version) {
    if (version.digest() == null)
      throw Refused.because(
          ProblemCode.VERSION_NOT_READY,
          version.ref() + " is a draft. Finalize it, then it can be resolved.");
    return version;
  }

  /**
   * @throws Refused {@code invalid_field} when it is a stage that nobody holds
   */
  public static void check(Stage stage) {
    if (stage != Stage.PRODUCTION && stage != Stage.STAGING)
      throw Refused.invalid("/stage", "is not production or staging; those alone have a holder");
  }

  /** What to answer when nobody is in the stage, or was there: {@code when} says when. */
  public static Refused nobody(ModelRef model, Stage stage, String when) {
    return Refused.because(
        ProblemCode.NO_VERSION_IN_STAGE,
        "No version of %s %s in %s%s. Move one there by POST /api/v1/models/%s/versions/{version}/transitions."
            .formatted(
                model.name(), when.isEmpty() ? "is" : "was", stage.wire(), when, model.name()));
  }
}
