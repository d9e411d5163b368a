package dev.roster.core.label;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.problem.FieldFault;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.problem.Remedy;
import java.util.List;

/** The refusal of a label that another version has. */
public final class LabelTaken {
  private LabelTaken() {}

  public static Refused by(LabelStore.Labelled holder) {
    String who =
        holder.version()
            + (holder.deleted() ? ", which is deleted," : "")
            + " has the label "
            + holder.label();
    return refused(who);
  }

  /** A concurrent call gave the label to another version. */
  public static Refused meanwhile() {
    return refused("Another version got this label at the same time");
  }

  private static Refused refused(String who) {
    return Refused.because(
            ProblemCode.LABEL_TAKEN,
            who + "; a model has each label once, ignoring build metadata.",
            List.of(new FieldFault(field("label"), "is taken")))
        .with(new Remedy.FreeLabel());
  }
}
