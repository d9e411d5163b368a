package dev.roster.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.core.access.ModelAccess.Reach;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.ModelState;
import dev.roster.core.reference.ReferenceStore;
import dev.roster.core.reference.VersionRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Role × what the grant covers × state of the model × permission × reach → the answer. */
class ModelAccessTest {
  private static final ModelRef PRESENT = new ModelRef(1, new ModelName("credit-present"));
  private static final ModelRef DELETED = new ModelRef(2, new ModelName("credit-deleted"));
  private static final ModelName ABSENT = new ModelName("credit-absent");
  private static final int DELETED_NUMBER = 2;

  private final ModelAccess access = new ModelAccess(new TwoModels());

  /** What a grant is over; the first three cover the model that is asked for. */
  enum Over {
    ALL,
    PREFIX,
    MODEL,
    OTHER_PREFIX,
    OTHER_MODEL;

    boolean covers() {
      return this == ALL || this == PREFIX || this == MODEL;
    }

    Grant grant(Role role, long model) {
      return switch (this) {
        case ALL -> Grant.onAll(role);
        case PREFIX -> new Grant(role, null, "CREDIT-");
        case MODEL -> new Grant(role, model, null);
        case OTHER_PREFIX -> new Grant(role, null, "housing-");
        case OTHER_MODEL -> new Grant(role, 99L, null);
      };
    }
  }

  static List<Arguments> everyRoleGrantAndPermission() {
    List<Arguments> rows = new ArrayList<>();
    for (Role role : Role.values())
      for (Over over : Over.values())
        for (Permission permission : Permission.values())
          rows.add(Arguments.of(role, over, permission));
    return rows;
  }

  @ParameterizedTest
  @MethodSource("everyRoleGrantAndPermission")
  void authz01TheAnswerFollowsFromVisibilityThenStateThenPermission(
      Role role, Over over, Permission permission) {
    Principal onPresent = caller(over.grant(role, PRESENT.id()));
    Principal onDeleted = caller(over.grant(role, DELETED.id()));
    boolean may = role.permissions().contains(permission);
    String allowed = may ? "here" : "forbidden";
    String seen = over.covers() ? allowed : "model_not_found";
    String gone = over.covers() ? "deleted" : "model_not_found";

    assertThat(answer(() -> access.model(PRESENT.name(), permission, onPresent))).isEqualTo(seen);
    assertThat(answer(() -> access.modelEvenDeleted(PRESENT.name(), permission, onPresent)))
        .isEqualTo(seen);
    assertThat(answer(() -> access.model(DELETED.name(), permission, onDeleted))).isEqualTo(gone);
    assertThat(answer(() -> access.modelEvenDeleted(DELETED.name(), permission, onDeleted)))
        .isEqualTo(seen);
    assertThat(answer(() -> access.model(ABSENT, permission, onPresent)))
        .isEqualTo("model_not_found");
    assertThat(answer(() -> access.modelEvenDeleted(ABSENT, permission, onPresent)))
        .isEqualTo("model_not_found");
    assertThat(answer(() -> require(permission, PRESENT, onPresent))).isEqualTo(seen);
  }

  @ParameterizedTest
  @MethodSource("everyRoleGrantAndPermission")
  void authz01ANameThatNoModelHasYetIsCoveredByPrefixesAlone(
      Role role, Over over, Permission permission) {
    boolean covers = over == Over.ALL || over == Over.PREFIX;
    boolean may = covers && role.permissions().contains(permission);
    Principal by = caller(over.grant(role, PRESENT.id()));

    assertThat(
            answer(
                () -> {
                  ModelAccess.requireForNew(permission, ABSENT, by);
                  return by;
                }))
        .isEqualTo(may ? "here" : "forbidden");
  }

  @Test
  void authz01WhatIsNotThereIsToldBeforeWhatIsForbidden() {
    Principal reader = caller(Grant.onAll(Role.READER));
    Principal stranger = caller(new Grant(Role.ADMIN, null, "housing-"));

    assertThat(version(1, Reach.PRESENT, reader)).isEqualTo("forbidden");
    assertThat(version(DELETED_NUMBER, Reach.PRESENT, reader)).isEqualTo("deleted");
    assertThat(version(DELETED_NUMBER, Reach.DELETED_VERSION, reader)).isEqualTo("forbidden");
    assertThat(version(DELETED_NUMBER, Reach.DELETED, reader)).isEqualTo("forbidden");
    for (Reach reach : Reach.values()) {
      assertThat(version(3, reach, reader)).isEqualTo("version_not_found");
      for (int number = 1; number <= 3; number++)
        assertThat(version(number, reach, stranger)).isEqualTo("model_not_found");
    }
  }

  @Test
  void authz01ADeletedVersionIsReachedOnlyInAModelThatIsNotDeleted() {
    Principal admin = caller(Grant.onAll(Role.ADMIN));

    assertThat(version(DELETED_NUMBER, Reach.DELETED_VERSION, admin)).isEqualTo("here");
    assertThat(
            answer(
                () ->
                    access.find(
                        DELETED.name(), 1, Reach.DELETED_VERSION, Permission.DELETE, admin)))
        .isEqualTo("deleted");
    assertThat(
            answer(() -> access.find(DELETED.name(), 1, Reach.DELETED, Permission.DELETE, admin)))
        .isEqualTo("here");
  }

  @Test
  void authz01WhatBelongsToAHiddenModelIsMissingInItsOwnWords() {
    Principal stranger = caller(new Grant(Role.ADMIN, 99L, null));
    Refused missing = Refused.because(ProblemCode.INCIDENT_NOT_FOUND, "No incident has this id.");

    assertThatThrownBy(() -> ModelAccess.require(Permission.READ, PRESENT, stranger, () -> missing))
        .isSameAs(missing);
  }

  @Test
  void authz01AHiddenAndAnAbsentModelAreRefusedInTheSameWords() {
    Principal stranger = caller(new Grant(Role.ADMIN, 99L, null));
    Principal admin = caller(Grant.onAll(Role.ADMIN));
    String absent = ReferenceStore.noSuchModel().getMessage();

    assertThatThrownBy(() -> access.model(PRESENT.name(), Permission.READ, stranger))
        .hasMessage(absent);
    assertThatThrownBy(() -> access.model(DELETED.name(), Permission.READ, stranger))
        .hasMessage(absent);
    assertThatThrownBy(() -> access.model(ABSENT, Permission.READ, admin)).hasMessage(absent);
    assertThatThrownBy(() -> access.model("no name", Permission.READ, admin)).hasMessage(absent);
  }

  @Test
  void authz01SomewhereAndEverywhereAreAboutTheReachOfGrants() {
    Principal one = caller(new Grant(Role.CONTRIBUTOR, 1L, null));
    Principal all = caller(Grant.onAll(Role.CONTRIBUTOR));

    assertThatCode(() -> ModelAccess.requireSomewhere(Permission.UPLOAD, one))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> ModelAccess.requireSomewhere(Permission.GRANT, one))
        .hasMessage("The token needs the role admin over some model.");
    assertThatThrownBy(() -> ModelAccess.requireEverywhere(Permission.UPLOAD, one))
        .hasMessage("The token needs the role contributor or admin over all models.");
    assertThatCode(() -> ModelAccess.requireEverywhere(Permission.UPLOAD, all))
        .doesNotThrowAnyException();
  }

  private String version(int number, Reach reach, Principal by) {
    return answer(() -> access.find(PRESENT.name(), number, reach, Permission.DELETE, by));
  }

  private static ModelRef require(Permission permission, ModelRef model, Principal by) {
    ModelAccess.require(permission, model, by);
    return model;
  }

  private static String answer(Supplier<?> call) {
    try {
      return call.get() == null ? "nothing" : "here";
    } catch (Refused refused) {
      return refused.code().wire();
    }
  }

  private static Principal caller(Grant grant) {
    return new Principal("tester", "tester", null, List.of(grant));
  }

  /** A model with the versions 1 and, deleted, 2; and a deleted model with version 1. */
  private static class TwoModels implements ReferenceStore {
    @Override
    public ModelState find(ModelName name) {
      ModelRef model = modelEvenDeleted(name);
      if (model == DELETED) throw deleted();
      return new ModelState(model, 1, Instant.EPOCH);
    }

    @Override
    public ModelAndVersion find(ModelName name, int number) {
      ModelState state = find(name);
      return new ModelAndVersion(state, () -> version(state.model(), number));
    }

    @Override
    public ModelRef modelEvenDeleted(ModelName name) {
      for (ModelRef model : List.of(PRESENT, DELETED)) if (model.name().equals(name)) return model;
      throw ReferenceStore.noSuchModel();
    }

    @Override
    public VersionRef version(ModelRef model, int number) {
      if (number == DELETED_NUMBER) throw deleted();
      return versionEvenDeleted(model, number);
    }

    @Override
    public VersionRef versionEvenDeleted(ModelRef model, int number) {
      if (number > DELETED_NUMBER)
        throw Refused.because(ProblemCode.VERSION_NOT_FOUND, "The model has no such version.");
      return new VersionRef(number, model, number);
    }

    private static Refused deleted() {
      return Refused.because(ProblemCode.DELETED, "It was deleted.");
    }
  }
}
