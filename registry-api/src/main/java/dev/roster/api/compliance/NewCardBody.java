package dev.roster.api.compliance;

import dev.roster.core.card.Card;
import dev.roster.core.card.RiskClass;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of a request that replaces what people wrote about a version. */
record NewCardBody(
    @Schema(maxLength = 20000) @Nullable String intendedUse,
    @Schema(maxLength = 20000) @Nullable String limitations,
    @Schema(maxLength = 20000) @Nullable String ethics,
    @Schema(maxLength = 20000) @Nullable String trainingData,
    @Schema(maxLength = 20000) @Nullable String evaluation,
    @Schema(description = "Whom to ask about the model.", maxLength = 500) @Nullable String contact,
    @Schema(description = "How much the model can harm people. A higher class asks for more.")
        @Nullable RiskClass riskClass,
    @Schema(description = "The kinds of data that it was made with or sees, at most 50.")
        @Nullable List<String> dataCategories) {
  Card card() {
    return new Card(
        intendedUse,
        limitations,
        ethics,
        trainingData,
        evaluation,
        contact,
        riskClass,
        dataCategories == null ? List.of() : dataCategories);
  }
}
