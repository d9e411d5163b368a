package dev.roster.core.access;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelPattern;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.ModelState;
import dev.roster.core.reference.ReferenceStore;
import dev.roster.core.reference.VersionRef;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The one decision on rights over models. A model that the caller may not read is answered as if it
 * did not exist. A model that the caller may read, but not use as it asks, is {@code forbidden}.
 * That a model was deleted is told to callers that may read it.
 */
@Component
public class ModelAccess {
  private final ReferenceStore references;

  public ModelAccess(ReferenceStore references) {
    this.references = references;
  }

  /** Which deleted things a call may lead to; what it does not reach is refused as deleted. */
  public enum Reach {
    /** Neither a deleted model nor a deleted version. */
    PRESENT,
    /** A deleted version of a model that is not deleted. */
    DELETED_VERSION,
    /** Deleted models and deleted versions. */
    DELETED
  }

  /**
   * A model and a version that the caller may use as it asked.
   *
   * @param state null when deleted models were reached for: their revision is not looked up
   * @param version null when no number was given
   */
  public record Subject(ModelRef model, @Nullable ModelState state, @Nullable VersionRef version) {}

  /**
   * The model of this name, not deleted, for this permission.
   *
   * @throws Refused {@code model_not_found}, {@code deleted}, {@code forbidden}
   */
  public ModelRef model(ModelName name, Permission permission, Principal by) {
    return find(name, null, Reach.PRESENT, permission, by).model();
  }

  /**
   * As {@link #model(ModelName, Permission, Principal)}; a text that is not a name names no model.
   */
  public ModelRef model(String name, Permission permission, Principal by) {
    return model(nameOf(name), permission, by);
  }

  /**
   * The model of this name, deleted or not, for this permission.
   *
   * @throws Refused {@code model_not_found}, {@code forbidden}
   */
  public ModelRef modelEvenDeleted(ModelName name, Permission permission, Principal by) {
    return find(name, null, Reach.DELETED, permission, by).model();
  }

  /**
   * The model of this name and its version of this number. What is not there is told before what is
   * forbidden.
   *
   * @param number null if no version is asked for
   * @throws Refused {@code model_not_found}, {@code deleted}, {@code version_not_found}, {@code
   *     reclaimed}, {@code forbidden}
   */
  public Subject find(
      ModelName name, @Nullable Integer number, Reach reach, Permission permission, Principal by) {
    Subject subject =
        reach == Reach.DELETED ? evenDeleted(name, number, by) : present(name, number, reach, by);
    require(permission, subject.model(), by);
    return subject;
  }

  private Subject evenDeleted(ModelName name, @Nullable Integer number, Principal by) {
    ModelRef model = references.modelEvenDeleted(name);
    requireVisible(model, by, ReferenceStore::noSuchModel);
    VersionRef version = number == null ? null : references.versionEvenDeleted(model, number);
    return new Subject(model, null, version);
  }

  private Subject present(ModelName name, @Nullable Integer number, Reach reach, Principal by) {
    if (number == null || reach == Reach.DELETED_VERSION) {
      ModelState state = visible(name, by, () -> references.find(name), found -> found);
      VersionRef version =
          number == null ? null : references.versionEvenDeleted(state.model(), number);
      return new Subject(state.model(), state, version);
    }
    ReferenceStore.ModelAndVersion both = // one query finds the model and the version
        visible(
            name, by, () -> references.find(name, number), ReferenceStore.ModelAndVersion::model);
    return new Subject(both.model().model(), both.model(), both.version().get());
  }

  private <T> T visible(
      ModelName name, Principal by, Supplier<T> lookup, Function<T, ModelState> state) {
    T found;
    try {
      found = lookup.get();
    } catch (Refused refused) {
      if (refused.code() == ProblemCode.DELETED)
        requireVisible(references.modelEvenDeleted(name), by, ReferenceStore::noSuchModel);
      throw refused;
    }
    requireVisible(state.apply(found).model(), by, ReferenceStore::noSuchModel);
    return found;
  }

  /**
   * Decides on a model that was found otherwise than by its name.
   *
   * @throws Refused {@code model_not_found}, {@code forbidden}
   */
  public static void require(Permission permission, ModelRef model, Principal by) {
    require(permission, model, by, ReferenceStore::noSuchModel);
  }

  /**
   * Decides on the model that something else belongs to.
   *
   * @param missing what to answer when that thing does not exist, or belongs to a model that the
   *     caller may not read
   */
  public static void require(
      Permission permission, ModelRef model, Principal by, Supplier<Refused> missing) {
    requireVisible(model, by, missing);
    if (!by.may(permission, model)) throw forbidden(permission, "over " + model.name());
  }

  /**
   * Decides on a model that was found already, for a call that any of the permissions allows.
   *
   * @throws Refused {@code forbidden}
   */
  public static void requireOneOf(Set<Permission> permissions, ModelRef model, Principal by) {
    if (permissions.stream().noneMatch(one -> by.may(one, model)))
      throw forbidden(permissions, "over " + model.name());
  }

  /**
   * Decides on a name that no model has yet.
   *
   * @throws Refused {@code forbidden}
   */
  public static void requireForNew(Permission permission, ModelName name, Principal by) {
    if (!by.may(permission, name)) throw forbidden(permission, "over a model named " + name);
  }

  /**
   * Decides on all models of a pattern, those to come too.
   *
   * @throws Refused {@code forbidden}, also for a model that the caller may not know of
   */
  public static void requireOver(
      Permission permission, ModelPattern models, ReferenceStore references, Principal by) {
    boolean may =
        ModelPattern.isPrefix(models.text())
            ? by.mayToAll(permission, ModelPattern.prefixOf(models.text()))
            : mayToOne(permission, new ModelName(models.text()), references, by);
    if (!may) throw forbidden(permission, "over " + models.text());
  }

  private static boolean mayToOne(
      Permission permission, ModelName name, ReferenceStore references, Principal by) {
    if (by.may(permission, name)) return true; // by a prefix, whether it exists or not
    try {
      return by.may(permission, references.modelEvenDeleted(name));
    } catch (Refused missing) {
      return false;
    }
  }

  /**
   * Decides on a call that is about no model in particular, or about models that are found later.
   *
   * @throws Refused {@code forbidden}
   */
  public static void requireSomewhere(Permission permission, Principal by) {
    if (!by.maySomewhere(permission)) throw forbidden(permission, "over some model");
  }

  /**
   * Decides on a call that is about all models, future ones too.
   *
   * @throws Refused {@code forbidden}
   */
  public static void requireEverywhere(Permission permission, Principal by) {
    if (!by.mayEverywhere(permission)) throw forbidden(permission, "over all models");
  }

  /** Whether the caller may know of the model at all. */
  public static boolean isVisible(ModelRef model, Principal by) {
    return by.may(Permission.READ, model);
  }

  /**
   * The name that a caller sent.
   *
   * @throws Refused {@code model_not_found} when no model can have such a name
   */
  public static ModelName nameOf(String text) {
    if (!ModelName.isValid(text)) throw ReferenceStore.noSuchModel();
    return new ModelName(text);
  }

  private static void requireVisible(ModelRef model, Principal by, Supplier<Refused> missing) {
    if (!isVisible(model, by)) throw missing.get();
  }

  private static Refused forbidden(Permission permission, String over) {
    return forbidden(Set.of(permission), over);
  }

  private static Refused forbidden(Set<Permission> permissions, String over) {
    String roles =
        Arrays.stream(Role.values())
            .filter(role -> !Collections.disjoint(role.permissions(), permissions))
            .map(role -> role.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(" or "));
    return Refused.because(
        ProblemCode.FORBIDDEN, "The token needs the role " + roles + " " + over + ".");
  }
}
