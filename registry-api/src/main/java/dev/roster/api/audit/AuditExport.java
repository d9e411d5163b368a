package dev.roster.api.audit;

import static dev.roster.http.request.RequestPart.QUERY;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roster.core.audit.AuditEntries;
import dev.roster.core.audit.AuditEntry;
import dev.roster.core.audit.AuditFilter;
import dev.roster.core.audit.EntryVisibility;
import dev.roster.core.problem.Refused;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes the audit log as a file, oldest entry first. */
@Component
class AuditExport {
  private static final String HEADER = "seq,at,actor,action,model,version,detail,hash";

  /** A spreadsheet runs a cell that begins so as a formula. */
  private static final String BEGINS_FORMULA = "=+-@\t\r";

  private final AuditEntries entries;
  private final JsonMapper json;

  AuditExport(AuditEntries entries, JsonMapper json) {
    this.entries = entries;
    this.json = json;
  }

  /** What the file is. */
  enum Format {
    NDJSON("application/x-ndjson"),
    CSV("text/csv; charset=utf-8");

    private final String mediaType;

    Format(String mediaType) {
      this.mediaType = mediaType;
    }

    String mediaType() {
      return mediaType;
    }

    String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Format ofWire(String word) {
      return Arrays.stream(values())
          .filter(format -> format.wire().equals(word))
          .findFirst()
          .orElseThrow(() -> Refused.invalid(QUERY.field("format"), "must be ndjson or csv", word));
    }
  }

  void write(Format format, AuditFilter filter, EntryVisibility reader, OutputStream to)
      throws IOException {
    Writer out = new BufferedWriter(new OutputStreamWriter(to, UTF_8));
    if (format == Format.CSV) out.write(HEADER + "\r\n");
    entries.export(filter, reader, entry -> out.write(line(format, entry)));
    out.flush();
  }

  private String line(Format format, AuditEntry entry) {
    return format == Format.CSV
        ? csv(entry)
        : json.writeValueAsString(AuditEntryBody.exported(entry)) + "\n";
  }

  private String csv(AuditEntry entry) {
    return Stream.of(
                entry.seq(),
                entry.at(),
                cell(entry.actor()),
                entry.action().wire(),
                cell(entry.model()),
                Objects.toString(entry.version(), ""),
                cell(json.writeValueAsString(entry.detail())),
                entry.hash())
            .map(String::valueOf)
            .collect(Collectors.joining(","))
        + "\r\n";
  }

  /** A text as RFC 4180 has it. */
  static String cell(@Nullable String text) {
    if (text == null || text.isEmpty()) return "";
    String harmless = BEGINS_FORMULA.indexOf(text.charAt(0)) < 0 ? text : "'" + text;
    return "\"" + harmless.replace("\"", "\"\"") + "\"";
  }
}
