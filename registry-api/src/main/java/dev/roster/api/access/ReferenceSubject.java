package dev.roster.api.access;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.References;
import org.springframework.stereotype.Component;

/** The model in {@code credit@production}. */
@Component
class ReferenceSubject implements PathSubject {
  private final References references;

  ReferenceSubject(References references) {
    this.references = references;
  }

  @Override
  public String variable() {
    return "reference";
  }

  @Override
  public ModelRef modelOf(String reference) {
    int at = reference.indexOf('@');
    String name = at < 0 ? reference : reference.substring(0, at);
    if (!ModelName.isValid(name)) throw missing();
    return references.model(new ModelName(name));
  }

  @Override
  public Refused missing() {
    return Refused.because(ProblemCode.MODEL_NOT_FOUND, RouteGuard.NO_SUCH_MODEL);
  }
}
