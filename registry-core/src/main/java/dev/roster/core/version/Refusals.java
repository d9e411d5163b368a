package dev.roster.core.version;

import dev.roster.core.problem.FieldFault;
import dev.roster.core.problem.FieldPath;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.util.ArrayList;
import java.util.List;

/** Collects why items of a batch are refused; one refused item refuses the whole batch. */
final class Refusals {
  private static final int SHOWN = 100;

  private record Item(FieldPath field, Refused why) {}

  private final List<Item> items = new ArrayList<>();

  void add(FieldPath field, Refused why) {
    items.add(new Item(field, why));
  }

  /** Missing things are reported before forbidden ones. */
  void throwIfAny(int of) {
    if (items.isEmpty()) return;
    Refused first =
        items.stream()
            .map(Item::why)
            .filter(why -> why.code() != ProblemCode.FORBIDDEN)
            .findFirst()
            .orElse(items.get(0).why());
    List<FieldFault> faults =
        items.stream()
            .limit(SHOWN)
            .map(
                item ->
                    new FieldFault(
                        item.field(),
                        item.why().code().wire() + ": " + item.why().getMessage(),
                        item.why().remedy().orElse(null)))
            .toList();
    throw Refused.because(
            first.code(),
            "%d of %d are refused, each for the reason in errors, so nothing was changed. The first: %s"
                .formatted(items.size(), of, first.getMessage()),
            faults)
        .with(first.remedy().orElse(null));
  }
}
