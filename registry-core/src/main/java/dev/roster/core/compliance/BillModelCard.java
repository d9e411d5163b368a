package dev.roster.core.compliance;

import dev.roster.core.card.Card;
import dev.roster.core.json.CanonicalJson;
import dev.roster.core.version.Signature;
import dev.roster.core.version.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.cyclonedx.model.Property;
import org.cyclonedx.model.component.ModelCard;
import org.cyclonedx.model.component.data.DatasetChoice;
import org.cyclonedx.model.component.modelCard.Considerations;
import org.cyclonedx.model.component.modelCard.InputOutputParameter;
import org.cyclonedx.model.component.modelCard.ModelParameters;
import org.cyclonedx.model.component.modelCard.PerformanceMetric;
import org.cyclonedx.model.component.modelCard.QuantitativeAnalysis;
import org.cyclonedx.model.component.modelCard.consideration.Risk;
import org.jspecify.annotations.Nullable;

/** The model card within a bill of material. */
record BillModelCard(Version version, Card card) {
  ModelCard build() {
    ModelCard made = new ModelCard();
    made.setModelParameters(parameters());
    made.setQuantitativeAnalysis(metrics());
    made.setConsiderations(considerations());
    List<Property> properties = properties();
    if (!properties.isEmpty()) made.setProperties(properties);
    return made;
  }

  private @Nullable ModelParameters parameters() {
    Signature signature = version.facts().signature();
    int datasets =
        version.facts().lineage() == null || version.facts().lineage().datasets() == null
            ? 0
            : version.facts().lineage().datasets().size();
    if (signature == null && datasets == 0) return null;
    ModelParameters parameters = new ModelParameters();
    if (datasets > 0)
      parameters.setDatasets(
          IntStream.range(0, datasets).mapToObj(BillModelCard::reference).toList());
    if (signature != null && signature.inputs() != null)
      parameters.setInputs(signature.inputs().stream().map(BillModelCard::parameter).toList());
    if (signature != null && signature.outputs() != null)
      parameters.setOutputs(signature.outputs().stream().map(BillModelCard::parameter).toList());
    return parameters;
  }

  private static DatasetChoice reference(int place) {
    DatasetChoice choice = new DatasetChoice();
    choice.setRef(BillOfMaterial.dataset(place));
    return choice;
  }

  private static InputOutputParameter parameter(Signature.Field field) {
    InputOutputParameter parameter = new InputOutputParameter();
    String type = field.dtype() == null ? field.type() : field.dtype();
    parameter.setFormat(
        field.name() + ": " + type + (field.shape() == null ? "" : field.shape().toString()));
    return parameter;
  }

  private @Nullable QuantitativeAnalysis metrics() {
    if (version.metrics().isEmpty()) return null;
    List<PerformanceMetric> metrics = new ArrayList<>();
    new TreeMap<>(version.metrics())
        .forEach(
            (name, value) -> {
              PerformanceMetric metric = new PerformanceMetric();
              metric.setType(name);
              metric.setValue(value.toString());
              metrics.add(metric);
            });
    QuantitativeAnalysis analysis = new QuantitativeAnalysis();
    analysis.setPerformanceMetrics(metrics);
    return analysis;
  }

  private @Nullable Considerations considerations() {
    if (card.intendedUse() == null && card.limitations() == null && card.ethics() == null)
      return null;
    Considerations considerations = new Considerations();
    if (card.intendedUse() != null) considerations.setUseCases(List.of(card.intendedUse()));
    if (card.limitations() != null)
      considerations.setTechnicalLimitations(List.of(card.limitations()));
    if (card.ethics() != null) {
      Risk risk = new Risk();
      risk.setName(card.ethics());
      considerations.setEthicalConsiderations(List.of(risk));
    }
    return considerations;
  }

  private List<Property> properties() {
    List<Property> properties = new ArrayList<>();
    add(properties, "trainingData", card.trainingData());
    add(properties, "evaluation", card.evaluation());
    add(properties, "contact", card.contact());
    add(properties, "riskClass", card.riskClass() == null ? null : card.riskClass().wire());
    card.dataCategories().forEach(category -> add(properties, "dataCategory", category));
    new TreeMap<>(version.facts().hyperparameters())
        .forEach((name, value) -> add(properties, "hyperparameter:" + name, text(value)));
    return properties;
  }

  private static String text(@Nullable Object value) {
    return value instanceof Map || value instanceof List
        ? CanonicalJson.of(value)
        : String.valueOf(value);
  }

  private static void add(List<Property> to, String name, @Nullable String value) {
    if (value != null) to.add(BillOfMaterial.property(name, value));
  }
}
