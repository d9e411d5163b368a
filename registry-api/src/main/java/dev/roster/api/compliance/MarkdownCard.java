package dev.roster.api.compliance;

import static dev.roster.api.compliance.Markdown.inline;

import dev.roster.core.version.Lineage;
import dev.roster.core.version.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A card as Markdown, for people and for the tools of Hugging Face. */
final class MarkdownCard {
  private MarkdownCard() {}

  static String of(CardBody card) {
    Markdown page = new Markdown();
    page.line("# %s, version %d".formatted(inline(card.model()), card.version()));
    if (!card.complete())
      page.line(
          "**This card is not complete.** Missing: " + String.join(", ", card.missing()) + ".");
    if (card.description() != null) page.quotation(card.description());
    page.table(List.of("", ""), about(card), row -> row);
    page.heading("Intended use").quotation(card.intendedUse());
    page.heading("Limitations").quotation(card.limitations());
    page.heading("Ethics").quotation(card.ethics());
    page.heading("Training data").quotation(card.trainingData());
    datasets(card.lineage(), page);
    page.heading("Evaluation").quotation(card.evaluation());
    page.table(
        List.of("Metric", "Value"), sorted(card.metrics()), m -> List.of(m.getKey(), m.getValue()));
    page.heading("Inputs and outputs");
    signature(card.signature(), page);
    page.heading("Made by");
    page.table(List.of("", ""), origin(card), row -> row);
    page.table(
        List.of("Hyperparameter", "Value"),
        sorted(card.hyperparameters()),
        h -> List.of(h.getKey(), String.valueOf(h.getValue())));
    page.heading("Drift").line(drift(card.drift()));
    page.heading("Contact").quotation(card.contact());
    return FrontMatter.of(card) + page;
  }

  private static List<List<?>> about(CardBody card) {
    List<List<?>> rows = new ArrayList<>();
    add(rows, "Label", card.label());
    add(rows, "Stage", card.stage().wire());
    add(rows, "Digest", card.digest());
    add(rows, "License", card.license());
    add(rows, "Owner", card.owner());
    add(rows, "Risk class", card.riskClass() == null ? "not stated" : card.riskClass().wire());
    add(
        rows,
        "Data categories",
        card.dataCategories().isEmpty() ? "not stated" : String.join(", ", card.dataCategories()));
    add(rows, "Registered", "%s by %s".formatted(card.createdAt(), card.createdBy()));
    add(
        rows,
        "Card last changed",
        card.writtenAt() == null ? null : "%s by %s".formatted(card.writtenAt(), card.writtenBy()));
    return rows;
  }

  private static void add(List<List<?>> rows, String name, @Nullable Object value) {
    if (value != null) rows.add(List.of(name, value));
  }

  private static <T> List<Map.Entry<String, T>> sorted(Map<String, T> values) {
    return values.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
  }

  private static void datasets(@Nullable Lineage lineage, Markdown page) {
    if (lineage == null || lineage.datasets() == null) return;
    page.table(
        List.of("Dataset", "Role", "Rows", "Digest", "Place"),
        lineage.datasets(),
        d -> {
          List<Object> cells = new ArrayList<>();
          cells.add(d.name());
          cells.add(d.role() == null ? "" : d.role());
          cells.add(d.rows() == null ? "" : d.rows());
          cells.add(d.digest() == null ? "" : d.digest());
          cells.add(d.uri() == null ? "" : d.uri());
          return cells;
        });
  }

  private static void signature(@Nullable Signature signature, Markdown page) {
    if (signature == null || signature.saysNothing()) {
      page.line("The signature is not known.");
      return;
    }
    fields("Input", signature.inputs(), page);
    fields("Output", signature.outputs(), page);
  }

  private static void fields(String title, @Nullable List<Signature.Field> fields, Markdown page) {
    if (fields == null) return;
    page.table(
        List.of(title, "Type", "Required"),
        fields,
        f -> List.of(f.name(), type(f), f.wanted() ? "yes" : "no"));
  }

  private static String type(Signature.Field field) {
    String type = field.dtype() == null ? field.type() : field.dtype();
    return field.shape() == null ? type : type + field.shape();
  }

  private static List<List<?>> origin(CardBody card) {
    List<List<?>> rows = new ArrayList<>();
    if (card.framework() != null)
      add(
          rows,
          "Framework",
          card.framework().name()
              + (card.framework().version() == null ? "" : " " + card.framework().version()));
    Lineage lineage = card.lineage();
    if (lineage == null) return rows;
    if (lineage.code() != null) {
      add(rows, "Repository", lineage.code().repository());
      add(rows, "Commit", lineage.code().commit());
    }
    if (lineage.run() != null) {
      add(rows, "Run", lineage.run().id());
      add(rows, "Run's page", lineage.run().url());
    }
    if (lineage.parents() != null)
      for (Lineage.Parent parent : lineage.parents())
        add(rows, "Made from", parent.model() + "/" + parent.version());
    if (lineage.environment() != null) {
      add(rows, "Python", lineage.environment().python());
      if (lineage.environment().packages() != null)
        add(rows, "Packages", lineage.environment().packages().size());
    }
    return rows;
  }

  private static String drift(CardBody.Drift drift) {
    if (!drift.hasBaseline()) return "The version has no baseline, so drift is not judged.";
    String state =
        drift.state() == null
            ? "no monitor has judged it yet"
            : "its worst alarm is " + drift.state().replace('_', ' ');
    return "The version has a baseline; %s, and %d incidents are open."
        .formatted(state, drift.openIncidents());
  }
}
