package dev.roster.core.label;

import dev.roster.core.problem.FieldFault;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.util.List;

/** Says that another version has the label. */
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
    return refused("Another version was given this label meanwhile");
  }

  private static Refused refused(String who) {
    return Refused.because(
        ProblemCode.LABEL_TAKEN,
        who
            + "; a model has each label once, ignoring build metadata. Choose another label, or remove it from"
            + " that version first by a PATCH with \"label\": null.",
        List.of(new FieldFault("/label", "is taken")));
  }
}
