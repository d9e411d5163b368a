package dev.roster.core.report;

import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.VersionRef;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores reports. */
public interface ReportStore {
  void insert(VersionRef version, Report report);

  int count(VersionRef version);

  /** Newest first. */
  Page<Report> list(VersionRef version, PageRequest page);

  /**
   * The last report of that name.
   *
   * @param role of the reporter; null means that any reporter counts
   */
  Optional<Report> last(VersionRef version, String name, @Nullable String role);

  /** The last report of each name. */
  List<Report> lastOfEach(VersionRef version);
}
