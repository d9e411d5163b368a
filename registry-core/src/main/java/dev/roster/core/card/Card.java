package dev.roster.core.card;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.problem.Faults;
import dev.roster.core.problem.FieldPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What people write about a version. A text is null if nobody has written it; a blank text is the
 * same.
 *
 * @param contact whom to ask about the model
 * @param dataCategories the kinds of data that it was made with or sees, such as {@code personal}
 */
public record Card(
    @Nullable String intendedUse,
    @Nullable String limitations,
    @Nullable String ethics,
    @Nullable String trainingData,
    @Nullable String evaluation,
    @Nullable String contact,
    @Nullable RiskClass riskClass,
    List<String> dataCategories) {
  /** The card of a version about which nobody has written yet. */
  public static final Card EMPTY = new Card(null, null, null, null, null, null, null, List.of());

  private static final int MAX_TEXT = 20_000;
  private static final int MAX_CONTACT = 500;
  private static final int MAX_CATEGORIES = 50;
  private static final int MAX_CATEGORY = 100;

  /**
   * A part of a card.
   *
   * @param from the lowest class that asks for it
   * @param value in JSON's types; null if nobody has written it
   */
  private record Part(String name, RiskClass from, Function<Card, @Nullable Object> value) {}

  private static final List<Part> PARTS =
      List.of(
          new Part("intendedUse", RiskClass.MINIMAL, Card::intendedUse),
          new Part("limitations", RiskClass.LIMITED, Card::limitations),
          new Part("ethics", RiskClass.HIGH, Card::ethics),
          new Part("trainingData", RiskClass.HIGH, Card::trainingData),
          new Part("evaluation", RiskClass.LIMITED, Card::evaluation),
          new Part("contact", RiskClass.MINIMAL, Card::contact),
          new Part(
              "riskClass",
              RiskClass.MINIMAL,
              card -> card.riskClass() == null ? null : card.riskClass().wire()),
          new Part(
              "dataCategories",
              RiskClass.HIGH,
              card -> card.dataCategories().isEmpty() ? null : card.dataCategories()));

  public Card {
    intendedUse = written(intendedUse);
    limitations = written(limitations);
    ethics = written(ethics);
    trainingData = written(trainingData);
    evaluation = written(evaluation);
    contact = written(contact);
    dataCategories = Collections.unmodifiableList(new ArrayList<>(dataCategories));
  }

  private static @Nullable String written(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }

  /** The names of what its class asks for and nobody has written. */
  public List<String> missing() {
    RiskClass asking = riskClass == null ? RiskClass.MINIMAL : riskClass;
    return PARTS.stream()
        .filter(part -> asking.isAtLeast(part.from()) && part.value().apply(this) == null)
        .map(Part::name)
        .toList();
  }

  public boolean isComplete() {
    return missing().isEmpty();
  }

  /** What is another than before, by name; null where it was removed. */
  Map<String, Object> changedFrom(Card before) {
    Map<String, Object> changed = new HashMap<>();
    for (Part part : PARTS) {
      Object value = part.value().apply(this);
      if (!Objects.equals(part.value().apply(before), value)) changed.put(part.name(), value);
    }
    return changed;
  }

  void check() {
    Faults faults =
        new Faults()
            .text(field("intendedUse"), intendedUse, MAX_TEXT)
            .text(field("limitations"), limitations, MAX_TEXT)
            .text(field("ethics"), ethics, MAX_TEXT)
            .text(field("trainingData"), trainingData, MAX_TEXT)
            .text(field("evaluation"), evaluation, MAX_TEXT)
            .text(field("contact"), contact, MAX_CONTACT)
            .count(field("dataCategories"), dataCategories.size(), MAX_CATEGORIES);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < dataCategories.size(); i++) {
      FieldPath at = field("dataCategories").item(i);
      String category = dataCategories.get(i);
      faults.requiredText(at, category, MAX_CATEGORY);
      if (category != null && !seen.add(category)) faults.add(at, "is there twice", category);
    }
    faults.throwIfAny();
  }
}
