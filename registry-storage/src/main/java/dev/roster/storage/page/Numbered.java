package dev.roster.storage.page;

import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.page.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An item with the sequence number of its row, by which its list is ordered and paged. */
public record Numbered<T>(long seq, T item) {
  /** The number of the last row of the previous page. Null if the first page is requested. */
  public static @Nullable Long after(PageRequest page) {
    return page.after() == null ? null : page.after().number(0);
  }

  /** Builds the page from rows that were read with the limit {@link PageRequest#fetch()}. */
  public static <T> Page<T> page(List<Numbered<T>> rows, PageRequest page) {
    return Page.of(rows, page.limit(), row -> Position.of(row.seq())).map(Numbered::item);
  }
}
