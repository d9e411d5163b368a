package dev.roster.api.comparison;

import static dev.roster.http.request.RequestPart.QUERY;

import dev.roster.core.comparison.Comparison;
import dev.roster.core.comparison.Comparisons;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelRef;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/models/{name}")
class ComparisonController {
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

  private final Comparisons comparisons;

  ComparisonController(Comparisons comparisons) {
    this.comparisons = comparisons;
  }

  @GetMapping("/compare")
  Comparison compare(ModelRef model, @RequestParam String versions) {
    List<Integer> numbers = new ArrayList<>();
    for (String number : versions.split(",", -1)) {
      if (!NUMBER.matcher(number.strip()).matches())
        throw Refused.invalid(
            QUERY.field("versions"),
            "must be version numbers joined by commas, for example 1,4,7",
            versions);
      numbers.add(Integer.parseInt(number.strip()));
    }
    return comparisons.compare(model, numbers);
  }

  @GetMapping("/compatibility")
  CompatibilityBody compatibility(ModelRef model, @RequestParam int from, @RequestParam int to) {
    return CompatibilityBody.of(
        model.name().text(), from, to, comparisons.compatibility(model, from, to));
  }
}
