package dev.roster.core.lifecycle;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.label.Label;
import dev.roster.core.label.LabelRange;
import dev.roster.core.label.LabelStore;
import dev.roster.core.label.LabelStore.Labelled;
import dev.roster.core.model.Alias;
import dev.roster.core.model.AliasName;
import dev.roster.core.model.AliasStore;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.problem.Remedy;
import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.reference.VersionStatus;
import dev.roster.core.tombstone.Tombstones;
import dev.roster.core.version.Version;
import dev.roster.core.version.VersionStore;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;

/** Finds the version that a stage, an alias, a label or a number names. */
@Service
public class Resolver {
  private static final Pattern NUMBER = Pattern.compile("v?[0-9]+");

  private final VersionStore versions;
  private final AliasStore aliases;
  private final LabelStore labels;
  private final Tombstones tombstones;

  Resolver(VersionStore versions, AliasStore aliases, LabelStore labels, Tombstones tombstones) {
    this.versions = versions;
    this.aliases = aliases;
    this.labels = labels;
    this.tombstones = tombstones;
  }

  /**
   * @throws Refused {@code no_version_in_stage}
   */
  public Version inStage(ModelRef model, Stage stage) {
    check(stage);
    return versions.inStage(model, stage).orElseThrow(() -> nobody(model, stage, ""));
  }

  /**
   * @param selector a stage, {@code latest}, an alias, a label or a range of labels
   * @throws Refused {@code no_version_in_stage}, {@code alias_not_found}, {@code
   *     version_not_found}, {@code version_not_ready}, {@code reclaimed}
   */
  public Version resolve(ModelRef model, String selector) {
    Optional<Stage> stage = Stage.ofWire(selector);
    if (stage.isPresent()) return usable(inStage(model, stage.get()));
    if (selector.equals(AliasName.LATEST))
      return versions.read(
          versions
              .latestUsable(model)
              .orElseThrow(
                  () ->
                      Refused.because(
                          ProblemCode.VERSION_NOT_READY,
                          "%s has no version that is ready and not retired."
                              .formatted(model.name()))));
    return usable(versions.read(named(model, selector)));
  }

  private VersionRef named(ModelRef model, String selector) {
    if (NUMBER.matcher(selector).matches())
      throw Refused.invalid(
          field("reference"),
          "'%1$s' may be a number or a range; ask %2$s/%1$s for the version's number, %2$s@^%1$s for labels"
              .formatted(selector.replace("v", ""), model.name()));
    if (Label.isValid(selector)) return labelled(model, new Label(selector));
    if (ModelName.isValid(selector) && !LabelRange.reads(selector))
      return aliases
          .find(model, new AliasName(selector))
          .map(Alias::version)
          .orElseThrow(
              () ->
                  Refused.because(
                          ProblemCode.ALIAS_NOT_FOUND,
                          "%s has no alias %s.".formatted(model.name(), selector))
                      .with(new Remedy.ListAliases(model.name().text())));
    LabelRange range = LabelRange.parse(selector);
    return labels
        .highest(model, range)
        .orElseThrow(() -> unlabelled(model, "a release within " + range.text()))
        .version();
  }

  /** A label with build metadata does not name a version whose label has other build metadata. */
  private VersionRef labelled(ModelRef model, Label label) {
    Labelled found =
        labels
            .holder(model, label)
            .filter(held -> label.text().equals(label.key()) || held.label().equals(label))
            .orElseThrow(() -> unlabelled(model, "the label " + label));
    if (found.deleted())
      throw Refused.because(
          ProblemCode.DELETED, "%s, labelled %s, was deleted.".formatted(found.version(), label));
    return found.version();
  }

  private static Refused unlabelled(ModelRef model, String wanted) {
    return Refused.because(
            ProblemCode.VERSION_NOT_FOUND,
            "No version of %s that could serve has %s.".formatted(model.name(), wanted))
        .with(new Remedy.ListVersions(model.name().text()));
  }

  public Version resolve(VersionRef version) {
    return usable(versions.read(version));
  }

  private Version usable(Version version) {
    if (version.status() == VersionStatus.RECLAIMED) tombstones.refuseReclaimed(version.ref());
    if (version.digest() == null)
      throw Refused.because(
          ProblemCode.VERSION_NOT_READY,
          version.ref() + " is a draft. Finalize it, then it can be resolved.");
    return version;
  }

  /**
   * @throws Refused {@code invalid_field} if the stage has no holder
   */
  public static void check(Stage stage) {
    if (!stage.hasHolder())
      throw Refused.invalid(
          field("stage"),
          "must be " + Stage.anyOf(Stage.withHolder()) + ", which have a holder",
          stage.wire());
  }

  /**
   * The refusal if no version is in the stage.
   *
   * @param when the instant that was asked for, as {@code at 2026-03-03T14:05:00Z}; empty: now
   */
  public static Refused nobody(ModelRef model, Stage stage, String when) {
    return Refused.because(
            ProblemCode.NO_VERSION_IN_STAGE,
            "No version of %s %s in %s%s."
                .formatted(model.name(), when.isEmpty() ? "is" : "was", stage.wire(), when))
        .with(new Remedy.MoveToStage(model.name().text(), stage.wire()));
  }
}
