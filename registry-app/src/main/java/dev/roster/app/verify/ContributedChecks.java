package dev.roster.app.verify;

import dev.roster.storage.verify.InvariantCheck;
import java.util.Comparator;
import java.util.List;
import org.springframework.beans.BeanUtils;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;

/**
 * The checks that the capabilities contribute. They are found by their type, without a Spring
 * context, because {@code verify} needs neither the settings nor the beans of the server.
 */
final class ContributedChecks {
  private static final String CAPABILITIES = "dev.roster.storage";

  private ContributedChecks() {}

  /**
   * Creates the checks in the order in which they run: by name, and the checks that read bytes
   * last.
   */
  static List<InvariantCheck> find() {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AssignableTypeFilter(InvariantCheck.class));
    return scanner.findCandidateComponents(CAPABILITIES).stream()
        .map(found -> made(found.getBeanClassName()))
        .sorted(
            Comparator.comparing(InvariantCheck::readsBytes)
                .thenComparing(check -> check.getClass().getName()))
        .toList();
  }

  private static InvariantCheck made(String name) {
    Class<?> type = ClassUtils.resolveClassName(name, InvariantCheck.class.getClassLoader());
    return (InvariantCheck) BeanUtils.instantiateClass(type);
  }
}
